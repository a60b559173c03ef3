import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import { RATE_LIMIT } from './run-asker.js';

/** Requests at a time. */
const AT_ONCE = 8;

/**
 * What GitHub says of all events of some models, or of recalls. One that it does not answer for is unknown; once it allows no more requests, nobody
 * asks on.
 */
export async function confirmAll<E>(
  models: readonly (readonly E[])[],
  ask: (event: E, events: readonly E[]) => Promise<Confirmation>,
  log: Log,
): Promise<Map<E, Confirmation>> {
  const waiting = models.flatMap((events) => events.map((event) => ({ event, events })));
  const answers = new Map<E, Confirmation>();
  let left = 0;
  let stopped: string | null = null;
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      const { event, events } = one;
      if (stopped !== null) {
        left += 1;
        answers.set(event, { state: 'unknown', why: stopped });
        continue;
      }
      try {
        answers.set(event, await ask(event, events));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const what = error.faults[0]?.what ?? error.message;
        answers.set(event, { state: 'unknown', why: `could not be asked about: ${what}` });
        // What is left would only be refused as well, and GitHub blocks who goes on.
        if (RATE_LIMIT.test(what)) stopped = `was not asked about any more: ${what}`;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (left > 0) log.warning(`GitHub allows no more requests with this token: ${left} event(s) are left.`);
  return answers;
}
