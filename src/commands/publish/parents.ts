import { type Fault, UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import { wholeRuns } from '../../core/parts.js';
import { withProblem } from '../../core/problems.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { Decode } from '../../ledger/read/json-record.js';
import { withRecord } from '../track/write-run.js';
import type { Candidate } from './candidate.js';

const CODE = 'E_EVIDENCE_PARENT';

/**
 * The candidates, each with the parent that it names, under the id that the parent has in the ledger. What names one that it cannot be a
 * part of counts for itself and says so: a part is not judged, so that a failed run could hide behind a parent that it makes up.
 */
export async function withParents(
  candidates: readonly Candidate[],
  view: LedgerView,
  decode: Decode<RunRecord>,
): Promise<Candidate[]> {
  if (candidates.every(({ record }) => record.parent_run_id === null)) return [...candidates];
  const handed = new Map(candidates.map((one) => [one.claimedId, one.runId]));
  const claimed = candidates.map(({ record }) => record.parent_run_id ?? '');
  const known = await recordsOf(
    claimed.filter((id) => isId(id) && !handed.has(id)),
    view,
    decode,
  );
  const named = candidates.map((one) => {
    const { parent_run_id: parent } = one.record;
    return { ...one.record, parent_run_id: parent === null ? null : (handed.get(parent) ?? parent) };
  });
  const whole = new Set(wholeRuns([...named, ...known]));
  return Promise.all(
    candidates.map(async (one, index) => {
      const { parent_run_id: parent } = one.record;
      const own = named[index] ?? one.record;
      if (parent === null) return one;
      const problems = withProblem(own.problems, notAPart(parent));
      const record = whole.has(own) ? { ...own, parent_run_id: null, problems } : own;
      return { ...one, record, run: await withRecord(one.run, record) };
    }),
  );
}

/** A record as if it had never named a parent: whether that one is known may differ from one publish to the next. */
export function withoutParent(record: RunRecord): RunRecord {
  const { problems = [], ...rest } = record;
  const others = problems.filter(({ code }) => code !== CODE);
  return { ...rest, parent_run_id: null, ...(others.length === 0 ? {} : { problems: others }) };
}

/** Whether a record named a parent that was none. */
export function lostParent({ problems = [] }: RunRecord): boolean {
  return problems.some(({ code }) => code === CODE);
}

/** Those of the runs that the ledger has and that can be read. */
async function recordsOf(
  ids: readonly string[],
  view: LedgerView,
  decode: Decode<RunRecord>,
): Promise<RunRecord[]> {
  const found: RunRecord[] = [];
  for (const id of new Set(ids)) {
    try {
      const bytes = (await view.read([runPath(id)])).get(runPath(id));
      if (bytes !== undefined) found.push(decode(runPath(id), bytes));
    } catch (error) {
      // What cannot be read is nobody's parent, and must not keep other evidence from being recorded.
      if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_INVALID')) throw error;
    }
  }
  return found;
}

function notAPart(parent: string): Fault {
  return {
    code: CODE,
    what: `The run says that it is a part of run ${parent}, and its job of this workflow run made no such run: it counts for itself`,
    mend: 'Let only the track step make evidence, look at what the job did, and train again',
  };
}
