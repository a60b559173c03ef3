import { type DecideDeps, decide } from '../promote/decide.js';
import type { Decision } from '../promote/decision.js';
import type { PromoteResult } from '../promote/deps.js';
import { findRequest } from '../promote/find-request.js';
import { decideRepair } from './decide-repair.js';
import type { Repaired } from './repair-request.js';

/** What became of a request, by what it asks for. */
export type Answered = { about: 'move'; result: PromoteResult } | { about: 'repair'; result: Repaired };

/** Approves, rejects or cancels a request, whatever it asks for. @throws UserError as {@link decide} and {@link decideRepair} */
export async function answerRequest(decision: Decision, deps: DecideDeps): Promise<Answered> {
  const { request } = await findRequest(await deps.ledger.view(), decision);
  return request.event.change.type === 'disown'
    ? { about: 'repair', result: await decideRepair(decision, deps) }
    : { about: 'move', result: await decide(decision, deps) };
}
