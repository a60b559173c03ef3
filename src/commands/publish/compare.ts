import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { canonicalJson } from '../../core/json.js';
import type { WorkflowRun } from '../../github/workflow-runs.js';
import { runFolder, runPath, seriesPath } from '../../ledger/layout.js';
import type { LedgerView, NewRun } from '../../ledger/ledger.js';
import type { Decode } from '../../ledger/read/json-record.js';
import { type Handed, type Refused, runIdOf } from './gather.js';

/** A run as evidence has it, with the facts of GitHub in it. */
export interface Candidate extends Handed {
  run: NewRun;
  record: RunRecord;
  /** Puts the facts of GitHub into a record, once more when they are there. */
  settle(record: RunRecord): RunRecord;
}

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
  const pathsOf = ({ run, runId }: Candidate) => [...run.files.map(({ path }) => path), seriesPath(runId)];
  const files = await view.read(candidates.flatMap(pathsOf));
  const compared: Compared = { fresh: [], known: [], refused: [] };
  for (const candidate of candidates) {
    const { runId, artifact } = candidate;
    const record = files.get(runPath(runId));
    const isParked = view.parked.includes(runPath(runId));
    if (pathsOf(candidate).every((path) => !files.has(path))) compared.fresh.push(candidate);
    else if (record !== undefined && isSame(candidate, { record, files, isParked, decode }))
      compared.known.push(runId);
    else compared.refused.push({ artifact, faults: alreadyThere(runId).faults });
  }
  return compared;
}

/** Ids of runs whose evidence GitHub has deleted since, and which this workflow run had handed over: the ledger has them. */
export async function publishedBefore(
  refused: readonly Refused[],
  view: LedgerView,
  about: { run: WorkflowRun; decode: Decode<RunRecord> },
): Promise<string[]> {
  const ids = refused.filter(({ artifact }) => artifact.isExpired).map(({ artifact }) => runIdOf(artifact));
  const files = await view.read(ids.filter(isId).map(runPath));
  return ids.filter((id) => {
    const bytes = isId(id) ? files.get(runPath(id)) : undefined;
    const record = bytes && about.decode(runPath(id), bytes);
    return record?.context.ci_run_id === String(about.run.id);
  });
}

interface Found {
  record: Buffer;
  files: ReadonlyMap<string, Buffer>;
  /** Then its pictures cannot be read yet. */
  isParked: boolean;
  decode: Decode<RunRecord>;
}

function isSame({ run, record, runId, settle }: Candidate, found: Found): boolean {
  const own = new Map(run.files.map(({ path, bytes }) => [path, bytes]));
  const isSameFile = (path: string) => {
    const [one, other] = [own.get(path), found.files.get(path)];
    return one === undefined || other === undefined ? one === other : one.equals(other);
  };
  const pictures = [...own.keys()].filter((path) => path.startsWith(`${runFolder(runId)}/`));
  if (![seriesPath(runId), ...(found.isParked ? [] : pictures)].every(isSameFile)) return false;
  if (isSameFile(runPath(runId))) return true;
  const there = found.decode(runPath(runId), found.record);
  // Facts are put into both, so what tells two workflow runs apart is looked at before.
  const isOfThisRun = there.context.ci_run_id === record.context.ci_run_id;
  return isOfThisRun && canonicalJson(settle(there)) === canonicalJson(settle(record));
}

function alreadyThere(runId: string): UserError {
  return new UserError({
    code: 'E_LEDGER_RECORD_EXISTS',
    what: `The ledger has another record of run ${runId}, and a record is never changed`,
    where: runPath(runId),
    mend: 'Train again, which makes a new run; if nothing of yours wrote that record, look at the commit that added it',
  });
}
