import { type Fault, UserError } from '../../core/errors.js';
import type { ModelEvent, RecallEvent } from '../../core/generated/types.js';
import { printable } from '../../core/printable.js';
import { UNSAID } from '../../core/recall/confirm.js';
import { recalledWords } from '../../core/recall/same.js';
import { eventPath, recallPath } from '../../ledger/layout.js';
import type { LedgerView, NewFile, Plan } from '../../ledger/ledger.js';
import { encodeRecord } from '../../ledger/read/records.js';
import { answerOf } from '../recalled/open-recalls.js';
import type { ClearDeps, RecallDeps } from './deps.js';

interface Writing<T> {
  value: T;
  deps: Pick<RecallDeps, 'attest' | 'ask'>;
  /** Events of recalls that are there. */
  known: readonly RecallEvent[];
  /** Whether it is written at all. */
  dry_run: boolean;
  /** Events of models that follow from them. */
  others?: readonly ModelEvent[];
}

/**
 * Writes events of recalls, with tokens where there are some to be had.
 * @param withWritten what is answered, with the events as they are written
 * @throws UserError E_RECALL_NOT_ALLOWED where nobody would count them
 */
export async function plannedRecalls<T>(
  drafts: readonly RecallEvent[],
  { value, deps: { attest, ask }, known, dry_run, others = [] }: Writing<T>,
  withWritten: (value: T, written: readonly RecallEvent[]) => T,
): Promise<Plan<T>> {
  const events: RecallEvent[] = [];
  for (const draft of drafts) events.push(attest === undefined ? draft : await attest(draft));
  if (ask !== undefined && !dry_run) await requireCounting(events, [...known, ...events], ask);
  const files: NewFile[] = [];
  for (const event of events)
    files.push({ path: recallPath(event.event_id), bytes: await encodeRecord('recallEvent', event) });
  for (const event of others)
    files.push({
      path: eventPath(event.model, event.event_id),
      bytes: await encodeRecord('modelEvent', event),
    });
  const last = events.at(-1);
  return {
    files,
    message: {
      subject: last === undefined ? '' : printable(subjectOf(last)),
      trailers: events.map(({ event_id }) => ['Lineage-Recall', event_id] as const),
    },
    value: withWritten(value, events),
  };
}

/** Writes what a plan adds; of a dry run it only works it out, and makes no tokens. */
export async function carriedOut<T extends { commit: string | null }>(
  { dry_run }: { dry_run: boolean },
  deps: ClearDeps,
  planOf: (view: LedgerView, deps: ClearDeps) => Promise<Plan<T>>,
): Promise<T> {
  if (dry_run) {
    const { attest: _, ...dry } = deps;
    const { value } = await planOf(await deps.ledger.view(), dry);
    return { ...value, commit: null };
  }
  const { value, commit } = await deps.ledger.write((view) => planOf(view, deps));
  return { ...value, commit: commit ?? value.commit };
}

/** GitHub is asked before it is written, as readers ask it afterwards: else an approver would wait for ever for a request that counts. */
async function requireCounting(
  events: readonly RecallEvent[],
  all: readonly RecallEvent[],
  ask: NonNullable<RecallDeps['ask']>,
): Promise<void> {
  const faults: Fault[] = [];
  for (const event of events) {
    const answer = await answerOf(event, all, ask);
    const isUnsaid = answer.state === 'unknown' && answer.why === UNSAID.why;
    if (answer.state !== 'contradicted' && !isUnsaid) continue;
    const why = answer.state === 'contradicted' ? answer.why.join('; it ') : answer.why;
    faults.push({
      code: 'E_RECALL_NOT_ALLOWED',
      what: `The event ${event.type} would not count: it ${why}`,
      where: 'workflow',
      mend: 'Mend that, and start the workflow anew; nothing was written',
    });
  }
  if (faults.length > 0) throw new UserError(faults);
}

function subjectOf(event: RecallEvent): string {
  switch (event.type) {
    case 'recalled':
      return `recall ${recalledWords(event.what)}`;
    case 'clear-requested':
      return `ask to lift recall ${event.recalls.join(', ')}`;
    case 'clear-approved':
      return `approve that recalls are lifted (request ${event.request})`;
    case 'clear-rejected':
      return `reject that recalls are lifted (request ${event.request})`;
    case 'clear-cancelled':
      return `cancel the request ${event.request} to lift recalls`;
    case 'cleared':
      return `lift recall ${event.recalls.join(', ')}`;
  }
}
