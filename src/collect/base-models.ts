import { stat } from 'node:fs/promises';
import { digestOfFiles } from '../core/digest.js';
import { type Fault, Faults, UserError } from '../core/errors.js';
import { parseModelUri } from '../core/fetch/uri.js';
import type { RunRecord } from '../core/generated/types.js';
import { isAnyRunId } from '../core/ids.js';
import { hasControl, parseLines, shown } from '../core/key-values.js';
import { existingPath, type Place } from './files/paths.js';
import { modelFiles } from './models.js';
import { existsIn, splitOptions } from './values/line-options.js';

export type InputModel = NonNullable<RunRecord['inputs']['models']>[number];

/** A line of `base-models`: what the record says of it, as far as its text tells. */
export interface BaseModelLine extends InputModel {
  /** Set for a model in the workspace: its path as the user wrote it. */
  path: string | null;
  line: number;
}

const MODELS_LIMIT = 100;
const URI_LIMIT = 1024;
const REVISION_LIMIT = 250;
const OPTIONS = ['revision=', 'digest=', 'made_by='];
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const KINDS =
  'models:/NAME/3, models:/NAME@champion, runs:/ID/path, hf:owner/name, or a path in the workspace';
/** `models:/NAME/3`, `models:/NAME/Production`, `models:/NAME@champion`; MLflow's `models:/m-…` is a logged model. */
const REGISTERED = /^models:\/([^/:@]+)(?:\/([^/:@]+)|@([^/:@]+))$/;
const LOGGED = /^models:\/m-[0-9a-f]{32}$/;
const OF_RUN = /^runs:\/([^/]+)(?:\/.+)$/;
/** Names as the Hub has them; old ones have no owner. */
const HUB = /^hf:(?:\/\/)?((?:[\w.-]+\/)?[\w.-]+)(?:@([^@\s]+))?$/;
/** A letter alone is a drive. */
const OTHER_SCHEME = /^[a-z][a-z0-9+.-]+:/i;

/**
 * The input `base-models`: models that the run begins with or evaluates, one a line: `URI [revision=…] [digest=sha256:…] [made_by=RUN]`.
 * @param isPath whether a text, in which the options still are, names something that exists
 * @throws UserError E_INPUT_INVALID with every fault
 */
export function parseBaseModels(
  text: string,
  isPath: (path: string) => boolean = () => false,
): BaseModelLine[] {
  const faults = new Faults();
  const models = parseLines(text).map(({ text: item, line }) => {
    const where = `base-models, line ${line}`;
    const { rest, options } = splitOptions(item, OPTIONS, isPath);
    const known = new Map(options.map(({ name, value }) => [name, value]));
    const problems = [
      ...(known.size < options.length
        ? [invalid('An option is there twice', where, 'Keep one of the two')]
        : []),
      ...optionFaults(known, where),
    ];
    const model = modelOf(rest, known, line);
    if (model === undefined) problems.push(noModel(rest, where));
    for (const problem of problems) faults.add(problem);
    return model;
  });
  if (models.length > MODELS_LIMIT) {
    const what = `There are ${models.length} base models, at most ${MODELS_LIMIT} are allowed`;
    faults.add(invalid(what, 'base-models', 'Name only the models that the run begins with or evaluates'));
  }
  faults.throwIfAny();
  return models.filter((model) => model !== undefined);
}

/** What the bytes of a model in the workspace come to. */
export type ModelDigests = Pick<InputModel, 'digest' | 'file_digest' | 'file_digests'>;

/** Files of a folder that are kept one by one; of more its digest alone. */
const MOST_FILES = 500;

interface Source {
  path: string;
  where: string;
  place: Place;
}

export interface Collecting {
  text: string;
  place: Place;
  /** What a model had that the run found when it began; undefined for one that was not there. Default: what it has now. @throws UserError */
  begin?: (source: Source) => Promise<ModelDigests | undefined>;
}

/**
 * The base models as the record has them; those in the workspace with the digest that their manifest would have.
 * One whose bytes could not be read is there all the same, without a digest.
 * @param faults gets E_INPUT_INVALID, and those of {@link modelFiles} and of `begin`
 */
export async function collectBaseModels(
  { text, place, begin = async () => undefined }: Collecting,
  faults: Faults,
): Promise<InputModel[]> {
  const models: InputModel[] = [];
  for (const { path, line, ...model } of (await faults.catch(() => parseBaseModels(text, existsIn(place)))) ??
    []) {
    const source = path === null ? null : { path, place, where: `base-models, line ${line}` };
    const digests =
      source &&
      (await faults.catch(async () => {
        const found = (await begin(source)) ?? (await modelDigests(source));
        requireClaimed(source, model, found);
        return found;
      }));
    models.push({ ...model, ...(source === null ? {} : { digest: null, ...digests }) });
  }
  return models;
}

