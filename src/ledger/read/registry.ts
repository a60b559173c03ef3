import { type Fault, UserError } from '../../core/errors.js';
import { foldModel } from '../../core/registry/registry.js';
import { eventPath } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { readKnownModel } from './known-model.js';
import type { ModelRecords } from './records.js';

/**
 * A model whose stages and aliases may be relied on.
 * @throws UserError E_MODEL_DAMAGED; as {@link readKnownModel}
 */
export async function readRegistry(view: LedgerView, name: string): Promise<ModelRecords> {
  const model = await readKnownModel(view, name);
  requireWhole(name, model);
  return model;
}

/** @throws UserError E_MODEL_DAMAGED naming each event that cannot apply: nobody can tell what the stages and aliases are */
export function requireWhole(name: string, model: ModelRecords): void {
  const { damage } = foldModel(model);
  if (damage.length === 0) return;
  throw new UserError(
    damage.map(
      ({ event_id, why }): Fault => ({
        code: 'E_MODEL_DAMAGED',
        what: `The event ${eventPath(name, event_id)} ${why}, so that the stages and aliases of the model cannot be told`,
        where: eventPath(name, event_id),
        mend: 'Somebody wrote it past the registry: find out who by the commit that added it, and take the file out with a new commit. Versions can still be read by their number',
      }),
    ),
  );
}
