import { Faults, UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import type { Policy } from '../../core/policy/policy.js';
import { requireSameRules } from '../../core/policy/same-rules.js';
import { quoted } from '../../core/printable.js';
import { EventChain, type EventFacts } from '../../core/registry/event-chain.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { requireModelName } from '../../core/registry/uri-names.js';
import { readRegistry } from '../../ledger/read/registry.js';
import { type ChangeDeps, type Changed, filesOf } from './change.js';
import { creatable, modelExists } from './create.js';
import { redactedReason } from './label-texts.js';
import { addSecretNames, type Redaction } from './secrets.js';

export interface Renaming {
  from: string;
  to: string;
  reason: string | null;
}

const WHERE = 'argument NEW-NAME';

/**
 * Gives a model another name, by one event in the folder of each. What was registered stays where it is, and is found by both names.
 * @throws UserError E_NAME_INVALID, E_SECRET_IN_NAME, E_MODEL_NOT_FOUND, E_MODEL_EXISTS, E_MODEL_DELETED, E_MODEL_RENAMED,
 *   E_MODEL_DAMAGED, E_LEDGER_*; E_POLICY_NOT_MET where the new name has other rules
 */
export async function renameModel(
  asked: Renaming,
  deps: ChangeDeps & Redaction & { policy: Policy },
): Promise<Changed> {
  const { from, to } = asked;
  const faults = new Faults();
  await faults.catch(() => requireModelName(to, WHERE));
  addSecretNames(faults, [{ where: WHERE, name: to }], deps);
  faults.throwIfAny();
  const reason = redactedReason(asked.reason, deps);
  const { value, commit } = await deps.ledger.write(async (view) => {
    const state = await readRegistry(view, from);
    requireSameRules(deps.policy, { from, to }, WHERE);
    const events =
      from === to
        ? []
        : renameEvents(
            { from, to, reason },
            { state, target: await creatable(view, to, deps), facts: deps.facts },
          );
    return {
      files: await filesOf(events),
      message: {
        subject: `rename ${from} to ${to}`,
        trailers: [
          ['Lineage-Model', from],
          ['Lineage-Model', to],
        ] as [string, string][],
      },
      value: { model: to, version: null, events },
    };
  });
  return { ...value, commit };
}

/**
 * The two events of a rename. @param target what is under the new name
 * @throws UserError E_MODEL_EXISTS for a name that a model has, or that has had versions of another one
 */
export function renameEvents(
  { from, to, reason }: Renaming,
  { state, target, facts }: { state: RegisteredModel; target: RegisteredModel; facts: EventFacts },
): ModelEvent[] {
  if (foldModel(target).isThere) throw modelExists(to, WHERE);
  requireNoOthers({ from, to }, state, target);
  const [given, taken] = [facts.newId(), facts.newId()];
  const about = { type: 'model-renamed', from, to, reason } as const;
  const one = new EventChain(state.events, { ...facts, newId: () => given });
  const other = new EventChain(target.events, { ...facts, newId: () => taken });
  return [
    one.add({ model: from, version: null }, { ...about, counterpart: taken }),
    other.add({ model: to, version: null }, { ...about, counterpart: given }),
  ];
}

/** `models:/clf/1` never means two things: a name that has had versions is only for the model that they are of. */
function requireNoOthers(
  { from, to }: Pick<Renaming, 'from' | 'to'>,
  state: RegisteredModel,
  target: RegisteredModel,
): void {
  const own = new Set(state.events.map(({ event_id }) => event_id));
  const other = target.events.find(
    ({ type, event_id, model }) => type === 'registered' && model === to && !own.has(event_id),
  );
  if (other === undefined) return;
  throw new UserError({
    code: 'E_MODEL_EXISTS',
    what: `${quoted(to)} was the name of another model, whose versions keep it: \`models:/${to}/${other.version}\` cannot mean two things`,
    where: WHERE,
    mend: `Choose a name that had no version, and leave ${quoted(from)} as it is until then`,
  });
}
