import { sha256 } from './digest.js';
import { type Fault, UserError } from './errors.js';
import { keyProblem, shown } from './key-values.js';

/** What a record holds for a param. */
export type Scalar = string | number | boolean | null;

/** What a JSON, YAML or TOML file says. Integers that a number cannot hold exactly are bigint; objects have no prototype. */
export type DocumentValue = Scalar | bigint | DocumentValue[] | DocumentObject;
export interface DocumentObject {
  [key: string]: DocumentValue;
}

/** A value below which there are no further keys. Empty objects are one. */
export type Leaf = Scalar | bigint | DocumentValue[] | DocumentObject;

/** Keys that one run can have of a kind. */
export const KEYS_LIMIT = 5000;
/** Characters of a param's value. */
export const PARAM_VALUE_LIMIT = 8192;
const DEPTH_LIMIT = 32;
/** A file that is wrong throughout would bury its reader. */
const FAULTS_LIMIT = 20;

/**
 * A nested map of as many entries is data (label names, a vocabulary) and no group of params; the second where a file has too many
 * keys otherwise.
 */
const DATA_ENTRIES = [1000, 100] as const;

export interface FlattenOptions {
  code: 'E_PARAM_INVALID' | 'E_METRIC_INVALID';
  /** The file, for messages. */
  where: string;
  /** Keys at most. */
  limit: number;
  /** Whether a nested object is one value. */
  isLeaf?(value: DocumentObject): boolean;
  /** Whether leaves may have keys that a record cannot hold, and be too deep: the caller does not record all of them. */
  lenient?: boolean;
}

export interface Flattened {
  leaves: Map<string, Leaf>;
  /** Of keys that a record cannot hold, that clash, or that are too many or too deep; the others are leaves all the same. */
  faults: Fault[];
  /** Whether there are more keys than the limit. */
  isFull: boolean;
}

/**
 * Nested objects as dotted keys, in the order of the document.
 * @throws UserError E_FILE_FORMAT when the document is no object
 */
export function flatten(value: DocumentValue, options: FlattenOptions): Flattened {
  if (!isObject(value)) throw new UserError(noObject(value, options.where));
  const leaves = new Map<string, Leaf>();
  const faults: Fault[] = [];
  const clashing = new Set<string>();
  const visit = (item: DocumentValue, key: string, depth: number): void => {
    if (leaves.size > options.limit || faults.length >= FAULTS_LIMIT) return;
    if (depth <= DEPTH_LIMIT && isObject(item) && !(depth > 0 && isOneValue(item, options))) {
      for (const [name, child] of Object.entries(item)) {
        visit(child, depth === 0 ? name : `${key}.${name}`, depth + 1);
      }
      return;
    }
    const clash = clashProblem(key, item, leaves);
    const problem = clash ?? (options.lenient ? undefined : leafProblem({ key, item, depth }));
    if (clash !== undefined) clashing.add(key);
    if (problem === undefined) leaves.set(key, item);
    else faults.push({ ...problem, code: options.code, where: options.where });
  };
  visit(value, '', 0);
  // Which of two values is meant cannot be known.
  for (const key of clashing) leaves.delete(key);
  if (leaves.size <= options.limit) return { leaves, faults, isFull: false };
  const kept = new Map([...leaves].slice(0, options.limit));
  return { leaves: kept, faults: [...faults, tooManyKeys(options)], isFull: true };
}

function isOneValue(item: DocumentObject, { isLeaf }: FlattenOptions): boolean {
  return Object.keys(item).length === 0 || isLeaf?.(item) === true;
}

function noObject(value: DocumentValue, where: string): Fault {
  return {
    code: 'E_FILE_FORMAT',
    what: `The file holds ${kindOf(value)} where keys with values are needed`,
    where,
    mend: 'Write it as an object, e.g. {"key": 1}',
  };
}

interface Visited {
  key: string;
  item: Leaf;
  depth: number;
}

function leafProblem({ key, item, depth }: Visited): Pick<Fault, 'what' | 'mend'> | undefined {
  if (depth > DEPTH_LIMIT || (Array.isArray(item) && isDeep(item, depth))) {
    const mend = 'Make it flatter, or record the file as an artifact only';
    return { what: `${shown(key)} is nested deeper than ${DEPTH_LIMIT} levels`, mend };
  }
  const problem = keyProblem(key);
  if (problem === undefined) return undefined;
  return { what: `The key ${shown(key)} ${problem}`, mend: 'Rename the key in the file' };
}

