import { type Fault, UserError } from '../../core/errors.js';
import { foldModel, type RegisteredModel, type Stray } from '../../core/registry/registry.js';
import { asWord } from '../../core/shell-word.js';
import { eventPath, versionPath } from '../layout.js';

export type Told = Pick<Stray, 'path' | 'why' | 'mend'>;

/**
 * Records of a model that cannot be true or cannot be read, each with the end of a sentence about it. What hides records stands alone:
 * the others look untrue since it hides what they rest on.
 */
export function damageOf(name: string, model: RegisteredModel): Told[] {
  const strays = model.strays ?? [];
  const hiding = hidingOf(strays);
  if (hiding.length > 0) return hiding;
  // A version that cannot be read is told once, and not again with each event about it.
  const unread = new Set(strays.map(({ path }) => path));
  const ofUnread = new Set(
    model.events.flatMap(({ event_id, version }) =>
      version !== null && unread.has(versionPath(name, version)) ? [event_id] : [],
    ),
  );
  return [
    ...foldModel(model)
      .damage.filter(({ event_id }) => !ofUnread.has(event_id))
      .map(({ event_id, why }) => ({ path: eventPath(name, event_id), why })),
    ...strays,
  ];
}

/** @throws UserError E_MODEL_DAMAGED naming each record that cannot be true: nobody can tell what the stages and aliases are */
export function requireWhole(name: string, model: RegisteredModel): void {
  const damage = damageOf(name, model);
  if (damage.length > 0) throw damaged(name, damage);
}

/** @throws UserError E_MODEL_DAMAGED naming what hides records and no event can mend: what the others come to says nothing then */
export function requireUnhidden(name: string, strays: readonly Told[]): void {
  const hiding = hidingOf(strays);
  if (hiding.length > 0) throw damaged(name, hiding);
}

function hidingOf(strays: readonly Told[]): Told[] {
  return strays.filter(({ mend }) => mend !== undefined);
}

function damaged(name: string, damage: readonly Told[]): UserError {
  return new UserError(
    damage.map(
      ({ path, why, mend }): Fault => ({
        code: 'E_MODEL_DAMAGED',
        what: `The record ${path} ${why}, so that the stages and aliases of the model cannot be told`,
        where: path,
        mend:
          mend ??
          `Somebody wrote it past the registry: find out who by the commit that added it, and let \`lineage-gate models repair ${asWord(name)}\` say how it is disowned. Versions can still be read by their number`,
      }),
    ),
  );
}
