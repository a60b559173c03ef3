import type { ModelEvent } from '../../core/generated/types.js';
import type { Attest } from '../../core/registry/confirm/token.js';
import { digestOfEvent } from '../../core/registry/disowned.js';
import { eventPath } from '../../ledger/layout.js';
import type { NewFile, Plan } from '../../ledger/ledger.js';
import { encodeRecord } from '../../ledger/read/records.js';
import { wordsOf } from '../../report/registry/event-words.js';
import type { PromoteResult } from './deps.js';
import type { moveEndpoint } from './endpoint.js';

/** Writes events of the result's model; none: the result is only an answer. */
export async function planned(
  result: PromoteResult,
  drafts: readonly ModelEvent[],
  { attest, deployed = null }: { attest?: Attest; deployed?: Awaited<ReturnType<typeof moveEndpoint>> } = {},
): Promise<Plan<PromoteResult>> {
  const { model, version } = result.version;
  const events = await attested(drafts, attest);
  const files: NewFile[] = [];
  for (const event of events)
    files.push({ path: eventPath(model, event.event_id), bytes: await encodeRecord('modelEvent', event) });
  const last = events.at(-1);
  const endpoint = deployed?.move ?? null;
  if (last === undefined && deployed !== null) return { ...deployed, value: { ...result, endpoint } };
  return {
    files: [...files, ...(deployed?.files ?? [])],
    message: {
      subject: last === undefined ? '' : subjectOf(result, last),
      trailers: [['Lineage-Model', `${model}/${version}`]],
    },
    value: { ...result, events, endpoint },
  };
}

/**
 * Events with tokens, where there are some to be had. Each is linked anew to the one before it, whose bytes have the token in them.
 */
export async function attested(
  drafts: readonly ModelEvent[],
  attest: Attest | undefined,
): Promise<readonly ModelEvent[]> {
  if (attest === undefined) return drafts;
  const events: ModelEvent[] = [];
  for (const draft of drafts) {
    const before = events.at(-1);
    events.push(await attest(before === undefined ? draft : { ...draft, previous: digestOfEvent(before) }));
  }
  return events;
}

function subjectOf({ version, from, to }: PromoteResult, event: ModelEvent): string {
  const what = `${version.model} version ${version.version}`;
  return event.type === 'stage-changed'
    ? `promote ${what} from ${from} to ${to}`
    : `${what}: ${wordsOf(event)}`;
}
