import type { ClearResult, RecallDeps } from './deps.js';
import type { ClearRequest } from './request.js';

/**
 * Asks to lift recalls, or approves that: the last approval lifts them, and cancels the rollbacks that wait for them.
 * @throws UserError E_RECALL_NOT_FOUND, E_RECALL_NOT_ALLOWED, E_NOT_APPROVER, E_RERUN, E_LEDGER_*
 */
export async function clear(_request: ClearRequest, _deps: RecallDeps): Promise<ClearResult> {
  throw new Error('not built yet');
}
