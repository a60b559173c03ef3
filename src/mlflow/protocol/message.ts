import { type Long, longOf } from '../state/long.js';
import { invalid } from './errors.js';
import { isInt64, isLongText, isNaNText, isNumberText, isWholeText, plain } from './number-texts.js';
import { LongInteger, pythonJson, pythonType } from './python-text.js';

/** What a field of a request holds. */
export type Field =
  | { kind: 'text' | 'whole' | 'long' | 'number' | 'flag' }
  | { kind: 'word'; words: readonly string[] }
  | { kind: 'list'; of: Field }
  | { kind: 'message'; fields: Fields };
export type Fields = { readonly [name: string]: Field };

type ValueOf<F> = F extends { kind: 'text' }
  ? string
  : F extends { kind: 'whole' | 'number' }
    ? number
    : F extends { kind: 'long' }
      ? Long
      : F extends { kind: 'flag' }
        ? boolean
        : F extends { kind: 'word'; words: readonly (infer W)[] }
          ? W
          : F extends { kind: 'list'; of: infer G }
            ? ValueOf<G>[]
            : F extends { kind: 'message'; fields: infer S }
              ? Message<S>
              : never;
/** A request that was read: a list that was not sent is empty, all else that was not sent is undefined. */
export type Message<S> = {
  [K in keyof S]: S[K] extends { kind: 'list' } ? ValueOf<S[K]> : ValueOf<S[K]> | undefined;
};

export const text = { kind: 'text' } as const;
export const whole = { kind: 'whole' } as const;
/** As `whole`, without losing digits. */
export const long = { kind: 'long' } as const;
export const number = { kind: 'number' } as const;
export const flag = { kind: 'flag' } as const;
export const word = <const W extends readonly string[]>(...words: W) => ({ kind: 'word', words }) as const;
export const list = <const F extends Field>(of: F) => ({ kind: 'list', of }) as const;
export const message = <const S extends Fields>(fields: S) => ({ kind: 'message', fields }) as const;

/** A check of one field of the request as it was sent. */
export interface Check {
  field: string;
  required?: boolean;
  /** Of a list of texts: its items may be anything. */
  anyItems?: boolean;
  /** What else is wrong with a value that was sent: MLflow's sentence about it; undefined when nothing is. */
  fault?: (value: unknown) => string | undefined;
}

const HELP = ' See the API docs for more information about request parameters.';

/** Reads a request as MLflow's server does: what its messages are not told of is passed over, the first fault is told. */
export function readMessage<S extends Fields>(
  raw: Record<string, unknown>,
  fields: S,
  checks: readonly Check[],
): Message<S> {
  refuseTwoSpellings(raw, fields);
  const { value, whole: readWhole } = parse(raw, fields);
  for (const check of checks) verify(raw, { check, field: fields[check.field], readWhole });
  return value as Message<S>;
}

/**
 * What a query says of a request's fields. A list's values come once or more, any other's first one counts.
 * @throws ProtocolError
 */
export function readQuery(query: URLSearchParams, fields: Fields): Record<string, unknown> {
  const raw: Record<string, unknown> = {};
  for (const [name, { kind }] of Object.entries(fields)) {
    const value = query.get(name);
    if (value === null) continue;
    if (kind === 'list') raw[name] = query.getAll(name);
    else raw[name] = kind === 'flag' ? flagOf(value) : value;
  }
  return raw;
}

function flagOf(value: string): boolean {
  const lower = value.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  throw invalid(`Invalid boolean value: ${value}, must be 'true' or 'false'.`);
}

function verify(
  raw: Record<string, unknown>,
  { check, field, readWhole }: { check: Check; field: Field | undefined; readWhole: boolean },
): void {
  const { field: name, required, anyItems = false } = check;
  if (!Object.hasOwn(raw, name) && required !== true) return;
  let value = raw[name] ?? null;
  if (name === 'run_id' && value === null) value = raw['run_uuid'] ?? null;
  if (required && (value === null || value === ''))
    throw invalid(`Missing value for required parameter '${name}'.${HELP}`);
  const isAny = anyItems && Array.isArray(value);
  if (!readWhole && field !== undefined && !isAny && !hasKind(value, field)) {
    const hint = ` Hint: Value was of type '${pythonType(value)}'.`;
    throw invalid(`Invalid value ${pythonJson(value)} for parameter '${name}' supplied: ${hint}${HELP}`);
  }
  const fault = check.fault?.(value);
  if (fault !== undefined) throw invalid(`${fault}${HELP}`);
}

/** The type check that MLflow makes once a request could not be read: it looks at the value itself, and no deeper than a list's items. */
function hasKind(sent: unknown, field: Field): boolean {
  const value = plain(sent);
  switch (field.kind) {
    case 'text':
    case 'word':
      return typeof value === 'string';
    case 'whole':
    case 'long':
      return isWholeText(value) || typeof value === 'number' || typeof value === 'boolean';
    case 'number':
      return (
        isNumberText(value) || isNaNText(value) || typeof value === 'number' || typeof value === 'boolean'
      );
    case 'flag':
      return typeof value === 'boolean';
    case 'list':
      return (
        Array.isArray(value) && (field.of.kind !== 'text' || value.every((item) => typeof item === 'string'))
      );
    case 'message':
      return value !== null && typeof value === 'object' && !Array.isArray(value);
  }
}

/** What was read of a value before the fault in it; undefined where that is nothing. */
class Unreadable {
  readonly before: unknown;

  constructor(before?: unknown) {
    this.before = before;
  }
}

