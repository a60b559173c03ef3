import { type DecideDeps, decide } from '../promote/decide.js';
import type { Decision } from '../promote/decision.js';
import type { PromoteResult } from '../promote/deps.js';
import { findRequest } from '../promote/find-request.js';
import { answerClear, clearRequestNamed } from '../recall/answer.js';
import type { ClearResult } from '../recall/deps.js';
import { decideRepair } from './decide-repair.js';
import type { Repaired } from './repair-request.js';

/** What became of a request, by what it asks for. */
export type Answered =
  | { about: 'move'; result: PromoteResult }
  | { about: 'repair'; result: Repaired }
  | { about: 'clear'; result: ClearResult };

/** Approves, rejects or cancels a request, whatever it asks for. @throws UserError as {@link decide}, {@link decideRepair} and {@link answerClear} */
export async function answerRequest(decision: Decision, deps: DecideDeps): Promise<Answered> {
  const view = await deps.ledger.view();
  if ((await clearRequestNamed(view, decision)) !== null) {
    const { ask: _, askRecall, ...others } = deps;
    const asking = { ...others, ...(askRecall === undefined ? {} : { ask: askRecall }) };
    return { about: 'clear', result: await answerClear(decision, asking) };
  }
  const { request } = await findRequest(view, decision);
  return request.event.change.type === 'disown'
    ? { about: 'repair', result: await decideRepair(decision, deps) }
    : { about: 'move', result: await decide(decision, deps) };
}
