import type { MemberNode, ValueNode } from '@humanwhocodes/momoa';
import type { DocumentObject, DocumentValue } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import { DocumentError, type DocumentProblem, NESTING_LIMIT, tooDeep } from './document-value.js';

/** The words that Python writes for numbers which JSON has not, each beside a JSON text of the same length. */
const WORDS = new Map([
  ['NaN', { value: Number.NaN, mask: '"N"' }],
  ['Infinity', { value: Number.POSITIVE_INFINITY, mask: '"\\u221e"' }],
  ['-Infinity', { value: Number.NEGATIVE_INFINITY, mask: '"-\\u221e"' }],
]);
const WORD_OR_QUOTE = /"|-?\bInfinity\b|\bNaN\b/g;
const FAULTS_LIMIT = 20;

interface Reading {
  text: string;
  /** Values by the offset of their mask. */
  words: ReadonlyMap<number, number>;
  problems: DocumentProblem[];
}

/**
 * Strict JSON, where a key that is there twice is an error, and the NaN and Infinity that Python writes are numbers.
 * @throws DocumentError
 */
export async function parseJson(source: string): Promise<DocumentValue> {
  return (await jsonParser())(source);
}

/** {@link parseJson} for many texts: a promise for each would take as long as reading it. */
export async function jsonParser(): Promise<(source: string) => DocumentValue> {
  const { parse } = await import('@humanwhocodes/momoa');
  return (source) => {
    const reading = maskWords(source);
    let value: DocumentValue;
    try {
      value = documentOf(parse(reading.text, { mode: 'json' }).body, reading, 0);
    } catch (error) {
      if (error instanceof DocumentError) throw error;
      if (error instanceof RangeError) throw tooDeep();
      throw syntaxError(error);
    }
    if (reading.problems.length > 0) throw new DocumentError(reading.problems.slice(0, FAULTS_LIMIT));
    return value;
  };
}

/** The library's lenient mode would take single quotes and trailing commas too; so its strict mode gets a text without the words. */
function maskWords(source: string): Reading {
  const words = new Map<number, number>();
  const parts: string[] = [];
  let copied = 0;
  const scan = new RegExp(WORD_OR_QUOTE);
  for (let found = scan.exec(source); found !== null; found = scan.exec(source)) {
    const word = WORDS.get(found[0]);
    if (word === undefined) {
      scan.lastIndex = endOfString(source, found.index);
      continue;
    }
    words.set(found.index, word.value);
    parts.push(source.slice(copied, found.index), word.mask);
    copied = scan.lastIndex;
  }
  parts.push(source.slice(copied));
  return { text: parts.join(''), words, problems: [] };
}

/** Offset behind the string that begins at `start`. A regular expression for it runs out of stack on a long one. */
function endOfString(source: string, start: number): number {
  for (let end = source.indexOf('"', start + 1); end >= 0; end = source.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (source[end - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return end + 1;
  }
  return source.length;
}

function syntaxError(error: unknown): DocumentError {
  if (!(error instanceof Error) || !('line' in error) || typeof error.line !== 'number') throw error;
  const what = `The JSON cannot be read: ${error.message.replace(/\.?\s*\(\d+:\d+\)$/, '')}`;
  return new DocumentError([{ what, line: error.line }], { cause: error });
}

function documentOf(node: ValueNode, reading: Reading, depth: number): DocumentValue {
  if (depth > NESTING_LIMIT) throw tooDeep(node.loc.start.line);
  switch (node.type) {
    case 'Object':
      return objectOf(node.members, reading, depth);
    case 'Array':
      return node.elements.map((element) => documentOf(element.value, reading, depth + 1));
    case 'String':
      return reading.words.get(node.loc.start.offset) ?? node.value;
    case 'Number':
      return numberOf(reading.text.slice(node.loc.start.offset, node.loc.end.offset));
    case 'Boolean':
      return node.value;
    case 'Null':
      return null;
    default:
      throw new DocumentError([{ what: `The JSON cannot be read: ${node.type}`, line: node.loc.start.line }]);
  }
}

function objectOf(members: readonly MemberNode[], reading: Reading, depth: number): DocumentObject {
  const result: DocumentObject = Object.create(null);
  for (const { name, value } of members) {
    const key = name.type === 'String' ? name.value : name.name;
    const { line, offset } = name.loc.start;
    if (reading.words.has(offset)) {
      reading.problems.push({ what: 'A key is not in quotes', line });
    } else if (key in result) {
      reading.problems.push({
        what: `The key ${shown(key)} is there twice`,
        line,
        mend: 'Keep one of the two',
      });
    }
    result[key] = documentOf(value, reading, depth + 1);
  }
  return result;
}

function numberOf(text: string): number | bigint {
  const number = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
}
