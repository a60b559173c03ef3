import type { LineCounter, Node, Document as ParsedDocument, YAMLMap, YAMLSeq } from 'yaml';
import { compactJson, type DocumentObject, type DocumentValue, isObject } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import { YamlTooDeep, yamlDocuments } from '../../core/yaml-documents.js';
import { type Document, DocumentError, NESTING_LIMIT, tooDeep } from './document-value.js';
import { Remarks } from './yaml-remarks.js';
import { plainScalar } from './yaml-scalars.js';
import { untagged } from './yaml-tags.js';

type Yaml = typeof import('yaml');

/**
 * Characters that the aliases of a file stand for. Anchors that are used often are far below it; aliases of lists of aliases,
 * which grow without bound, are soon above.
 */
const ALIASES_LIMIT = 16 * 1024 * 1024;
const CORE_TAGS = 'tag:yaml.org,2002:';

/**
 * YAML as loaders agree to read it. Where their values differ and are no text the spelling is kept; tags are read as the plain
 * value behind them and never constructed. Several documents are one where each is a map and no key is in two of them.
 * @throws DocumentError
 */
export async function parseYaml(text: string): Promise<Document> {
  const yaml = await import('yaml');
  const lineCounter = new yaml.LineCounter();
  try {
    // The schema that resolves nothing, and no check of keys: both are done below, where what to do with them is known.
    const documents = yamlDocuments(yaml, text, {
      schema: 'failsafe',
      uniqueKeys: false,
      resolveKnownTags: false,
      logLevel: 'silent',
      lines: lineCounter,
    });
    return joined(documents, yaml, lineCounter);
  } catch (error) {
    if (error instanceof YamlTooDeep) throw tooDeep(error.line);
    throw error;
  }
}

function joined(documents: readonly ParsedDocument[], yaml: Yaml, lines: LineCounter): Document {
  const remarks = new Remarks();
  let whole: DocumentValue = null;
  for (const document of documents) {
    const { value, line } = read(document, new Reader(yaml, lines, remarks), lines);
    if (value === null) continue;
    if (whole === null) whole = value;
    else if (isObject(whole) && isObject(value)) {
      const twice = Object.keys(value).find((key) => key in (whole as DocumentObject));
      if (twice !== undefined) throw severalDocuments(`and the key ${shown(twice)} is in two of them`, line);
      Object.assign(whole, value);
    } else throw severalDocuments('and not each of them is a map', line);
  }
  return { value: whole, remarks: remarks.list() };
}

function severalDocuments(what: string, line: number): DocumentError {
  return new DocumentError([
    { what: `The file holds more than one YAML document, ${what}`, line, mend: 'Keep one of them' },
  ]);
}

function read(document: ParsedDocument, reader: Reader, lines: LineCounter) {
  const problems = document.errors.slice(0, 3).map(({ message, pos }) => ({
    what: `The YAML cannot be read: ${message.split('\n')[0]}`,
    line: lines.linePos(pos[0]).line,
  }));
  if (problems.length > 0) throw new DocumentError(problems);
  const line = lines.linePos(document.contents?.range?.[0] ?? 0).line;
  const { value } = reader.read(document.contents, '', 0);
  if (value !== undefined) return { value, line };
  const what = `The file is an object ${shown(tagOf(document.contents))}, which is never constructed`;
  throw new DocumentError([{ what, line, mend: 'Write it as plain maps, lists, texts and numbers' }]);
}

interface Read {
  /** Undefined when it is left out. */
  value: DocumentValue | undefined;
  /** Characters that it takes with all its aliases written out. */
  weight: number;
}

function tagOf(node: Node | null): string {
  const tag = node?.tag ?? '';
  return tag.startsWith(CORE_TAGS) ? `!!${tag.slice(CORE_TAGS.length)}` : tag;
}

class Reader {
  /** Null while what is anchored is still being read. */
  readonly #anchors = new Map<string, Read | null>();
  #ofAliases = 0;

  constructor(
    readonly yaml: Yaml,
    readonly lines: LineCounter,
    readonly remarks: Remarks,
  ) {}

  read(node: unknown, path: string, depth: number): Read {
    if (node === null || node === undefined) return { value: null, weight: 1 };
    if (this.yaml.isAlias(node)) return this.#alias(node.source, node.range?.[0]);
    const found = node as Node;
    if (depth > NESTING_LIMIT) throw tooDeep(this.#line(found));
    const anchor = (found as { anchor?: string }).anchor;
    if (anchor !== undefined) this.#anchors.set(anchor, null);
    const read = this.#untagged(found, this.#content(found, path, depth), path);
    if (anchor !== undefined) this.#anchors.set(anchor, read);
    return read;
  }

  #content(node: Node, path: string, depth: number): Read {
    if (this.yaml.isMap(node)) return this.#map(node, path, depth);
    if (this.yaml.isSeq(node)) return this.#list(node, path, depth);
    const { source, value, type } = node as { source?: string; value?: unknown; type?: string };
    const text = source ?? String(value ?? '');
    const weight = text.length + 1;
    if (type !== 'PLAIN' || tagOf(node) !== '') return { value: text, weight };
    const scalar = plainScalar(text);
    if (scalar.ambiguous) this.remarks.add('ambiguous', path, text);
    return { value: scalar.value, weight };
  }

