import type { Document } from 'yaml';
import { UserError } from '../core/errors.js';
import type { JsonValue } from '../core/json.js';
import { YamlTooDeep, yamlDocuments } from '../core/yaml-documents.js';

export type JsonObject = { [key: string]: JsonValue };

const DEPTH_LIMIT = 50;

/** A YAML file whose top is a mapping, with the lines that messages need. */
export class YamlFile {
  /** @param place the file as messages name it */
  private constructor(
    readonly place: string,
    private readonly document: Document,
    private readonly text: string,
  ) {}

  /** @throws UserError E_FILE_FORMAT with the line */
  static async parse(text: string, place: string): Promise<YamlFile> {
    const yaml = await import('yaml');
    let documents: [Document, ...Document[]];
    try {
      documents = yamlDocuments(yaml, text, { lines: new yaml.LineCounter(), logLevel: 'error' });
    } catch (error) {
      if (!(error instanceof YamlTooDeep)) throw error;
      throw unreadableAs('It is nested too deeply', place, error.line);
    }
    const [document, another] = documents;
    const file = new YamlFile(place, document, text);
    const [error] = document.errors;
    if (error !== undefined) throw file.#faultAt(`It is not valid YAML (${error.message})`, error.pos[0]);
    if (another !== undefined)
      throw file.#faultAt('It holds more than one YAML document', another.range?.[0] ?? 0);
    if (!yaml.isMap(document.contents)) throw file.#faultAt('It is not a YAML mapping', 0);
    return file;
  }

  /**
   * The value under the keys as JSON has it; NaN and infinities become strings.
   * @throws UserError E_FILE_FORMAT when it is nested or repeated beyond reason
   */
  get(...keys: string[]): JsonValue | undefined {
    const node = this.document.getIn(keys, true) as { toJS?: (document: Document) => unknown } | undefined;
    if (node?.toJS === undefined) return undefined;
    // A file cannot hold more than its own size, unless by aliases to aliases.
    const copy = { left: 2 * this.text.length + 1000 };
    let value: unknown;
    try {
      value = node.toJS(this.document);
    } catch (error) {
      if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
      throw this.fault('It repeats parts of itself too often', ...keys);
    }
    const json = plain(value, copy, 0);
    if (json === undefined)
      throw this.fault(`The value of ${keys.join('.')} is too large or too deep`, ...keys);
    return json;
  }

  /** A scalar as the file spells it, so that the version 1.10 does not become 1.1. */
  spelled(...keys: string[]): string | null {
    const node = this.document.getIn(keys, true) as { source?: unknown; value?: unknown } | undefined;
    if (typeof node?.source === 'string' && node.value !== null) return node.source;
    return null;
  }

  /**
   * The text without the entries that are chosen, each with its lines; all else stays as it is spelled.
   * @param chosen asked with the keys that lead to an entry, outermost first
   */
  without(chosen: (keys: readonly string[]) => boolean): string {
    const cut: [start: number, end: number][] = [];
    const visit = (node: unknown, keys: readonly string[]): void => {
      for (const { key, value } of entriesOf(node)) {
        const below = [...keys, String(key?.value)];
        const [start, , end] = key?.range ?? [0, 0, 0];
        if (chosen(below)) cut.push([start, value?.range?.[2] ?? end]);
        else if (below.length < DEPTH_LIMIT) visit(value, below);
      }
    };
    visit(this.document.contents, []);
    let from = 0;
    const left = cut.map(([start, end]) => {
      const before = this.text.slice(from, start);
      from = end;
      return before;
    });
    return [...left, this.text.slice(from)].join('');
  }

  /** The fault of what stands under the keys. */
  fault(what: string, ...keys: string[]): UserError {
    const node = this.document.getIn(keys, true) as { range?: [number, number, number] | null } | undefined;
    return this.#faultAt(what, node?.range?.[0] ?? 0);
  }

  #faultAt(what: string, offset: number): UserError {
    return unreadableAs(what, this.place, this.text.slice(0, offset).split('\n').length);
  }
}

interface Part {
  value?: unknown;
  /** Start, end, and end with what follows on its line. */
  range?: readonly [number, number, number] | null;
}

/** The entries of a mapping; of anything else none. */
function entriesOf(node: unknown): { key: Part | null; value: Part | null }[] {
  const { items = [] } = (node ?? {}) as { items?: readonly object[] };
  return items.filter(
    (item): item is { key: Part | null; value: Part | null } => 'key' in item && 'value' in item,
  );
}

/** The fault of a metadata file of a model. */
export function unreadableAs(what: string, place: string, line: number): UserError {
  return new UserError({
    code: 'E_FILE_FORMAT',
    what,
    where: `${place}, line ${line}`,
    mend: 'Save the model again with the library that wrote the file, or mend the line',
  });
}

function plain(value: unknown, copy: { left: number }, depth: number): JsonValue | undefined {
  copy.left -= typeof value === 'string' ? value.length + 1 : 1;
  if (copy.left < 0 || depth > DEPTH_LIMIT) return undefined;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'boolean' || typeof value === 'string') return value;
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      const copied = plain(item, copy, depth + 1);
      if (copied === undefined) return undefined;
      items.push(copied);
    }
    return items;
  }
  if (typeof value !== 'object') return String(value);
  const entries: [string, JsonValue][] = [];
  for (const [key, item] of Object.entries(value)) {
    const copied = plain(item, copy, depth + 1);
    if (copied === undefined) return undefined;
    copy.left -= key.length;
    entries.push([key, copied]);
  }
  return Object.fromEntries(entries);
}
