import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { firstAmendmentId } from '../../core/ids.js';
import { AMENDMENTS, amendmentPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { recordDecoder } from './json-record.js';

/** The newest so many amendments are looked at: who asks wants a verdict, and this is a remark on it. */
const MOST_READ = 5000;

/**
 * A line for each run that an MLflow client has amended after its end, a sentence without a full stop: policy, gate and `register` go by
 * the record alone. Where it cannot be told, a line says so. An amendment that cannot be read is for `verify` to tell.
 */
export async function amendedLines(
  view: LedgerView,
  runs: readonly Pick<RunRecord, 'run_id' | 'ended_at'>[],
): Promise<string[]> {
  try {
    const ids = await amendedAfterEnd(
      view,
      new Map(runs.map((run) => [run.run_id, Date.parse(run.ended_at)])),
    );
    return [...ids].map(
      (id) => `Run ${id} was amended after its end by an MLflow client; what counts is its record alone`,
    );
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_INVALID')) throw error;
    return [`Whether runs were amended after their end cannot be told: ${error.faults[0]?.what}`];
  }
}

/** @param ends of the runs by their ids, milliseconds since 1970 */
async function amendedAfterEnd(view: LedgerView, ends: ReadonlyMap<string, number>): Promise<Set<string>> {
  const first = Math.min(...ends.values());
  const paths = (await view.list(AMENDMENTS)).filter((path) => endOfDay(path) >= first).slice(-MOST_READ);
  const found = new Set<string>();
  if (paths.length === 0) return found;
  const decode = await recordDecoder('amendment');
  const look = (path: string, bytes: Buffer) => {
    const { event_id, subject, changes } = decode(path, bytes);
    const ended = ends.get(subject.run_id ?? '');
    if (ended === undefined || amendmentPath(event_id) !== path) return;
    // What was said before the end is in an amendment where a record has no field for it, which comes with the record.
    if (event_id === firstAmendmentId(subject.run_id ?? '')) return;
    if (changes.some(({ at }) => at > ended)) found.add(subject.run_id ?? '');
  };
  await view.each(
    paths,
    (path, bytes) => {
      try {
        look(path, bytes);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
      }
    },
    { passedOver: () => undefined },
  );
  return found;
}

/** The last moment of the day that the path of an amendment is of, milliseconds since 1970; never for what is no such path. */
function endOfDay(path: string): number {
  const [, year, month, day] = /^amendments\/(\d{4})\/(\d\d)\/(\d\d)\//.exec(path) ?? [];
  return day === undefined
    ? Number.NEGATIVE_INFINITY
    : Date.UTC(Number(year), Number(month) - 1, Number(day) + 1) - 1;
}
