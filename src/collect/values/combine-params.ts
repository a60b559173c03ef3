import { spelled } from '../../core/compare/spelled.js';
import type { Fault, Faults } from '../../core/errors.js';
import { KEYS_LIMIT, type Scalar } from '../../core/flatten.js';
import { type Origin, prefixesOf } from '../../core/key-prefix.js';
import { keyProblem, shown } from '../../core/key-values.js';

/** Keys that a note names. */
const NAMED = 5;

export interface InlineParam {
  key: string;
  value: Scalar;
  /** The input and line. */
  where: string;
}

export interface ParamsOfOrigin {
  params: Record<string, Scalar>;
  /** For messages. */
  where: string;
  origin: Origin;
  /** Whether the run itself wrote it, or DVC for it: it says what the training had, and wins over a file that it may have read. */
  isWritten: boolean;
}

interface Param {
  value: Scalar;
  where: string;
}

interface FileParam extends Param {
  origin: Origin;
  isWritten: boolean;
}

/**
 * The params of a run from all its sources. A key with one value stays as it is; where files, or stages of one, differ in it, the
 * keys are told apart by their paths. An inline value that a file contradicts is a fault: which of them the training used cannot
 * be known.
 * @returns the params by dotted key, without prototype, and at most one note
 */
export function combineParams(
  { inline, origins }: { inline: readonly InlineParam[]; origins: readonly ParamsOfOrigin[] },
  faults: Faults,
): { params: Record<string, Scalar>; notes: string[] } {
  const { byKey, overruled } = keysOf(origins);
  const given = givenOf(inline, byKey, faults);
  const taken = new Set([...byKey.keys(), ...given.keys()]);
  const table = new Map<string, Scalar>();
  for (const [key, param] of given) if (param !== null) table.set(key, param.value);
  for (const [key, params] of byKey) {
    const [first] = params;
    if (given.has(key) || first === undefined) continue;
    if (params.every((param) => isSame(param, first))) table.set(key, first.value);
    else for (const [name, value] of apart(key, params, { taken, faults })) table.set(name, value);
  }
  if (table.size > KEYS_LIMIT) faults.add(tooManyParams());
  const params: Record<string, Scalar> = Object.create(null);
  for (const [key, value] of [...table].slice(0, KEYS_LIMIT)) params[key] = value;
  return { params, notes: notesOf(overruled, byKey) };
}

function notesOf(
  overruled: ReadonlyMap<string, Param>,
  byKey: ReadonlyMap<string, readonly Param[]>,
): string[] {
  const differing = [...overruled].flatMap(([key, file]) => {
    const written = byKey.get(key)?.find((param) => !isSame(param, file));
    return written === undefined ? [] : [`${shown(key)} (${valueIn(file)}, ${valueIn(written)})`];
  });
  if (differing.length === 0) return [];
  const more = differing.length - NAMED;
  const names = `${differing.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [`Params of files that the run itself, or DVC, wrote otherwise count as written: ${names}`];
}

/** What the files say of each key; by path, so that what is recorded does not depend on the order of the files. */
function keysOf(origins: readonly ParamsOfOrigin[]) {
  const path = ({ origin }: ParamsOfOrigin) => origin.full.join('/');
  const sorted = [...origins].sort((one, other) => (path(one) < path(other) ? -1 : 1));
  const byKey = new Map<string, FileParam[]>();
  const overruled = new Map<string, Param>();
  for (const { params, where, origin, isWritten } of [
    ...sorted.filter((one) => one.isWritten),
    ...sorted.filter((one) => !one.isWritten),
  ]) {
    for (const [key, value] of Object.entries(params)) {
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [{ value, where, origin, isWritten }]);
      else if (known[0]?.isWritten === isWritten) known.push({ value, where, origin, isWritten });
      else overruled.set(key, { value, where });
    }
  }
  return { byKey, overruled };
}

/** The inline params by key; null for one that contradicts another or a file, of which none is recorded. */
function givenOf(
  inline: readonly InlineParam[],
  byKey: ReadonlyMap<string, readonly Param[]>,
  faults: Faults,
): Map<string, Param | null> {
  const given = new Map<string, Param | null>();
  for (const { key, value, where } of inline) {
    const own = { value, where };
    const earlier = given.get(key);
    const others = [
      ...(earlier === undefined || earlier === null ? [] : [earlier]),
      ...(byKey.get(key) ?? []),
    ];
    const other = others.find((param) => !isSame(param, own));
    if (other !== undefined) faults.add(twoValues(key, own, other));
    given.set(key, other === undefined && earlier !== null ? own : null);
  }
  return given;
}

function isSame(one: Param, other: Param): boolean {
  if (one.value === other.value) return true;
  const spelling = spelled(one.value);
  return spelling !== undefined && spelling === spelled(other.value);
}

/** @param taken keys that a longer key must not be taken for; gets the new ones */
function apart(
  key: string,
  params: readonly FileParam[],
  { taken, faults }: { taken: Set<string>; faults: Faults },
): [string, Scalar][] {
  const prefixes = prefixesOf(
    params.map(({ origin }) => origin),
    (prefix) => !taken.has(`${prefix}/${key}`),
  );
  const named = (prefixes ?? []).map((prefix, index): [string, Scalar] => [
    `${prefix}/${key}`,
    params[index]?.value ?? null,
  ]);
  const problem = named.map(([name]) => keyProblem(name)).find((text) => text !== undefined);
  if (prefixes === undefined || problem !== undefined) {
    const [first, second] = params;
    if (first !== undefined && second !== undefined) faults.add(twoValues(key, first, second));
    return [];
  }
  for (const [name] of named) taken.add(name);
  return named;
}

function twoValues(key: string, one: Param, other: Param): Fault {
  return {
    code: 'E_PARAM_INVALID',
    what: `The param ${shown(key)} has two values: ${valueIn(one)} and ${valueIn(other)}`,
    where: other.where.startsWith('params, line') ? one.where : other.where,
    mend: 'Leave one of them out, or give them different keys',
  };
}

function valueIn({ value, where }: Param): string {
  return `${shown(String(value))} in ${where}`;
}

function tooManyParams(): Fault {
  return {
    code: 'E_PARAM_INVALID',
    what: `There are more than ${KEYS_LIMIT} params`,
    where: 'params',
    mend: 'Name fewer files, and record the others as artifacts',
  };
}
