import { pythonFloat } from '../state/python-value.js';

/** How Python writes values: MLflow's messages show them so, and its tests look for it. */

/** A whole number that was written as a float, `9.0`: Python's parser keeps the difference, the one of JavaScript does not. */
export class WholeFloat {
  readonly #value: number;

  constructor(value: number) {
    this.#value = value;
  }

  valueOf(): number {
    return this.#value;
  }
}

/** An integer of which a number would lose digits. */
export class LongInteger {
  constructor(readonly digits: string) {}

  valueOf(): number {
    return Number(this.digits);
  }
}

/** `json.dumps(value, sort_keys=True, separators=(',', ':'))` of what JSON has */
export function pythonJson(value: unknown): string {
  return written(sorted(value), [',', ':']);
}

/** `json.dumps(value)` */
export function pythonDumps(value: unknown): string {
  return written(value, [', ', ': ']);
}

/** `repr(text)` */
export function pythonRepr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t');
  return `${quote}${escaped}${quote}`;
}

/** `type(value).__name__` of a value of JSON */
export function pythonType(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (Array.isArray(value)) return 'list';
  if (value instanceof WholeFloat) return 'float';
  if (value instanceof LongInteger) return 'int';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return { string: 'str', boolean: 'bool', object: 'dict' }[typeof value as 'string' | 'boolean' | 'object'];
}

/** `len(text)`: characters, not units of UTF-16. */
export function pythonLength(text: string): number {
  let units = 0;
  for (const _ of text) units++;
  return units;
}

function ascii(text: string): string {
  return text.replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function written(value: unknown, separators: readonly [item: string, key: string]): string {
  const inner = (item: unknown) => written(item, separators);
  const [next, is] = separators;
  if (Array.isArray(value)) return `[${value.map(inner).join(next)}]`;
  if (value instanceof WholeFloat) return pythonFloat(value.valueOf());
  if (value === null || typeof value !== 'object') return ascii(JSON.stringify(value) ?? 'null');
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${entries.map(([key, item]) => inner(key) + is + inner(item)).join(next)}}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object' || value instanceof WholeFloat) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