  #untagged(node: Node, { value, weight }: Read, path: string): Read {
    const tag = tagOf(node);
    if (tag === '' || value === undefined) return { value, weight };
    const plain = untagged(tag, value);
    if (plain.value === undefined) this.remarks.add('leftOut', path, tag);
    else if (plain.lossy) this.remarks.add('plain', path, tag);
    return { value: plain.value, weight };
  }

  #alias(name: string, offset: number | undefined): Read {
    const read = this.#anchors.get(name);
    const line = offset === undefined ? undefined : this.lines.linePos(offset).line;
    const fault = (what: string) => new DocumentError([{ what: `The YAML cannot be read: ${what}`, line }]);
    if (read === undefined) throw fault(`The alias ${shown(name)} stands for no anchor`);
    if (read === null) throw fault(`The alias ${shown(name)} stands within what it stands for`);
    this.#ofAliases += read.weight;
    if (this.#ofAliases > ALIASES_LIMIT)
      throw fault(`Its aliases multiply to more than ${ALIASES_LIMIT} characters`);
    return read;
  }

  #list(node: YAMLSeq, path: string, depth: number): Read {
    let weight = 1;
    const value = node.items.map((item, index) => {
      const read = this.read(item, `${path}[${index}]`, depth + 1);
      weight += read.weight;
      // Left out altogether, it would move those behind it.
      return read.value === undefined ? null : read.value;
    });
    return { value, weight };
  }

  #map(node: YAMLMap, path: string, depth: number): Read {
    const own: DocumentObject = Object.create(null);
    const leftOut = new Set<string>();
    const merged: DocumentObject[] = [];
    let weight = 1;
    for (const { key, value } of node.items) {
      if (isMergeKey(key)) {
        const read = this.read(value, path, depth + 1);
        weight += read.weight;
        merged.push(...this.#merged(read.value, key as Node));
        continue;
      }
      const name = this.#key(key, depth);
      if (name in own || leftOut.has(name)) throw this.#twice(name, key as Node);
      const read = this.read(value, path === '' ? name : `${path}.${name}`, depth + 1);
      weight += name.length + read.weight;
      if (read.value === undefined) leftOut.add(name);
      else own[name] = read.value;
    }
    // What stands in the map itself wins, then what is merged first.
    for (const map of merged) {
      for (const [name, item] of Object.entries(map)) {
        if (!(name in own) && !leftOut.has(name)) own[name] = item;
      }
    }
    return { value: own, weight };
  }

  #merged(value: DocumentValue | undefined, key: Node): DocumentObject[] {
    const maps = Array.isArray(value) ? value : [value];
    const objects = maps.filter((map) => isObject(map));
    if (objects.length === maps.length) return objects;
    const what = 'What is merged by "<<" is no map';
    throw new DocumentError([{ what, line: this.#line(key), mend: 'Merge a map, or a list of maps' }]);
  }

  /** As it is spelled: whether `on:` or `1:` is a text, loaders do not agree. */
  #key(key: unknown, depth: number): string {
    if (this.yaml.isScalar(key)) {
      const { anchor, source } = key;
      const text = source ?? String(key.value ?? '');
      if (anchor !== undefined) this.read(key, text, depth + 1);
      return text;
    }
    const { value } = this.read(key, '?', depth + 1);
    if (Array.isArray(value) && /^!!python\/tuple$/.test(tagOf(key as Node))) return compactJson(value);
    if (value === null || typeof value !== 'object') return String(value);
    const line = this.#line(key as Node);
    throw new DocumentError([{ what: 'A key is a list or an object', line, mend: 'Use texts as keys' }]);
  }

  #twice(name: string, key: Node): DocumentError {
    const what = `The key ${shown(name)} is there twice`;
    return new DocumentError([{ what, line: this.#line(key), mend: 'Keep one of the two' }]);
  }

  #line(node: Node): number | undefined {
    return node.range === null || node.range === undefined
      ? undefined
      : this.lines.linePos(node.range[0]).line;
  }
}

function isMergeKey(key: unknown): boolean {
  const { value, type, tag } = (key ?? {}) as { value?: unknown; type?: string; tag?: string };
  return value === '<<' && type === 'PLAIN' && (tag === undefined || tag === `${CORE_TAGS}merge`);
}
