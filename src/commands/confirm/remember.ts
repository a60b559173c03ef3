import { UserError } from '../../core/errors.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import { keyOfEvent } from '../../core/registry/disowned.js';
import type { AskEvent } from './ask.js';
import { RATE_LIMIT } from './run-asker.js';

/** Milliseconds for which a doubt is not asked about again, though the ledger is read anew for each run that lands in it. */
const DOUBTED = 300_000;

/**
 * Ways to ask about events for as long as a server lives: one for each reading of the ledger. What GitHub has confirmed once is asked
 * about no more. Once GitHub allows no more requests, that way to ask asks on no more.
 * @param asker makes one that knows nothing of what was asked before
 */
export function rememberingAsker(asker: () => AskEvent, now: () => number): () => AskEvent {
  /** By key of the event's record: what lies under another digest is another event. */
  const known = new Map<string, { answer: Confirmation; until: number }>();
  return () => {
    const ask = asker();
    let stopped: UserError | undefined;
    return async (event, events) => {
      const key = keyOfEvent(event);
      const before = known.get(key);
      if (before !== undefined && now() < before.until) return before.answer;
      if (stopped !== undefined) throw stopped;
      try {
        const answer = await ask(event, events);
        const until = answer.state === 'confirmed' ? Number.POSITIVE_INFINITY : now() + DOUBTED;
        known.set(key, { answer, until });
        return answer;
      } catch (error) {
        if (error instanceof UserError && RATE_LIMIT.test(error.message)) stopped = error;
        throw error;
      }
    };
  };
}
