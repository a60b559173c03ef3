import { type Fault, UserError } from './errors.js';

/** One item of a multi-line input. */
export interface Line {
  /** Without white space around it; never empty. */
  text: string;
  /** Counts from 1. */
  line: number;
}

/** Characters of a key: tag, param, metric. */
export const KEY_LIMIT = 250;
export const TAG_VALUE_LIMIT = 8000;
export const TAGS_LIMIT = 1000;
/** Bytes of all tags together, as JSON: many long ones would leave no room for the rest of a record. */
const TAGS_BYTES = 4 * 1024 * 1024;
const CONTROL = /[\u0000-\u001f\u007f]/;

/** Items of a multi-line input: one a line; blank lines and lines that begin with `#` are skipped. */
export function parseLines(text: string): Line[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ text: line.trim(), line: index + 1 }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

/** `key=value` split at the first `=`, without white space around either; undefined when there is no `=`. */
export function splitKeyValue(text: string): [key: string, value: string] | undefined {
  const at = text.indexOf('=');
  return at < 0 ? undefined : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

/** Why a text cannot be a key, as the end of a sentence ("… is empty"); undefined when it can. */
export function keyProblem(key: string): string | undefined {
  if (key === '') return 'is empty';
  if (key.length > KEY_LIMIT) return `is longer than ${KEY_LIMIT} characters`;
  if (CONTROL.test(key)) return 'has a control character in it';
  // Readers in JavaScript would take it for something else; the ledger refuses it in every record.
  if (key === '__proto__') return 'is reserved';
  return undefined;
}

/** Foreign text for a message: short, in quotes, control characters escaped. */
export function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** Whether a text has characters that a path or key in a record must not have. */
export function hasControl(text: string): boolean {
  return CONTROL.test(text);
}

/**
 * Tags, one `key=value` a line. A line that repeats an earlier one is dropped.
 * @param input name of the input, for messages
 * @throws UserError E_TAG_INVALID with every fault
 */
export function parseKeyValues(text: string, input: string): [key: string, value: string][] {
  const faults: Fault[] = [];
  const found = new Map<string, { value: string; line: number }>();
  for (const { text: item, line } of parseLines(text)) {
    const where = `${input}, line ${line}`;
    const pair = splitKeyValue(item);
    if (pair === undefined) {
      faults.push(tagFault(`${shown(item)} has no "="`, where, 'Write the line as key=value'));
      continue;
    }
    const [key, value] = pair;
    faults.push(...tagFaults(key, value, where));
    const earlier = found.get(key);
    if (earlier !== undefined && earlier.value !== value) {
      const what = `The key ${shown(key)} has two values: ${shown(earlier.value)} on line ${earlier.line} and ${shown(value)}`;
      faults.push(tagFault(what, where, 'Keep one of the two lines'));
    }
    if (earlier === undefined) found.set(key, { value, line });
  }
  const tags = [...found].map(([key, { value }]): [string, string] => [key, value]);
  faults.push(...tagsFaults(tags, input));
  if (faults.length > 0) throw new UserError(faults);
  return tags;
}

/** What is wrong with one tag. */
export function tagFaults(key: string, value: string, where: string): Fault[] {
  const faults: Fault[] = [];
  const problem = keyProblem(key);
  if (problem !== undefined) {
    const mend = `Write key=value with a key of 1 to ${KEY_LIMIT} characters without control characters`;
    faults.push(tagFault(`The key ${shown(key)} ${problem}`, where, mend));
  }
  if (isTooLong(value)) {
    const what = `The value of ${shown(key)} has ${[...value].length} characters, at most ${TAG_VALUE_LIMIT} are allowed`;
    faults.push(tagFault(what, where, 'Shorten it, or keep the text in an artifact'));
  }
  return faults;
}

/** Whether a value is longer than a record holds. Characters are those of Unicode, as for MLflow and in the schemas. */
export function isTooLong(value: string): boolean {
  return value.length > TAG_VALUE_LIMIT && [...value].length > TAG_VALUE_LIMIT;
}

/** What is wrong with all tags together: that a record cannot hold so many. */
export function tagsFaults(tags: Iterable<readonly [string, string]>, where: string): Fault[] {
  const all = [...tags];
  const fitting = fittingTags(all).length;
  if (fitting === all.length) return [];
  const what =
    all.length > TAGS_LIMIT
      ? `There are ${all.length} tags, at most ${TAGS_LIMIT} are allowed`
      : `The ${all.length} tags are longer than ${TAGS_BYTES / 1024 / 1024} MiB together, which is the most; the first ${fitting} are within it`;
  return [tagFault(what, where, 'Leave out some tags, or keep long texts in an artifact')];
}

/** The first tags, as many as a record holds together. */
export function fittingTags(tags: Iterable<readonly [string, string]>): [string, string][] {
  const fitting: [string, string][] = [];
  let bytes = 0;
  for (const [key, value] of tags) {
    bytes += Buffer.byteLength(JSON.stringify(key)) + Buffer.byteLength(JSON.stringify(value));
    if (bytes > TAGS_BYTES || fitting.length === TAGS_LIMIT) break;
    fitting.push([key, value]);
  }
  return fitting;
}

function tagFault(what: string, where: string, mend: string): Fault {
  return { code: 'E_TAG_INVALID', what, where, mend };
}
