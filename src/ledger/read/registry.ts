import { requireThere } from '../../core/registry/absent.js';
import type { RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../ledger.js';
import { requireWhole } from './damage.js';
import { readKnownModel } from './known-model.js';

/**
 * A model whose stages and aliases may be relied on.
 * @throws UserError E_MODEL_DAMAGED, E_MODEL_DELETED, E_MODEL_RENAMED; as {@link readKnownModel}
 */
export async function readRegistry(view: LedgerView, name: string): Promise<RegisteredModel> {
  const model = await readKnownModel(view, name);
  requireWhole(name, model);
  requireThere(name, model);
  return model;
}
