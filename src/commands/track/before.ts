import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readContained } from '../../collect/files/opened.js';
import { type BaseModelLook, lookAtBaseModels } from '../../collect/freshness/base-models.js';
import { type DataLook, lookAtData } from '../../collect/freshness/data.js';
import { type Looks, lookAt } from '../../collect/freshness/looks.js';
import { type NamedOutputs, namedOutputs } from '../../collect/freshness/named.js';
import { headOf, trackedOf } from '../../collect/git/committed.js';
import { readInputLines } from '../../collect/values/input-lines.js';
import { sha256 } from '../../core/digest.js';
import { type Fault, Faults } from '../../core/errors.js';
import { parseJson } from '../../core/json.js';
import { readSmall } from './own-files.js';
import type { Session, TrackRequest } from './session.js';
import { tampered } from './tampered.js';

/** What there was when a run began, for what is asked at its end: what did it write, and what did it read. */
export interface Before {
  /** Files that outputs were named for, by their paths in the record. */
  looks: Looks;
  /** Inputs with so many files that none of them was looked at. */
  unseen: NamedOutputs['unseen'];
  /** Params files of at most 1 MiB, by path. */
  params: Record<string, KeptParams>;
  /** By path. */
  data: Record<string, DataLook>;
  /** By path, as the lines of `base-models` have it. */
  models: Record<string, BaseModelLook>;
  /** Commit that was checked out; null without one. */
  head: string | null;
}

export interface KeptParams {
  /** Content, as base64. */
  bytes: string;
  /** Whether it is under version control: any other one is most likely written by the run. */
  tracked: boolean;
}

/** Params files up to this are kept as they were; bytes. */
const KEPT_PARAMS = 1024 * 1024;

/**
 * Looks at all that a run names, before it begins.
 * @param faults takes what is wrong with the lines themselves
 */
export async function lookBefore(
  request: TrackRequest,
  { folder, env }: { folder: string; env: Readonly<Record<string, string | undefined>> },
  faults: Faults,
): Promise<Before> {
  const place = { workspace: request.workspace, cwd: request.cwd };
  const named = await namedOutputs(place, request, faults);
  const hashed = new Set(named.metrics);
  const all = [...new Set([...named.metrics, ...named.model, ...named.artifacts, ...named.pictures])];
  return {
    looks: await lookAt(request.workspace, all, { scratch: path.join(folder, 'clock'), hashed }),
    unseen: named.unseen,
    params: await contentsOf(request, env, faults),
    data: await lookAtData(place, request.datasets),
    models: await lookAtBaseModels(place, request.base_models),
    head: await headOf(request.workspace, env),
  };
}

async function contentsOf(
  request: TrackRequest,
  env: Readonly<Record<string, string | undefined>>,
  faults: Faults,
): Promise<Before['params']> {
  const place = { workspace: request.workspace, cwd: request.cwd };
  const contents: Before['params'] = Object.create(null);
  const own = new Faults();
  const lines = { text: request.params, place, input: 'params', code: 'E_PARAM_INVALID' } as const;
  const { files } = await readInputLines(lines, own);
  const tracked = await trackedOf(
    request.workspace,
    files.map((file) => file.shown),
    env,
  );
  for (const file of files) {
    // DVC writes it as the stages run.
    if (path.basename(file.absolute) === 'dvc.lock') continue;
    const bytes = await readContained(file, KEPT_PARAMS).catch(() => undefined);
    if (bytes === undefined) continue;
    contents[file.shown] = { bytes: bytes.toString('base64'), tracked: tracked.has(file.shown) };
  }
  // A file that is not there yet may be written by the run.
  for (const fault of own.list) if (fault.code !== 'E_PATH_MISSING') faults.add(fault);
  return contents;
}

function beforeFile(session: Pick<Session, 'lineage_dir'>): string {
  return path.join(path.dirname(session.lineage_dir), 'before.json');
}

/** Kept beside the session: in job mode another process ends the run. */
export async function saveBefore(session: Pick<Session, 'lineage_dir'>, before: Before): Promise<void> {
  await writeFile(beforeFile(session), JSON.stringify(before));
}

/** Of the file that has it. */
export function beforeDigest(before: Before): string {
  return sha256(JSON.stringify(before));
}

/** What was done to the file, by its digest when it was written; null when nothing was, or when it is gone. */
export async function beforeFault(
  session: Pick<Session, 'lineage_dir'>,
  digest: string,
): Promise<Fault | null> {
  const file = beforeFile(session);
  const text = await readSmall(file).catch(() => undefined);
  if (text === undefined || sha256(text) === digest) return null;
  const what = `What there was before the run began was changed: its digest was ${digest} and is ${sha256(text)}`;
  return tampered(what, file);
}

/**
 * What was looked at when the run began. Without it nothing can be told stale, so the run is incomplete.
 * @param digest of the file as it was written, where that is known
 */
export async function loadBefore(
  session: Pick<Session, 'lineage_dir'>,
  faults: Faults,
  digest?: string,
): Promise<Before> {
  try {
    const text = await readSmall(beforeFile(session));
    const before: unknown = parseJson(text);
    if (!isBefore(before) || (digest !== undefined && sha256(text) !== digest))
      throw new Error('it holds something else');
    return before;
  } catch (error) {
    faults.add({
      code: 'E_RUN_STATE_LOST',
      what: `What there was before the run began is no longer known (${(error as Error).message.slice(0, 200)})`,
      where: beforeFile(session),
      mend: 'Let nothing remove or change files below `lineage-gate` in the temp folder while the run goes on, and train again',
    });
    const none = Object.create(null);
    return { looks: none, unseen: [], params: none, data: none, models: none, head: null };
  }
}

const LOOK = ['size', 'mtime', 'ctime', 'inode', 'names'] as const;

/** Whether it has the shape that we write: a training can write to the same folder. */
function isBefore(value: unknown): value is Before {
  if (!isFields(value)) return false;
  const { looks, unseen, params, data, models, head } = value;
  return (
    isFields(looks) &&
    Object.values(looks).every(
      (look) => isFields(look) && LOOK.every((field) => /^-?\d{1,30}$/.test(String(look[field]))),
    ) &&
    Array.isArray(unseen) &&
    isFields(params) &&
    Object.values(params).every((kept) => isFields(kept) && typeof kept['bytes'] === 'string') &&
    [data, models].every(
      (all) =>
        isFields(all) &&
        Object.values(all).every((look) => isFields(look) && typeof look['print'] === 'string'),
    ) &&
    (head === null || typeof head === 'string')
  );
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
