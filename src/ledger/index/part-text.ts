import { parseJson } from '../../core/json.js';
import { LARGEST_PART } from './segment.js';

/** What a line of a fact begins with, after the one before it. */
const ENTRY = Buffer.from('\n  "');

/** Whether it has the form that writers give it, without which lines are not found. */
export function isWhole(bytes: Buffer): boolean {
  if (bytes.length > LARGEST_PART) return false;
  const text = (from: number, to?: number) => bytes.subarray(from, to).toString('latin1');
  return text(0) === '{}\n' || (text(0, 5) === '{\n  "' && text(-4) === '}\n}\n');
}

/** The facts that begin with something. */
export function* factsIn(bytes: Buffer, start: string): Iterable<string> {
  const entry = Buffer.concat([ENTRY, Buffer.from(start)]);
  for (let at = bytes.indexOf(entry); at >= 0; at = bytes.indexOf(entry, at + 1)) {
    const key = factAt(bytes, at);
    if (key !== undefined) yield key;
  }
}

/**
 * The texts of what facts have, found by halving for all of them at once: they are sorted as canonical JSON has them. Those that are
 * not there are missing.
 * @param sorted facts, by UTF-16 code unit
 */
export function textsIn(bytes: Buffer, sorted: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  const first = bytes.indexOf(ENTRY);
  if (first >= 0) halve({ bytes, sorted, texts }, { first, last: bytes.length, from: 0, to: sorted.length });
  return texts;
}

interface Search {
  bytes: Buffer;
  sorted: readonly string[];
  texts: Map<string, string>;
}

/** @param range `first`: where an entry begins, `last`: where what is looked at ends; `from` and `to`: the facts that may be in it */
function halve(
  search: Search,
  { first, last, from, to }: { first: number; last: number; from: number; to: number },
): void {
  if (from >= to) return;
  const { bytes, sorted, texts } = search;
  const start = bytes.lastIndexOf(ENTRY, (first + last) >> 1);
  const key = factAt(bytes, start);
  if (key === undefined) return;
  const at = lowerBound(sorted, key, { from, to });
  const isThere = at < to && sorted[at] === key;
  if (isThere) {
    const end = bytes.indexOf('\n', start + 1);
    texts.set(key, bytes.toString('utf8', end, bytes.indexOf('}', end)));
  }
  if (start > first) halve(search, { first, last: start, from, to: at });
  const next = bytes.indexOf(ENTRY, start + 1);
  if (next >= 0 && next < last) halve(search, { first: next, last, from: isThere ? at + 1 : at, to });
}

/** The first place whose fact is not before the key. */
function lowerBound(sorted: readonly string[], key: string, range: { from: number; to: number }): number {
  let { from, to } = range;
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? '') < key) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The fact of the entry at a place: `"fact": {`. */
function factAt(bytes: Buffer, entry: number): string | undefined {
  const line = bytes.toString('utf8', entry + ENTRY.length - 1, bytes.indexOf('\n', entry + 1));
  if (!line.startsWith('"') || !line.endsWith('": {')) return undefined;
  // Most have nothing in them that JSON writes otherwise.
  if (!line.includes('\\')) return line.slice(1, -'": {'.length);
  const key: unknown = parseJson(line.slice(0, -': {'.length));
  return typeof key === 'string' ? key : undefined;
}
