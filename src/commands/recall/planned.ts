import type { ModelEvent, RecallEvent } from '../../core/generated/types.js';
import { printable } from '../../core/printable.js';
import { recalledWords } from '../../core/recall/same.js';
import type { Attest } from '../../core/registry/confirm/token.js';
import { eventPath, recallPath } from '../../ledger/layout.js';
import type { NewFile, Plan } from '../../ledger/ledger.js';
import { encodeRecord } from '../../ledger/read/records.js';

/**
 * Writes events of recalls, with tokens where there are some to be had, and those of models that follow from them.
 * @param withWritten what is answered, with the events as they are written
 */
export async function plannedRecalls<T>(
  drafts: readonly RecallEvent[],
  { value, attest, others = [] }: { value: T; attest?: Attest; others?: readonly ModelEvent[] },
  withWritten: (value: T, written: readonly RecallEvent[]) => T,
): Promise<Plan<T>> {
  const events: RecallEvent[] = [];
  for (const draft of drafts) events.push(attest === undefined ? draft : await attest(draft));
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

function subjectOf(event: RecallEvent): string {
  switch (event.type) {
    case 'recalled':
      return `recall ${recalledWords(event.what)}`;
    case 'clear-requested':
      return `ask to lift recall ${event.recalls.join(', ')}`;
    case 'clear-approved':
      return `approve that recalls are lifted (request ${event.request})`;
    case 'cleared':
      return `lift recall ${event.recalls.join(', ')}`;
  }
}
