import type { RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../ledger.js';
import { requireWhole } from './damage.js';
import { readKnownModel } from './known-model.js';

/**
 * A model whose stages and aliases may be relied on.
 * @throws UserError E_MODEL_DAMAGED; as {@link readKnownModel}
 */
export async function readRegistry(view: LedgerView, name: string): Promise<RegisteredModel> {
  const model = await readKnownModel(view, name);
  requireWhole(name, model);
  return model;
}
