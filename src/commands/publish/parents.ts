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
 * The candidates, each with the parent, and the run of its command, that it names, under the ids that these have in the ledger. What names
 * one that it cannot be a part of counts for itself and says so: a part is not judged, so that a failed run could hide behind a parent that it makes up.
 */
export async function withParents(
  candidates: readonly Candidate[],
  view: LedgerView,
  decode: Decode<RunRecord>,
): Promise<Candidate[]> {
  if (candidates.every(({ record }) => wholeOf(record) === null)) return [...candidates];
  const handed = new Map(candidates.map((one) => [one.claimedId, one.runId]));
  const claimed = candidates.map(({ record }) => wholeOf(record) ?? '');
  const known = await recordsOf(
    claimed.filter((id) => isId(id) && !handed.has(id)),
    view,
    decode,
  );
  const named = candidates.map(({ record }) => underIds(record, (id) => handed.get(id) ?? id));
  const whole = new Set(wholeRuns([...named, ...known]));
  return Promise.all(
    candidates.map(async (one, index) => {
      const claim = wholeOf(one.record);
      const own = named[index] ?? one.record;
      if (claim === null) return one;
      const problems = withProblem(own.problems, notAPart(claim));
      const record = whole.has(own) ? { ...alone(own), problems } : own;
      return { ...one, record, run: await withRecord(one.run, record) };
    }),
  );
}

/** A record as if it had never named a parent: whether that one is known may differ from one publish to the next. */
export function withoutParent(record: RunRecord): RunRecord {
  const { problems = [], ...rest } = record;
  const others = problems.filter(({ code }) => code !== CODE);
  return { ...alone(rest), ...(others.length === 0 ? {} : { problems: others }) };
}

/** The run that a record says it is judged with; null where it says none. */
function wholeOf({ context, parent_run_id }: RunRecord): string | null {
  return context.command_run ?? parent_run_id;
}

function underIds(record: RunRecord, idOf: (id: string) => string): RunRecord {
  const { parent_run_id: parent, context } = record;
  const { command_run: command } = context;
  return {
    ...record,
    parent_run_id: parent === null ? null : idOf(parent),
    context: command === undefined ? context : { ...context, command_run: idOf(command) },
  };
}

function alone(record: RunRecord): RunRecord {
  const { command_run: _, ...context } = record.context;
  return { ...record, parent_run_id: null, context };
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