function clashProblem(
  key: string,
  item: Leaf,
  leaves: ReadonlyMap<string, Leaf>,
): Pick<Fault, 'what' | 'mend'> | undefined {
  if (!leaves.has(key) || sameLeaf(leaves.get(key), item)) return undefined;
  const what = `The key ${shown(key)} stands for two values, once nested and once with a dot`;
  return { what, mend: 'Rename one of the two' };
}

function tooManyKeys({ code, where, limit }: FlattenOptions): Fault {
  return {
    code,
    what: `There are more than ${limit} keys`,
    where,
    mend: 'Name a file with fewer keys, and record this one as an artifact',
  };
}

/**
 * A document's params: lists are compact JSON text, NaN and infinities their names. What is longer than a param can be, and a map
 * of a thousand entries or more, is a digest with a length.
 * @param where the file, for messages
 * @returns params by dotted key, without prototype, and the E_PARAM_INVALID faults of what could not be one
 * @throws UserError E_FILE_FORMAT when the document is no object
 */
export function flattenParams(
  value: DocumentValue,
  where: string,
): { params: Record<string, Scalar>; faults: Fault[] } {
  const read = (entries: number) => {
    const isLeaf = (item: DocumentObject) => Object.keys(item).length >= entries;
    return flatten(value, { code: 'E_PARAM_INVALID', where, limit: KEYS_LIMIT, isLeaf });
  };
  const [many, fewer] = DATA_ENTRIES;
  const all = read(many);
  const { leaves, faults } = all.isFull ? read(fewer) : all;
  const params: Record<string, Scalar> = Object.create(null);
  for (const [key, leaf] of leaves) params[key] = paramOf(leaf);
  return { params, faults };
}

/** The fault of a param whose text is longer than a record takes. */
export function longParam(key: string, value: string, where: string): Fault {
  return {
    code: 'E_PARAM_INVALID',
    what: `The value of ${shown(key)} has ${value.length} characters, at most ${PARAM_VALUE_LIMIT} are allowed`,
    where,
    mend: 'Shorten it, or record it in a file under artifacts',
  };
}

/** NaN, Infinity and -Infinity by name, since JSON has no number for them; other numbers as they are. */
export function numberOrName(value: number): number | 'NaN' | 'Infinity' | '-Infinity' {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Number.POSITIVE_INFINITY) return 'Infinity';
  if (value === Number.NEGATIVE_INFINITY) return '-Infinity';
  return value;
}

/** What a message calls a value. */
export function kindOf(value: DocumentValue): string {
  if (value === null) return 'nothing (null)';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'string') return `the text ${shown(value)}`;
  if (typeof value === 'boolean') return String(value);
  return 'a number';
}

export function isObject(value: DocumentValue | undefined): value is DocumentObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function paramOf(leaf: Leaf): Scalar {
  if (typeof leaf === 'number') return numberOrName(leaf);
  // As digits: a number would round them, and a rounded seed does not reproduce a run.
  if (typeof leaf === 'bigint') return shortened(leaf.toString());
  if (typeof leaf === 'string') return shortened(leaf);
  if (typeof leaf !== 'object' || leaf === null) return leaf;
  const text = compactJson(leaf);
  const size = Object.keys(leaf).length;
  const isData = text.length > PARAM_VALUE_LIMIT || (!Array.isArray(leaf) && size > 0);
  return isData ? digestText(compactJson(leaf, sortedKeys), size, 'entries') : text;
}

function shortened(text: string): string {
  return text.length > PARAM_VALUE_LIMIT ? digestText(text, text.length, 'characters') : text;
}

function digestText(text: string, length: number, unit: string): string {
  return `${sha256(text)} (${length} ${unit})`;
}

/** JSON text without white space; NaN and infinities by name, integers that numbers cannot hold as digits in quotes. */
export function compactJson(value: DocumentValue, ordered = (item: DocumentObject) => item): string {
  return JSON.stringify(value, (_key, item: DocumentValue) => {
    if (typeof item === 'bigint') return item.toString();
    if (typeof item === 'number') return numberOrName(item);
    return isObject(item) ? ordered(item) : item;
  });
}

/** So that a digest does not depend on the order that a map was written in. */
function sortedKeys(value: DocumentObject): DocumentObject {
  const result: DocumentObject = Object.create(null);
  for (const [key, item] of Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) {
    result[key] = item;
  }
  return result;
}

function isDeep(value: DocumentValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > DEPTH_LIMIT || Object.values(value).some((item) => isDeep(item, depth + 1));
}

function sameLeaf(one: Leaf | undefined, other: Leaf): boolean {
  return one !== undefined && compactJson(one) === compactJson(other);
}
