import { Faults } from '../core/errors.js';
import { longParam, PARAM_VALUE_LIMIT, type Scalar } from '../core/flatten.js';
import type { SourceFile } from './files/paths.js';
import { combineParams, type InlineParam, type ParamsOfOrigin } from './values/combine-params.js';
import { readDocument } from './values/documents.js';
import { readInputLines } from './values/input-lines.js';
import { type ParamsOfFile, paramsOfDocument } from './values/params-document.js';

export interface ParamsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that names count from. */
  cwd: string;
  /** Files from elsewhere, e.g. of LINEAGE_DIR: what a script wrote while it ran, so that it wins over the files in the workspace. */
  extraFiles?: readonly SourceFile[];
  /** What a script said otherwise than in a file. */
  logged?: readonly ParamsOfOrigin[];
  /** Whether a file is passed over though a line names it. */
  skip?(file: SourceFile): boolean;
  /** Bytes to take for a file's, e.g. as it was when the run began; undefined: it is read. */
  read?(file: SourceFile): Promise<Uint8Array | undefined>;
}

export interface CollectedParams {
  /** By dotted key, sorted by nothing; the object has no prototype. */
  params: Record<string, Scalar>;
  /** The files in the workspace that they came from, as records name them, sorted. Extra files are not among them. */
  files: string[];
  /** What a person should know of how they were read; sentences without a full stop. */
  notes: string[];
}

/**
 * Params from inline `key=value` lines and from JSON, YAML, TOML and `dvc.lock` files. Whatever could be collected is returned,
 * faults or not.
 * @param faults gets E_PARAM_INVALID, E_PATH_MISSING, E_PATH_OUTSIDE, E_FILE_*
 */
export async function collectParams(input: ParamsInput, faults: Faults): Promise<CollectedParams> {
  const lines = await readInputLines(
    { text: input.text, place: input, input: 'params', code: 'E_PARAM_INVALID' },
    faults,
  );
  const inline: InlineParam[] = [];
  for (const { key, value, where } of lines.pairs) {
    if (value.length > PARAM_VALUE_LIMIT) faults.add(longParam(key, value, where));
    else inline.push({ key, value: typedValue(value), where });
  }
  const origins: ParamsOfOrigin[] = [];
  const notes: string[] = [];
  const named = lines.files.filter((file) => input.skip?.(file) !== true);
  const extra = (input.extraFiles ?? []).filter((file) => input.skip?.(file) !== true);
  for (const file of [...named, ...extra]) {
    const found = await faults.catch(async () => readParamsFile(file, await input.read?.(file)));
    for (const fault of found?.faults ?? []) faults.add(fault);
    for (const origin of found?.origins ?? []) {
      origins.push(extra.includes(file) ? { ...origin, isWritten: true } : origin);
    }
    notes.push(...(found?.notes ?? []));
  }
  const { params, notes: overruled } = combineParams(
    { inline, origins: [...origins, ...(input.logged ?? [])] },
    faults,
  );
  return { params, files: named.map((file) => file.shown), notes: [...notes, ...overruled] };
}

/**
 * What the bytes of a params file say, to check it before the training.
 * @throws UserError with every fault: E_PARAM_INVALID, E_FILE_FORMAT, E_FILE_TOO_LARGE
 */
export async function parseParamsFile(file: SourceFile, bytes: Uint8Array): Promise<ParamsOfFile> {
  const faults = new Faults();
  const found = await readParamsFile(file, bytes);
  for (const fault of found.faults) faults.add(fault);
  faults.throwIfAny();
  return found;
}

async function readParamsFile(file: SourceFile, bytes: Uint8Array | undefined): Promise<ParamsOfFile> {
  const { value, notes } = await readDocument(file, bytes);
  return { ...paramsOfDocument(file, value), notes };
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
