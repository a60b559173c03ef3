import { Faults, UserError } from '../core/errors.js';
import {
  type DocumentValue,
  flattenParams,
  isObject,
  KEYS_LIMIT,
  longParam,
  PARAM_VALUE_LIMIT,
  type Scalar,
} from '../core/flatten.js';
import { shown } from '../core/key-values.js';
import type { SourceFile } from './files/paths.js';
import { endsWithOne, readDocument } from './values/documents.js';
import { readInputLines } from './values/input-lines.js';

export interface ParamsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that names count from. */
  cwd: string;
  /** Files from elsewhere, e.g. of LINEAGE_DIR. */
  extraFiles?: readonly SourceFile[];
}

export interface CollectedParams {
  /** By dotted key, sorted by nothing; the object has no prototype. */
  params: Record<string, Scalar>;
  /** The files in the workspace that they came from, as records name them, sorted. Extra files are not among them. */
  files: string[];
}

interface Param {
  value: Scalar;
  where: string;
}

/**
 * Params from inline `key=value` lines and from JSON, YAML, TOML and `dvc.lock` files.
 * The same key with two values is a fault: which of them the training used cannot be known.
 * @throws UserError with every fault: E_PARAM_INVALID, E_PATH_MISSING, E_PATH_OUTSIDE, E_FILE_*
 */
export async function collectParams(input: ParamsInput): Promise<CollectedParams> {
  const table = new Map<string, Param>();
  const faults = new Faults();
  const lines = await faults.catch(() =>
    readInputLines({ text: input.text, place: input, input: 'params', code: 'E_PARAM_INVALID' }),
  );
  for (const { key, value, where } of lines?.pairs ?? []) {
    if (value.length > PARAM_VALUE_LIMIT) faults.add(longParam(key, value, where));
    else put(table, faults, [key, { value: typedValue(value), where }]);
  }
  for (const file of [...(lines?.files ?? []), ...(input.extraFiles ?? [])]) {
    const found = (await faults.catch(() => paramsOfFile(file))) ?? [];
    for (const [key, value] of found) put(table, faults, [key, { value, where: file.shown }]);
  }
  if (table.size > KEYS_LIMIT) {
    const mend = 'Name fewer files, and record the others as artifacts';
    faults.add({
      code: 'E_PARAM_INVALID',
      what: `There are more than ${KEYS_LIMIT} params`,
      where: 'params',
      mend,
    });
  }
  faults.throwIfAny();
  const params: Record<string, Scalar> = Object.create(null);
  for (const [key, { value }] of table) params[key] = value;
  return { params, files: (lines?.files ?? []).map((file) => file.shown) };
}

/**
 * The value of an inline param. Numbers are those whose text says exactly what the number does: `0.1`, `-3`, `1e-3`;
 * `007`, `3.10` and long rows of digits would lose something and stay texts.
 */
export function typedValue(text: string): string | number | boolean {
  if (text === 'true') return true;
  if (text === 'false') return false;
  const parts = /^(-?\d+(?:\.\d+)?)(?:[eE][+-]?\d{1,3})?$/.exec(text);
  const mantissa = parts?.[1];
  if (mantissa === undefined || String(Number(mantissa)) !== mantissa) return text;
  const number = Number(text);
  const lost = number === 0 ? Number(mantissa) !== 0 : !Number.isFinite(number);
  return lost || Object.is(number, -0) ? text : number;
}

function put(table: Map<string, Param>, faults: Faults, [key, param]: [string, Param]): void {
  const earlier = table.get(key);
  if (earlier === undefined) {
    table.set(key, param);
  } else if (earlier.value !== param.value) {
    faults.add({
      code: 'E_PARAM_INVALID',
      what: `The param ${shown(key)} has two values: ${text(earlier)} and ${text(param)}`,
      where: param.where,
      mend: 'Leave one of them out, or give them different keys',
    });
  }
}

function text({ value, where }: Param): string {
  return `${shown(String(value))} in ${where}`;
}

async function paramsOfFile(file: SourceFile): Promise<[string, Scalar][]> {
  const document = await readDocument(file);
  if (!endsWithOne(file.absolute, ['dvc.lock'])) return Object.entries(flattenParams(document, file.shown));
  return lockedParams(document, file.shown).flatMap(({ stage, value }) =>
    Object.entries(flattenParams(value, `${file.shown}, stage ${shown(stage)}`)),
  );
}

/** The params that DVC noted per stage and params file: `stages.<stage>.params.<file>.<key>`. */
function lockedParams(document: DocumentValue, where: string): { stage: string; value: DocumentValue }[] {
  const stages = isObject(document) ? document.stages : undefined;
  if (!isObject(stages)) {
    const mend = 'Write it with dvc repro, or name a params file instead';
    throw new UserError({ code: 'E_FILE_FORMAT', what: 'The lock file has no stages', where, mend });
  }
  return Object.entries(stages).flatMap(([stage, body]) => {
    const files = isObject(body) ? body.params : undefined;
    return isObject(files) ? Object.values(files).map((value) => ({ stage, value })) : [];
  });
}
