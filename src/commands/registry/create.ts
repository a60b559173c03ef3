import { Faults, UserError } from '../../core/errors.js';
import { tagsFaults } from '../../core/key-values.js';
import { quoted } from '../../core/printable.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { requireModelName } from '../../core/registry/uri-names.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { readModel } from '../../ledger/read/records.js';
import { requireFreeName } from '../register/free-name.js';
import { type ChangeDeps, type Changed, type Decision, planOf } from './change.js';
import { descriptionText, parseTags, redactedTags } from './label-texts.js';
import { addSecretNames, type Redaction } from './secrets.js';

export interface NewModel {
  model: string;
  description: string | null;
  /** Each `key=value`. */
  tags: readonly string[];
}

const WHERE = 'argument MODEL';

/**
 * Makes a registered model without versions. One that was deleted or renamed is made anew, and its numbers go on.
 * @throws UserError E_NAME_INVALID, E_SECRET_IN_NAME, E_TAG_INVALID, E_MODEL_EXISTS, E_MODEL_DAMAGED, E_LEDGER_*
 */
export async function createModel(asked: NewModel, deps: ChangeDeps & Redaction): Promise<Changed> {
  const { model } = asked;
  const faults = new Faults();
  await faults.catch(() => requireModelName(model, WHERE));
  addSecretNames(faults, [{ where: WHERE, name: model }], deps);
  faults.throwIfAny();
  const description = descriptionText(asked.description, deps);
  const tags = redactedTags(parseTags(asked.tags, deps), deps);
  for (const fault of tagsFaults(tags, 'option --tag')) faults.add(fault);
  faults.throwIfAny();
  const { value, commit } = await deps.ledger.write(async (view) => {
    const state = await creatable(view, model, deps);
    return planOf(model, {
      state,
      decision: creation(state, { model, description, tags }),
      facts: deps.facts,
    });
  });
  return { ...value, commit };
}

/** The state in which a model can be created. @throws UserError E_MODEL_DAMAGED, E_NAME_INVALID for a name that is like another one */
export async function creatable(
  view: LedgerView,
  model: string,
  { log }: Pick<Redaction, 'log'>,
): Promise<RegisteredModel> {
  const state = await readModel(view, model);
  requireWhole(model, state);
  await requireFreeName(view, { model, where: WHERE }, log);
  return state;
}

/** @throws UserError E_MODEL_EXISTS */
export function creation(
  state: RegisteredModel,
  {
    model,
    description,
    tags,
  }: { model: string; description: string | null; tags: ReadonlyMap<string, string> },
): Decision {
  if (foldModel(state).isThere) throw modelExists(model, WHERE);
  return {
    version: null,
    bodies: [
      {
        type: 'model-created',
        ...(description === null ? {} : { description }),
        ...(tags.size === 0 ? {} : { tags: Object.fromEntries(tags) }),
      },
    ],
    subject: `create ${model}`,
  };
}

export function modelExists(model: string, where: string): UserError {
  return new UserError({
    code: 'E_MODEL_EXISTS',
    what: `There is a registered model ${quoted(model)} already`,
    where,
    mend: 'Choose another name, or use it as it is: `lineage-gate models show` says what it has',
  });
}
