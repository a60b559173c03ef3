import type { LedgerView } from '../../ledger/ledger.js';
import { readKnownModel } from '../../ledger/read/known-model.js';
import { type ModelFiles, readModelFiles } from '../../ledger/read/model.js';

/** The records of a model, whatever is in them. @throws UserError E_MODEL_NOT_FOUND with what there is; E_LEDGER_* */
export async function knownFiles(view: LedgerView, model: string): Promise<ModelFiles> {
  const files = await readModelFiles(view, model);
  const isThere =
    files.versions.length + files.events.length + files.unreadable.length + files.odd.length > 0;
  // There is nothing that it could find; it says what is near.
  if (!isThere) await readKnownModel(view, model);
  return files;
}
