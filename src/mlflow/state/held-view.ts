import { FIRST_STAGE } from '../../core/registry/state.js';
import type { HeldRegistration, ModelVersion, RegisteredModel } from './entities.js';
import type { State } from './state.js';

/** A held version and the number that it is shown by; null where something else has that of one that is over. */
export interface Placed {
  id: string;
  held: HeldRegistration;
  number: number | null;
}

/** Whether its run goes on, or is not recorded yet. */
export function isWaiting({ ended }: HeldRegistration): boolean {
  return ended === undefined;
}

/**
 * The numbers of what is held: those that clients know, unless the ledger has given them to others. A number never means two versions
 * at once, and the ledger's means the same to everybody.
 */
export function placed({ held, numbers }: Pick<State, 'held' | 'numbers'>): Placed[] {
  const next = new Map<string, number>();
  const all = [...held.versions].map(([id, one]): Placed => ({ id, held: one, number: null }));
  const byNumber = (one: Placed, other: Placed) =>
    one.held.number - other.held.number || (one.id < other.id ? -1 : 1);
  for (const one of all.filter((one) => isWaiting(one.held)).sort(byNumber)) {
    const { model, number, is_settling } = one.held;
    const highest = numbers.get(model) ?? 0;
    if (is_settling && number <= highest) continue;
    one.number = Math.max(number, highest + 1, next.get(model) ?? 0);
    next.set(model, one.number + 1);
  }
  const isFree = ({ held: { model, number } }: Placed) =>
    number > (numbers.get(model) ?? 0) &&
    !all.some((other) => other.held.model === model && other.number === number);
  // Of several that were refused by one number the newest is shown.
  for (const one of [...all].sort((a, b) => (a.id < b.id ? 1 : -1)))
    if (isRefused(one.held) && isFree(one)) one.number = one.held.number;
  return all;
}

/** What has a number among what is held. */
export function placedAt(state: State, model: string, number: number): Placed | undefined {
  if (state.held.versions.size === 0) return undefined;
  return placed(state).find((one) => one.held.model === model && one.number === number);
}

/** A state as clients are shown it: with what is held. It follows the state. */
export function withHeld(state: State): State {
  return {
    ...state,
    get models() {
      return isEmpty(state) ? state.models : shownModels(state);
    },
    get numbers() {
      return isEmpty(state) ? state.numbers : shownNumbers(state);
    },
  };
}

/** A state with the models that no ledger has yet, and none of their versions: what is written is worked out on it. */
export function withHeldModels(state: State): State {
  return {
    ...state,
    get models() {
      return isEmpty(state) ? state.models : modelsOf(state);
    },
  };
}

/** Where that is which was held by a number, as a sentence; undefined where nothing was, or it still has the number. */
export function movedNote(state: State, model: string, number: number): string | undefined {
  if (state.held.versions.size === 0) return undefined;
  const moved = placed(state).filter(
    ({ held, number: now }) =>
      held.model === model && held.number === number && now !== number && !held.is_settling,
  );
  return moved.length === 0 ? undefined : moved.map(whereItIs).join(' ');
}

function isEmpty({ held: { versions, models } }: State): boolean {
  return versions.size === 0 && models.size === 0;
}

function whereItIs({ held, number }: Placed): string {
  const { ended } = held;
  const what = `Version ${held.number} that was held for run ${held.run_id}`;
  if (ended === undefined)
    return `${what} is held as version ${number}, since the ledger has given its number to another one.`;
  return 'version' in ended
    ? `${what} is version ${ended.version}.`
    : `${what} was not registered: ${ended.refusal}`;
}

function modelsOf(state: State): Map<string, RegisteredModel> {
  const models = new Map(state.models);
  const made = [...state.held.models, ...placed(state).map(begin)];
  for (const [name, at] of made) if (!models.has(name)) models.set(name, newModel(name, at));
  return models;
}

function begin({ held: { model, created } }: Placed): [name: string, at: number] {
  return [model, created];
}

function newModel(name: string, at: number): RegisteredModel {
  const times = { created: at, updated: at };
  return { name, ...times, description: '', tags: new Map(), aliases: new Map(), versions: new Map() };
}

function shownModels(state: State): Map<string, RegisteredModel> {
  const models = modelsOf(state);
  const copies = new Map<string, RegisteredModel>();
  const copyOf = (name: string) => {
    const model = copies.get(name) ?? copied(models.get(name) ?? newModel(name, 0));
    copies.set(name, model);
    models.set(name, model);
    return model;
  };
  for (const { held, number } of placed(state)) {
    const model = copyOf(held.model);
    if (number !== null) model.versions.set(number, shownVersion(held, number));
    if (number === null || !isWaiting(held) || held.aliases_wait) continue;
    // What serves by an alias goes on serving until another one has been judged.
    for (const alias of held.aliases) if (!model.aliases.has(alias)) model.aliases.set(alias, number);
  }
  const moved = placed(state).filter(({ held, number }) => number !== held.number);
  for (const name of new Set(moved.map(({ held }) => held.model)))
    for (const number of new Set(moved.flatMap(({ held }) => (held.model === name ? [held.number] : []))))
      noteMoved(copyOf(name), number, state);
  return models;
}

/** Says of a version what it is itself, and behind that what was held by its number before. */
function noteMoved({ name, versions }: RegisteredModel, number: number, state: State): void {
  const version = versions.get(number);
  const note = movedNote(state, name, number);
  if (version === undefined || note === undefined) return;
  const { status_message = 'It is registered.' } = version;
  versions.set(number, { ...version, status_message: `${status_message} ${note}` });
}

function copied(model: RegisteredModel): RegisteredModel {
  return { ...model, aliases: new Map(model.aliases), versions: new Map(model.versions) };
}

function shownVersion(held: HeldRegistration, number: number): ModelVersion {
  const { model, source, storage, run_id, run_link, user_id, model_id, description, ...one } = held;
  const { created, updated, ended } = one;
  return {
    version: number,
    name: model,
    created,
    updated,
    description,
    stage: FIRST_STAGE,
    source,
    storage,
    run_id,
    run_link,
    user_id,
    model_id,
    tags: new Map(one.tags.map(({ key, value }) => [key, value])),
    ...(ended !== undefined && 'refusal' in ended
      ? { registration: 'refused', status_message: ended.refusal }
      : {
          registration: 'held',
          status_message: `It is held: it is judged and registered once run ${run_id} has ended; its number may change then.`,
        }),
  };
}

function shownNumbers(state: State): Map<string, number> {
  const numbers = new Map(state.numbers);
  for (const { held, number } of placed(state))
    if (number !== null && isWaiting(held))
      numbers.set(held.model, Math.max(numbers.get(held.model) ?? 0, number));
  return numbers;
}

function isRefused({ ended }: HeldRegistration): boolean {
  return ended !== undefined && 'refusal' in ended;
}