/** Reads fields in the order that they were sent in, up to the first fault, also within a list or a message. */
function parse(
  raw: Record<string, unknown>,
  fields: Fields,
): { value: Record<string, unknown>; whole: boolean } {
  const value: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) if (field.kind === 'list') value[name] = [];
  for (const [sent, item] of Object.entries(raw)) {
    const name = Object.hasOwn(fields, sent) ? sent : snake(sent);
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (field === undefined || item === null) continue;
    const read = parseField(item, field);
    if (read instanceof Unreadable) {
      if (read.before !== undefined) value[name] = read.before;
      return { value, whole: false };
    }
    if (read !== undefined) value[name] = read;
  }
  return { value, whole: true };
}

/** @returns undefined for what is passed over @returns Unreadable for what cannot be read */
function parseField(sent: unknown, field: Field): unknown {
  const item = plain(sent);
  switch (field.kind) {
    case 'text':
      return typeof item === 'string' ? item : new Unreadable();
    case 'flag':
      return typeof item === 'boolean' ? item : new Unreadable();
    case 'long': {
      const digits = sent instanceof LongInteger ? sent.digits : item;
      return isLongText(digits) ? longOf(digits) : parseField(sent, whole);
    }
    case 'whole':
      if (typeof item === 'string' && item.includes(' ')) return new Unreadable();
      if (!isNumberText(item) && typeof item !== 'number') return new Unreadable();
      return isInt64(Number(item)) ? Number(item) : new Unreadable();
    case 'number':
      if (item === 'NaN') return Number.NaN;
      if (typeof item === 'string' && /^\s*[+-]?inf(inity)?\s*$/i.test(item))
        return item.includes('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      if (isNumberText(item)) return Number(item);
      return typeof item === 'number' || typeof item === 'boolean' ? Number(item) : new Unreadable();
    case 'word':
      if (typeof item === 'number' || typeof item === 'boolean')
        return field.words[Math.trunc(Number(item)) - 1] ?? new Unreadable();
      if (typeof item !== 'string') return new Unreadable();
      return field.words.includes(item) ? item : undefined;
    case 'list': {
      if (!Array.isArray(item)) return new Unreadable();
      return parseItems(item, field.of);
    }
    case 'message': {
      if (isObject(item) && isRead(item, field.fields)) return item;
      const empty = parse({}, field.fields).value;
      if (typeof item === 'number' || typeof item === 'boolean') return new Unreadable(empty);
      // MLflow's parser goes through the names in it, and there are none that it knows.
      if (!isObject(item)) return empty;
      const read = parse(item, field.fields);
      return read.whole ? read.value : new Unreadable(read.value);
    }
  }
}

/**
 * Whether a message is what reading it would come to, as nearly all of long lists are: those are not read one by one. One with a field
 * that reading may make another value of is not.
 */
function isRead(raw: Record<string, unknown>, fields: Fields): boolean {
  const known = kindsOf(fields);
  if (known.hasList) return false;
  for (const name in raw) {
    const value = raw[name];
    switch (known.kinds.get(name)) {
      case 'text':
        if (typeof value !== 'string') return false;
        break;
      case 'number':
        if (typeof value !== 'number') return false;
        break;
      case 'long':
        if (typeof value !== 'number' || !isInt64(value)) return false;
        break;
      default:
        return false;
    }
  }
  return true;
}

interface Kinds {
  kinds: ReadonlyMap<string, Field['kind']>;
  /** One that was not sent is empty. */
  hasList: boolean;
}

const KINDS = new WeakMap<Fields, Kinds>();

function kindsOf(fields: Fields): Kinds {
  const found = KINDS.get(fields);
  if (found !== undefined) return found;
  const kinds = new Map(Object.entries(fields).map(([name, { kind }]) => [name, kind]));
  const made = { kinds, hasList: [...kinds.values()].includes('list') };
  KINDS.set(fields, made);
  return made;
}

function parseItems(items: readonly unknown[], of: Field): unknown[] | Unreadable {
  const all: unknown[] = [];
  for (const item of items) {
    const read =
      item === null
        ? new Unreadable(of.kind === 'message' ? parse({}, of.fields).value : undefined)
        : parseField(item, of);
    const kept = read instanceof Unreadable ? read.before : read;
    if (kept !== undefined) all.push(kept);
    if (read instanceof Unreadable) return new Unreadable(all);
  }
  return all;
}

/** Who reads the one spelling must not be told something else than who reads the other. */
function refuseTwoSpellings(raw: Record<string, unknown>, fields: Fields): void {
  const { kinds } = kindsOf(fields);
  for (const sent in raw) {
    const kind = kinds.get(sent);
    if (kind !== undefined && kind !== 'list' && kind !== 'message') continue;
    const item = raw[sent];
    const name = kind === undefined ? snake(sent) : sent;
    if (!Object.hasOwn(fields, name)) continue;
    if (name !== sent && Object.hasOwn(raw, name))
      throw invalid(`Request specifies both '${name}' and '${sent}'; provide only one of them.`);
    const field = fields[name];
    const inner = field?.kind === 'list' ? field.of : field;
    if (inner?.kind !== 'message') continue;
    for (const one of Array.isArray(item) ? item : [item])
      if (isObject(one)) refuseTwoSpellings(one, inner.fields);
  }
}

function isObject(item: unknown): item is Record<string, unknown> {
  return item !== null && typeof item === 'object' && !Array.isArray(item);
}

/** `runId` → `run_id` */
export function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
