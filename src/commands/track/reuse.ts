import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { canonicalJson, type JsonValue, parseJson } from '../../core/json.js';
import type { Log } from '../../core/log.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { Ledger } from '../../ledger/ledger.js';
import { readSmall } from './own-files.js';
import type { Session } from './session.js';

/** Runs of the experiment in which the makers of older outputs are looked for, the newest first. */
const RUNS_LOOKED_AT = 200;

/** What a run made, by digest: files of metrics by their bytes, models by their manifest. */
interface Made {
  run_id: string;
  digests: readonly string[];
}

/** Who made the outputs that this run did not write. */
export interface Makers {
  /** The run that made these bytes from the same params and data, or an earlier run of this job; null when none is known. */
  makerOf(digest: string): string | null;
  /** The commit that the maker was at, as far as it is known. */
  commitOf(run: string): string | null;
  /** A run of the ledger that has the same bytes, whatever it made them from. */
  sameAs(digest: string): string | null;
}

export const NO_MAKERS: Makers = { makerOf: () => null, commitOf: () => null, sameAs: () => null };

/** An output as far as its provenance goes. */
export interface Output {
  /** For messages. */
  path: string;
  /** Input and line. */
  where: string;
  digest: string;
  /** Whether the run did not write it. */
  isStale: boolean;
}

/** What the record says of an output beside its bytes. */
export interface Provenance {
  reused?: boolean;
  made_by?: string | null;
  same_as?: string | null;
}

export function provenanceOf(
  { digest, isStale }: Pick<Output, 'digest' | 'isStale'>,
  makers: Makers,
): Provenance {
  if (isStale) return { reused: true, made_by: makers.makerOf(digest) };
  const same = makers.sameAs(digest);
  return same === null ? {} : { same_as: same };
}

/** Facts of this run that an earlier one must share to be the maker of its outputs. */
export type Origin = Pick<RunRecord['inputs'], 'params' | 'datasets'>;

/**
 * Looks for the makers in this job's earlier runs and in the ledger. A ledger that cannot be read knows none: what is stale stays so.
 * @param options.job whether the temp folder is this job's alone, so that what lies there is of its earlier runs
 */
export async function findMakers(
  session: Session,
  origin: Origin,
  options: { ledger: Ledger; log: Log; job: boolean },
): Promise<Makers> {
  const earlier = options.job ? await earlierInJob(session) : [];
  const known = await knownRuns(session, options);
  const trusted = known.filter((run) => isMaker(run, origin, session) || isOfJob(run, session));
  const makers = [...earlier, ...trusted.map(madeBy)];
  const all = known.map(madeBy);
  const find = (list: readonly Made[], digest: string) =>
    list.find(({ digests }) => digests.includes(digest))?.run_id ?? null;
  const commits = new Map(known.map((run) => [run.run_id, run.inputs.code?.commit ?? null]));
  return {
    makerOf: (digest) => find(makers, digest),
    commitOf: (run) => commits.get(run) ?? null,
    sameAs: (digest) => find(all, digest),
  };
}

async function knownRuns(
  session: Session,
  { ledger, log }: { ledger: Ledger; log: Log },
): Promise<RunRecord[]> {
  const { experiment } = session.request;
  try {
    return await findRuns(await ledger.view(), { experiment, limit: RUNS_LOOKED_AT }, { log });
  } catch (error) {
    log.debug(`earlier runs could not be looked at: ${(error as Error).message}`);
    return [];
  }
}

/** Whole, trusted, and the same command on the same params and data: then the same would have come out again. */
function isMaker(run: RunRecord, origin: Origin, { request }: Session): boolean {
  const { params, datasets } = run.inputs;
  return (
    run.status === 'FINISHED' &&
    (run.problems ?? []).length === 0 &&
    run.context.trust === 'trusted' &&
    run.command.run === (request.command?.run ?? null) &&
    canonicalJson(params as JsonValue) === canonicalJson(origin.params as JsonValue) &&
    dataOf(datasets) === dataOf(origin.datasets)
  );
}

function dataOf(datasets: Origin['datasets']): string {
  return JSON.stringify(datasets.map(({ name, version, digest }) => [name, version, digest]).sort());
}

function isOfJob({ context }: RunRecord, session: Session): boolean {
  const own = session.context;
  return (
    own.ci_run_id !== null &&
    context.ci_run_id === own.ci_run_id &&
    context.ci_run_attempt === own.ci_run_attempt &&
    context.job === own.job &&
    JSON.stringify(context.matrix) === JSON.stringify(own.matrix)
  );
}

/** Only what a run wrote itself is of its making. */
function madeBy({ run_id, outputs }: RunRecord): Made {
  const models = outputs.models
    .filter(({ reused }) => reused !== true)
    .map(({ manifest }) => manifest.digest);
  const files = (outputs.metric_files ?? [])
    .filter(({ reused }) => reused !== true)
    .map(({ digest }) => digest);
  return { run_id, digests: [...models, ...files] };
}

const MADE_FILE = 'made.json';

/** Notes what a run made, for later runs of the job: its record may be handed over as evidence, which no ledger knows yet. */
export async function noteMade(session: Session, record: RunRecord): Promise<void> {
  const file = path.join(path.dirname(session.lineage_dir), MADE_FILE);
  // The training may have taken the folder away, and the record is safe.
  await writeFile(file, JSON.stringify(madeBy(record))).catch(() => undefined);
}

/** The job's earlier runs, the newest first. */
async function earlierInJob(session: Session): Promise<Made[]> {
  const own = path.dirname(session.lineage_dir);
  const folder = path.dirname(own);
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => /^[0-9a-f]{32}$/.test(name) && name !== path.basename(own))
    .sort()
    .reverse();
  const all = await Promise.all(names.map((name) => readMade(path.join(folder, name, MADE_FILE))));
  return all.flatMap((made) => made ?? []);
}

async function readMade(file: string): Promise<Made | undefined> {
  try {
    const made: unknown = parseJson(await readSmall(file));
    return isMade(made) ? made : undefined;
  } catch {
    // That run ended otherwise, and made nothing that is known.
    return undefined;
  }
}

function isMade(value: unknown): value is Made {
  if (typeof value !== 'object' || value === null) return false;
  const { run_id, digests } = value as Partial<Made>;
  return (
    typeof run_id === 'string' &&
    isId(run_id) &&
    Array.isArray(digests) &&
    digests.every((digest) => typeof digest === 'string')
  );
}
