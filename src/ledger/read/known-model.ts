import { UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { meantName } from '../../core/meant-name.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import type { LedgerView } from '../ledger.js';
import { requireWhole } from './damage.js';
import { findModels, readModel } from './records.js';

/** A registered model, also one that was deleted or has another name by now. @throws UserError E_MODEL_NOT_FOUND with what there is, E_MODEL_DAMAGED when nothing of it can be read; as {@link readModel} */
export async function readKnownModel(view: LedgerView, name: string): Promise<RegisteredModel> {
  const model = await readModel(view, name);
  if (model.versions.length > 0) return model;
  // Where no version can be read, but there are records, the model is not missing.
  requireWhole(name, model);
  const { isThere, gone } = foldModel(model);
  if (isThere || gone !== undefined) return model;
  const { names: known } = await findModels(view);
  const meant = meantName(name, known);
  const all =
    known.length === 0
      ? 'Register one: lineage-gate register MODEL'
      : `Use one of ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', …' : ''}`;
  throw new UserError({
    code: 'E_MODEL_NOT_FOUND',
    what: `There is no registered model ${shown(name)}`,
    where: 'ledger',
    mend: meant === undefined ? all : `Did you mean ${shown(meant.name)}${meant.differs}?`,
  });
}
