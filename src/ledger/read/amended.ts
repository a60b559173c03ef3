import { UserError } from '../../core/errors.js';
import type { Amendment, RunRecord } from '../../core/generated/types.js';
import { firstAmendmentId } from '../../core/ids.js';
import { DATA_TAGS } from '../../core/lineage/data-tags.js';
import { VERSIONS_TAG } from '../../core/versions-tag.js';
import { AMENDMENTS, amendmentPath, runPath } from '../layout.js';
import type { LedgerView, VisitFile } from '../ledger.js';
import { recordDecoder } from './json-record.js';

/** The newest so many amendments are looked at: who asks wants a verdict, and this is a remark on it. */
const MOST_READ = 5000;

/** What is said of a run that was amended after its end. */
type Amended = 'amended' | 'deleted';

/** What an amendment can say of where a run comes from, beside its tags. */
const OF_LINEAGE: ReadonlySet<string> = new Set(['run-inputs-logged', 'run-outputs-logged']);
const LINEAGE_KEYS: ReadonlySet<string> = new Set([...DATA_TAGS, 'git_commit']);

/**
 * A line for each run that an MLflow client has amended after its end, a sentence without a full stop: policy, gate and `register` go by
 * the record alone. Where it cannot be told, a line says so. An amendment that cannot be read is for `verify` to tell.
 */
export async function amendedLines(
  view: LedgerView,
  runs: readonly Pick<RunRecord, 'run_id' | 'ended_at'>[],
): Promise<string[]> {
  try {
    return [...(await amendedRuns(view, runs))].map(
      ([id, what]) =>
        `Run ${id} was ${what} after its end by an MLflow client; what counts is its record alone`,
    );
  } catch (error) {
    return [untold(error)];
  }
}

/** Which of the runs an MLflow client has amended after their end, by their ids. @throws UserError E_LEDGER_RECORD_INVALID */
export async function amendedRuns(
  view: LedgerView,
  runs: readonly Pick<RunRecord, 'run_id' | 'ended_at'>[],
): Promise<Map<string, Amended>> {
  const found = new Map<string, Amended>();
  if (runs.length === 0) return found;
  const ends = new Map(runs.map((run) => [run.run_id, Date.parse(run.ended_at)]));
  await eachAmended(view, Math.min(...ends.values()), (id, changes) => {
    const ended = ends.get(id);
    if (ended === undefined) return;
    // What was said before the end is in an amendment where a record has no field for it.
    for (const { type } of changes.filter((change) => change.at > ended && !isNumbering(change)))
      if (type === 'run-deleted') found.set(id, 'deleted');
      else if (type === 'run-restored' || !found.has(id)) found.set(id, 'amended');
  });
  return found;
}

/**
 * Ids of runs of which MLflow clients have said, after their end, what they read, made or come from. Who asks for lineage hears of
 * records alone. @throws UserError E_LEDGER_RECORD_INVALID
 */
export async function amendedLineage(view: LedgerView): Promise<string[]> {
  const said = new Map<string, number>();
  await eachAmended(view, Number.NEGATIVE_INFINITY, (id, changes) => {
    for (const change of changes)
      if (isOfLineage(change)) said.set(id, Math.max(change.at, said.get(id) ?? change.at));
  });
  const decode = await recordDecoder('run');
  const late: string[] = [];
  const look = (path: string, bytes: Buffer) => {
    const { run_id, ended_at } = decode(path, bytes);
    if ((said.get(run_id) ?? 0) > Date.parse(ended_at)) late.push(run_id);
  };
  await view.each([...said.keys()].map(runPath), leaving(look), PASSING);
  return late;
}

/** Why that cannot be told, a sentence without a full stop. @throws what else is wrong */
export function untold(error: unknown): string {
  if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_INVALID')) throw error;
  return `Whether runs were amended after their end cannot be told: ${error.faults[0]?.what}`;
}

/**
 * Whether it only says which numbers the versions of a logged model have, as we write it ourselves when a run's versions are registered.
 * Whoever may push can write the same; no decision goes by that tag.
 */
function isNumbering({ type, tags = [] }: Amendment['changes'][number]): boolean {
  return type === 'logged-model-tags-set' && tags.every(({ key }) => key === VERSIONS_TAG);
}

function isOfLineage({ type, tags = [], params = [], key = '' }: Amendment['changes'][number]): boolean {
  if (type === 'run-logged') return [...tags, ...params].some((one) => LINEAGE_KEYS.has(one.key));
  return OF_LINEAGE.has(type) || (type === 'run-tag-deleted' && LINEAGE_KEYS.has(key));
}

/** Shows what was said of runs, in its order. @param since milliseconds since 1970 */
async function eachAmended(
  view: LedgerView,
  since: number,
  visit: (run_id: string, changes: Amendment['changes']) => void,
): Promise<void> {
  const paths = (await view.list(AMENDMENTS)).filter((path) => endOfDay(path) >= since).slice(-MOST_READ);
  if (paths.length === 0) return;
  const decode = await recordDecoder('amendment');
  const look = (path: string, bytes: Buffer) => {
    const { event_id, subject, changes } = decode(path, bytes);
    const { run_id } = subject;
    if (run_id === undefined || amendmentPath(event_id) !== path) return;
    // What was said before the end is in an amendment where a record has no field for it, which comes with the record.
    if (event_id !== firstAmendmentId(run_id)) visit(run_id, changes);
  };
  await view.each(paths, leaving(look), PASSING);
}

const PASSING = { passedOver: () => undefined };

/** Leaves out what cannot be read. */
function leaving(look: VisitFile): VisitFile {
  return (path, bytes) => {
    try {
      look(path, bytes);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  };
}

/** The last moment of the day that the path of an amendment is of, milliseconds since 1970; never for what is no such path. */
function endOfDay(path: string): number {
  const [, year, month, day] = /^amendments\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(path) ?? [];
  return day === undefined
    ? Number.NEGATIVE_INFINITY
    : Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) - 1;
}
