import { type Fault, UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import { eventsAhead } from '../../core/registry/ahead.js';
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
  const events = new Map(model.events.map((event) => [event.event_id, event]));
  // What a model had under an earlier name lies in the folder of that.
  const pathOf = (id: string) => eventPath(events.get(id)?.model ?? name, id);
  return [
    ...foldModel(model)
      .damage.filter(({ event_id }) => !ofUnread.has(event_id))
      .map(({ event_id, why }) => ({ path: pathOf(event_id), why })),
    ...strays,
  ];
}

/** @throws UserError E_MODEL_DAMAGED naming records that cannot be true: nobody can tell what the stages and aliases are */
export function requireWhole(name: string, model: RegisteredModel): void {
  const damage = damageOf(name, model);
  if (damage.length > 0) throw damaged(name, damage);
}

/** Events of a time that is days ahead, each with the end of a sentence about it. @param now RFC 3339 */
export function aheadOf(model: RegisteredModel, now: string): Told[] {
  return eventsAhead(model, now).map(({ model: folder, event_id, at }) => ({
    path: eventPath(folder, event_id),
    why: `is of ${at}, days ahead of the clock here (${now}), so that no request after it can be open`,
  }));
}

/** @throws UserError E_MODEL_DAMAGED naming events of a time that is days ahead: by them any request would have expired */
export function requireNoneAhead(name: string, model: RegisteredModel, now: string): void {
  const ahead = aheadOf(model, now);
  if (ahead.length === 0) return;
  throw new UserError(
    damageFaults(name, ahead, ({ path, why }) => ({
      code: 'E_MODEL_DAMAGED',
      what: `The record ${path} ${why}`,
      where: path,
      mend: `Look at the commit that added it; \`lineage-gate models repair ${asWord(name)}\` says how it is disowned`,
    })),
  );
}

/** @throws UserError E_MODEL_DAMAGED naming what hides records and no event can mend: what the others come to says nothing then */
export function requireUnhidden(name: string, strays: readonly Told[]): void {
  const hiding = hidingOf(strays);
  if (hiding.length > 0) throw damaged(name, hiding);
}

function hidingOf(strays: readonly Told[]): Told[] {
  return strays.filter(({ mend }) => mend !== undefined);
}

/** Whoever may push can add thousands; who reads a log wants to see what is below them. */
const MOST_TOLD = 10;

/** Damage of a model as lines of a log. */
export function damageLines(name: string, damage: readonly Told[]): string[] {
  const rest = damage.length - MOST_TOLD;
  const lines = damage
    .slice(0, MOST_TOLD)
    .map(({ path, why }) => `The record ${path} ${why}; it is not counted.`);
  const more = `${rest} more records are not counted; \`lineage-gate models repair ${asWord(name)}\` names all.`;
  return rest > 0 ? [...lines, more] : lines;
}

function damaged(name: string, damage: readonly Told[]): UserError {
  return new UserError(
    damageFaults(name, damage, ({ path, why, mend }) => ({
      code: 'E_MODEL_DAMAGED',
      what: `The record ${path} ${why}, so that the stages and aliases of the model cannot be told`,
      where: path,
      mend:
        mend ??
        `Somebody wrote it past the registry: find out who by the commit that added it, and let \`lineage-gate models repair ${asWord(name)}\` say how it is disowned. Versions can still be read by their number`,
    })),
  );
}

/** Damage of a model as faults: of the first records, and how many more there are. */
export function damageFaults(
  name: string,
  damage: readonly Told[],
  faultOf: (one: Told) => Fault,
): readonly Fault[] {
  const rest = damage.length - MOST_TOLD;
  const faults = damage.slice(0, MOST_TOLD).map(faultOf);
  if (rest <= 0) return faults;
  const more: Fault = {
    code: 'E_MODEL_DAMAGED',
    what: `${rest} more records of ${quoted(name)} cannot be true or cannot be read`,
    where: 'ledger',
    mend: `\`lineage-gate models repair ${asWord(name)}\` names all of them`,
  };
  return [...faults, more];
}
