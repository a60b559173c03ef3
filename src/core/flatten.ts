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

export interface FlattenOptions {
  code: 'E_PARAM_INVALID' | 'E_METRIC_INVALID';
  /** The file, for messages. */
  where: string;
}

/**
 * Nested objects as dotted keys, in the order of the document.
 * @throws UserError with the options' code for keys that a record cannot hold, that clash, or that are too many or too deep; E_FILE_FORMAT when the document is no object
 */
export function flatten(value: DocumentValue, options: FlattenOptions): Map<string, Leaf> {
  if (!isObject(value)) {
    throw new UserError({
      code: 'E_FILE_FORMAT',
      what: `The file holds ${kindOf(value)} where keys with values are needed`,
      where: options.where,
      mend: 'Write it as an object, e.g. {"key": 1}',
    });
  }
  const leaves = new Map<string, Leaf>();
  const faults: Fault[] = [];
  const visit = (item: DocumentValue, key: string, depth: number): void => {
    if (depth <= DEPTH_LIMIT && isObject(item) && (depth === 0 || Object.keys(item).length > 0)) {
      for (const [name, child] of Object.entries(item)) {
        visit(child, depth === 0 ? name : `${key}.${name}`, depth + 1);
      }
      return;
    }
    const problem = leafProblem({ key, item, depth }, leaves);
    if (problem === undefined) leaves.set(key, item);
    else faults.push({ ...problem, code: options.code, where: options.where });
    if (leaves.size > KEYS_LIMIT) faults.push(tooManyKeys(options));
    if (leaves.size > KEYS_LIMIT || faults.length === FAULTS_LIMIT) throw new UserError(faults);
  };
  visit(value, '', 0);
  if (faults.length > 0) throw new UserError(faults);
  return leaves;
}

interface Visited {
  key: string;
  item: Leaf;
  depth: number;
}

function leafProblem(
  { key, item, depth }: Visited,
  leaves: ReadonlyMap<string, Leaf>,
): Pick<Fault, 'what' | 'mend'> | undefined {
  if (depth > DEPTH_LIMIT || (Array.isArray(item) && isDeep(item, depth))) {
    const mend = 'Make it flatter, or record the file as an artifact only';
    return { what: `${shown(key)} is nested deeper than ${DEPTH_LIMIT} levels`, mend };
  }
  const problem = keyProblem(key);
  if (problem !== undefined)
    return { what: `The key ${shown(key)} ${problem}`, mend: 'Rename the key in the file' };
  if (!leaves.has(key) || sameLeaf(leaves.get(key), item)) return undefined;
  const what = `The key ${shown(key)} stands for two values, once nested and once with a dot`;
  return { what, mend: 'Rename one of the two' };
}

function tooManyKeys({ code, where }: FlattenOptions): Fault {
  return {
    code,
    what: `There are more than ${KEYS_LIMIT} keys`,
    where,
    mend: 'Name a file with fewer keys, and record this one as an artifact',
  };
}

/**
 * A document's params: lists are compact JSON text, NaN and infinities their names.
 * @param where the file, for messages
 * @returns by dotted key; the object has no prototype
 * @throws UserError E_PARAM_INVALID, E_FILE_FORMAT
 */
export function flattenParams(value: DocumentValue, where: string): Record<string, Scalar> {
  const params: Record<string, Scalar> = Object.create(null);
  const faults: Fault[] = [];
  for (const [key, leaf] of flatten(value, { code: 'E_PARAM_INVALID', where })) {
    const scalar = paramOf(leaf);
    if (typeof scalar === 'string' && scalar.length > PARAM_VALUE_LIMIT)
      faults.push(longParam(key, scalar, where));
    else params[key] = scalar;
  }
  if (faults.length > 0) throw new UserError(faults.slice(0, FAULTS_LIMIT));
  return params;
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
  if (typeof leaf === 'bigint') return leaf.toString();
  if (typeof leaf === 'object' && leaf !== null) return compactJson(leaf);
  return leaf;
}

function compactJson(value: DocumentValue): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return item.toString();
    return typeof item === 'number' ? numberOrName(item) : item;
  });
}

function isDeep(value: DocumentValue, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return depth > DEPTH_LIMIT || Object.values(value).some((item) => isDeep(item, depth + 1));
}

function sameLeaf(one: Leaf | undefined, other: Leaf): boolean {
  return one !== undefined && compactJson(one) === compactJson(other);
}