/** @throws UserError as {@link modelFiles} */
export async function modelDigests(source: Source): Promise<ModelDigests> {
  const files = await modelFiles(source);
  const { absolute } = await existingPath(source.place, source.path, source.where);
  const digest = digestOfFiles(files);
  const [file] = files;
  if (file !== undefined && (await stat(absolute)).isFile()) return { digest, file_digest: file.digest };
  const own = files.filter(({ size_bytes }) => size_bytes > 0).map((one) => one.digest);
  const file_digests = [...new Set(own)].sort();
  return { digest, ...(file_digests.length > MOST_FILES ? {} : { file_digests }) };
}

function requireClaimed(
  { path, where }: Source,
  { digest: claimed }: InputModel,
  { digest }: ModelDigests,
): void {
  if (claimed === null || claimed === digest) return;
  const what = `${shown(path)} has the digest ${digest}, and not the one that the line says`;
  throw new UserError(invalid(what, where, 'Get the model that is meant, or correct digest='));
}

function modelOf(uri: string, options: ReadonlyMap<string, string>, line: number): BaseModelLine | undefined {
  if (uri === '' || uri.length > URI_LIMIT || hasControl(uri)) return undefined;
  const model: BaseModelLine = {
    uri,
    version: null,
    revision: options.get('revision') ?? null,
    digest: options.get('digest') ?? null,
    made_by: options.get('made_by') ?? null,
    path: null,
    line,
  };
  const registered = REGISTERED.exec(uri);
  if (registered !== null) {
    if (registryFault(uri) !== undefined) return undefined;
    // What a stage or an alias stands for is not in the text.
    const version = /^[1-9]\d*$/.test(registered[2] ?? '') ? (registered[2] ?? null) : null;
    return { ...model, version };
  }
  if (LOGGED.test(uri)) return model;
  const run = OF_RUN.exec(uri)?.[1];
  if (run !== undefined) return isAnyRunId(run) ? { ...model, made_by: model.made_by ?? run } : undefined;
  const hub = HUB.exec(uri);
  if (hub !== null) return { ...model, revision: model.revision ?? hub[2] ?? null };
  return OTHER_SCHEME.test(uri) ? undefined : { ...model, path: uri };
}

/** What `fetch` would not take for a version nobody could follow up. */
function registryFault(uri: string): Fault | undefined {
  try {
    parseModelUri(uri);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return error.faults[0];
    throw error;
  }
}

function optionFaults(options: ReadonlyMap<string, string>, where: string): Fault[] {
  const faults: Fault[] = [];
  const revision = options.get('revision');
  if (revision !== undefined && (revision === '' || revision.length > REVISION_LIMIT || hasControl(revision)))
    faults.push(
      invalid(`${shown(revision)} is no revision`, where, 'Write revision= and a commit, branch or tag'),
    );
  const digest = options.get('digest');
  if (digest !== undefined && !DIGEST.test(digest))
    faults.push(
      invalid(`${shown(digest)} is no digest`, where, 'Write digest=sha256: and 64 lower-case hex digits'),
    );
  const run = options.get('made_by');
  if (run !== undefined && !isAnyRunId(run))
    faults.push(invalid(`${shown(run)} is no run id`, where, `Write made_by= and ${WHOLE_ID}`));
  return faults;
}

/** Of a run its id is wanted as a whole: the record is read where no ledger is. */
const WHOLE_ID = 'all 32 hex digits of the run, which `lineage-gate runs show RUN` prints';

function noModel(uri: string, where: string): Fault {
  const ofRegistry = REGISTERED.test(uri) ? registryFault(uri) : undefined;
  if (ofRegistry !== undefined) return { ...ofRegistry, where };
  const run = OF_RUN.exec(uri)?.[1];
  if (run !== undefined && !isAnyRunId(run))
    return invalid(`${shown(run)} is no whole run id`, where, `Write runs:/, ${WHOLE_ID}, and the path`);
  const mend = /^[a-z0-9+]+:\/\/(?!\/)/i.test(uri)
    ? `Download the model into the workspace in an earlier step and name its path, or write ${KINDS}`
    : `Write ${KINDS}`;
  return invalid(`${shown(uri)} names no model in a way that can be recorded`, where, mend);
}

function invalid(what: string, where: string, mend: string): Fault {
  return { code: 'E_INPUT_INVALID', what, where, mend };
}
