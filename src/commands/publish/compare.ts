import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { canonicalJson } from '../../core/json.js';
import { runFolder, runPath, seriesPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { Decode } from '../../ledger/read/json-record.js';
import type { Candidate } from './candidate.js';
import type { RunFacts } from './facts.js';
import { type Handed, type Refused, runIdOf } from './gather.js';
import { idOfForeign } from './identify.js';
import { lostParent, withoutParent } from './parents.js';

export interface Compared {
  /** Not in the ledger yet. */
  fresh: Candidate[];
  /** Ids of runs that the ledger has, as they would be written now. */
  known: string[];
  refused: Refused[];
}

/**
 * Tells what the ledger has already. A run that was published before is the same run, also where GitHub says something else by
 * now: a pull request has got another base, an artifact has expired.
 */
export async function compareWithLedger(
  candidates: readonly Candidate[],
  view: LedgerView,
  decode: Decode<RunRecord>,
): Promise<Compared> {
  const all = await orNull(() => view.read(candidates.flatMap(pathsOf)));
  const compared: Compared = { fresh: [], known: [], refused: [] };
  for (const candidate of candidates) {
    const { runId, artifact } = candidate;
    // Where one path has what nobody can read, that keeps one run from being recorded and not all of them.
    const files = all ?? (await orNull(() => view.read(pathsOf(candidate))));
    const record = files?.get(runPath(runId));
    const there = record && (await orNull(() => decode(runPath(runId), record)));
    const isParked = view.parked.includes(runPath(runId));
    if (files !== null && pathsOf(candidate).every((path) => !files.has(path)))
      compared.fresh.push(candidate);
    else if (files && there && isSame(candidate, { there, files, isParked })) compared.known.push(runId);
    else compared.refused.push({ artifact, faults: alreadyThere(candidate, there ?? null).faults });
  }
  return compared;
}

/** Runs whose evidence GitHub has deleted since, and which this workflow run had handed over: the ledger has them. */
export async function publishedBefore(
  refused: readonly Refused[],
  view: LedgerView,
  about: { factsOf: (artifact: Refused['artifact']) => RunFacts; decode: Decode<RunRecord> },
): Promise<Handed[]> {
  const expired = refused.map(({ artifact }) => artifact).filter(({ isExpired }) => isExpired);
  const possible = expired.flatMap((artifact) => {
    const ids = [runIdOf(artifact), idOfForeign(artifact, about.factsOf(artifact))];
    return ids.filter(isId).map((runId) => ({ artifact, runId }));
  });
  const files = await orNull(() => view.read(possible.map(({ runId }) => runPath(runId))));
  const known: Handed[] = [];
  for (const { artifact, runId } of possible) {
    const bytes = files?.get(runPath(runId));
    const record = bytes && (await orNull(() => about.decode(runPath(runId), bytes)));
    if (record?.context.ci_run_id === String(about.factsOf(artifact).run.id)) known.push({ artifact, runId });
  }
  return known;
}

function pathsOf({ run, runId }: Candidate): string[] {
  return [...run.files.map(({ path }) => path), seriesPath(runId)];
}

/** @returns null for what no reader takes */
async function orNull<T>(work: () => T | Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof UserError && error.has('E_LEDGER_RECORD_INVALID')) return null;
    throw error;
  }
}

interface Found {
  there: RunRecord;
  files: ReadonlyMap<string, Buffer>;
  /** Then its pictures cannot be read yet. */
  isParked: boolean;
}

function isSame({ run, record, runId, settle }: Candidate, { there, files, isParked }: Found): boolean {
  const own = new Map(run.files.map(({ path, bytes }) => [path, bytes]));
  const isSameFile = (path: string) => {
    const [one, other] = [own.get(path), files.get(path)];
    return one === undefined || other === undefined ? one === other : one.equals(other);
  };
  const pictures = [...own.keys()].filter((path) => path.startsWith(`${runFolder(runId)}/`));
  if (![seriesPath(runId), ...(isParked ? [] : pictures)].every(isSameFile)) return false;
  if (isSameFile(runPath(runId))) return true;
  // Facts are put into both, so what tells two workflow runs apart is looked at before.
  if (!isOfOneOrigin(there, record)) return false;
  const isLost = lostParent(there) || lostParent(record);
  const [one, other] = [there, record].map((run) => canonicalJson(settle(isLost ? withoutParent(run) : run)));
  return one === other;
}

/**
 * Whether one workflow run has made both. The record that is there may be of an earlier attempt: GitHub's times are whole seconds and do
 * not always tell which one has made an artifact, and once there is a later one it is taken for that.
 */
function isOfOneOrigin(there: RunRecord, record: RunRecord): boolean {
  const [first, second] = [there, record].map(({ context, inputs: { code } }) =>
    [context.ci_run_id, context.trust, code?.repository, code?.commit].join(' '),
  );
  return first === second && (there.context.ci_run_attempt ?? 1) <= (record.context.ci_run_attempt ?? 1);
}

/** The workflow run that made a run, as its record says, for a message. */
function originOf({ context, inputs: { code } }: RunRecord): string {
  const { ci_run_id, ci_run_attempt } = context;
  const commit = code?.commit?.slice(0, 12) ?? 'none';
  const text = `workflow run ${ci_run_id}, attempt ${ci_run_attempt}, of ${code?.repository}, commit ${commit}`;
  // What the ledger has there can be foreign text.
  return text.slice(0, 300).replace(/[^\w ,./-]/g, '?');
}

function alreadyThere({ record, runId }: Candidate, there: RunRecord | null): UserError {
  const [own, other] = [originOf(record), there === null ? 'that cannot be read' : `of ${originOf(there)}`];
  const rest = other === `of ${own}` ? 'with other content' : `and this evidence is of ${own}`;
  return new UserError({
    code: 'E_LEDGER_RECORD_EXISTS',
    what: `The ledger has another record of run ${runId}, ${other}, ${rest}; a record is never changed`,
    where: runPath(runId),
    mend: 'Train again, which makes a new run; if nothing of yours wrote that record, look at the commit that added it',
  });
}
