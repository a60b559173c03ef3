import type { ModelEvent } from '../../core/generated/types.js';
import type { AttemptFacts, Confirmation } from '../../core/registry/confirm/attempt.js';
import { latestBefore } from '../../core/registry/confirm/latest.js';
import { supportsOf } from '../../core/registry/confirm/stage.js';
import { saysLatest } from '../../core/registry/confirm/title.js';
import { eventPath } from '../../core/registry/record-paths.js';

interface Asking {
  attempt: AttemptFacts;
  events: readonly ModelEvent[];
  ask(event: ModelEvent, events: readonly ModelEvent[]): Promise<Confirmation>;
}

/**
 * The version that a title means by `latest`. What had taken newer ones away counts as far as GitHub confirms it: else whoever pushes
 * such an event would choose what an honest run had moved.
 * @returns `newest`: null where the title does not say `latest`, or nobody knows; `open`: why nobody does, ends of sentences about the event
 */
export async function latestThen(
  event: ModelEvent,
  { attempt, events, ask }: Asking,
): Promise<{ newest: number | null; open: string[] }> {
  if (!saysLatest(event, attempt.displayTitle)) return { newest: null, open: [] };
  const { version, gone } = latestBefore(event, events);
  for (const { version: newer, by } of gone)
    for (const one of [by, ...supportsOf(by, events)]) {
      const answer = await ask(one, events);
      if (answer.state === 'contradicted') return { newest: newer, open: [] };
      if (answer.state === 'confirmed') continue;
      const taken = `version ${newer} was taken away before it by ${eventPath(one.model, one.event_id)}, which ${answer.why}`;
      return { newest: null, open: [`is about \`latest\` by the title of its workflow run, and ${taken}`] };
    }
  return { newest: version, open: [] };
}
