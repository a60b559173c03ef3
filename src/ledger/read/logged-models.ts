import type { LoggedModel } from '../../core/generated/types.js';
import { isLoggedModelId, loggedModelPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { recordDecoder } from './json-record.js';

/**
 * A model that was logged without a run; undefined where the ledger has none of that id.
 * @throws UserError E_LEDGER_RECORD_INVALID
 */
export async function readLoggedModel(view: LedgerView, model_id: string): Promise<LoggedModel | undefined> {
  if (!isLoggedModelId(model_id)) return undefined;
  const path = loggedModelPath(model_id);
  const bytes = (await view.read([path])).get(path);
  return bytes === undefined ? undefined : (await recordDecoder('loggedModel'))(path, bytes);
}
