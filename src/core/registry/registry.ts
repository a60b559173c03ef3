import type { DisownedEvent, ModelEvent, ModelVersion, VersionRecord } from '../generated/types.js';
import { isTime } from '../times.js';
import { uncounted } from './disowned.js';
import { Draft, type EventRule } from './fold/draft.js';
import { RULES } from './fold/rules.js';
import type { Damage, ModelState, RegisteredModel } from './state.js';

export {
  ARCHIVED,
  type Damage,
  FIRST_STAGE,
  type Gone,
  type Held,
  type Hiding,
  type ModelState,
  type RegisteredModel,
  type RequestState,
  STAGES,
  type Stray,
  stageNamed,
  type VersionChoice,
} from './state.js';

/** What is folded: of the versions only their numbers count. */
export type Folded = Pick<RegisteredModel, 'events' | 'without'> & {
  versions: readonly { version: number }[];
  unjudged?: readonly { version: number }[];
  hidden?: readonly { version: number }[];
};

/**
 * The state of a model. Events that a `disowned` names never counted, at any time. @param at RFC 3339; then the state at that time.
 * An event takes effect at its own time or at that of the one before, whichever is later, so that nothing that is appended changes
 * what was, but for `disowned`
 */
export function foldModel(model: Folded, at?: string): ModelState {
  const out = uncounted(model);
  const { versions: counted, unjudged = [], hidden = [] } = model;
  const versions = new Set([...counted, ...unjudged, ...hidden].map(({ version }) => version));
  const draft = new Draft();
  const damage: Damage[] = [];
  for (const { event, effect } of withEffect(model.events, out)) {
    if (out.has(event.event_id)) continue;
    if (at !== undefined && Date.parse(effect) > Date.parse(at)) break;
    const rule = RULES[event.type] as EventRule<ModelEvent>;
    const why = generalObjection(event, { versions, draft }) ?? rule.objection?.(event, draft, effect);
    if (why === undefined) rule.apply?.(event, draft, effect);
    else damage.push({ event_id: event.event_id, why });
  }
  const disowned = new Map([...out].filter((one): one is [string, DisownedEvent] => one[1] !== null));
  return Object.assign(draft, { disowned, damage });
}

/** The state that events come to by themselves, as if every version that they are about were there. */
export function foldEvents(
  events: readonly ModelEvent[],
  without: ReadonlySet<string> = new Set(),
): ModelState {
  const versions = events.flatMap(({ version }) => (version === null ? [] : [{ version }]));
  return foldModel({ events, versions, without });
}

/** What may happen to a model that is not there. */
const WITHOUT_MODEL: ReadonlySet<ModelEvent['type']> = new Set<ModelEvent['type']>([
  'registered',
  'model-created',
  'model-renamed',
  'model-deleted',
  'disowned',
]);

function generalObjection(
  { at, type, version }: ModelEvent,
  { versions, draft }: { versions: ReadonlySet<number>; draft: Draft },
): string | undefined {
  if (!isTime(at)) return `has a time that does not exist (${at})`;
  if (version !== null && !versions.has(version)) return `is about version ${version}, which is not there`;
  const hiding = version === null ? undefined : draft.deleted.get(version);
  if (hiding !== undefined) return `is about version ${version}, which ${hiding.event_id} took away`;
  const { gone } = draft;
  if (gone === undefined || WITHOUT_MODEL.has(type)) return undefined;
  return gone.type === 'model-deleted'
    ? `changes the model, which ${gone.event_id} had deleted`
    : `changes the model, which ${gone.event_id} had renamed to ${gone.to}`;
}

/** Each event of a model with the time from which it counts; those that do not count, too. */
export function effectsOf(
  model: Pick<RegisteredModel, 'events' | 'without'>,
): { event: ModelEvent; effect: string }[] {
  return withEffect(model.events, uncounted(model));
}

/**
 * Each event with the time from which it counts. One whose own time does not exist, or whose id is in `out`, has that of the event
 * before it, or its own where it is later, and holds up no other.
 */
export function withEffect<T extends { event_id: string; at: string }>(
  events: readonly T[],
  out: { has(eventId: string): boolean } = new Set(),
): { event: T; effect: string }[] {
  let latest: string | undefined;
  return events.map((event) => {
    if (!isTime(event.at)) return { event, effect: latest ?? event.at };
    const effect = latest === undefined || Date.parse(event.at) > Date.parse(latest) ? event.at : latest;
    if (!out.has(event.event_id)) latest = effect;
    return { event, effect };
  });
}

/** The time from which an event of this time counts that comes next: what the clock of who writes it says is not enough. */
export function effectOfNext(model: Pick<RegisteredModel, 'events' | 'without'>, at: string): string {
  const next = { event_id: '', at };
  return withEffect([...model.events, next], uncounted(model)).at(-1)?.effect ?? at;
}

/** By number: also those that are deleted, or went to another name, and those that nobody judged. */
export function everyVersion({ versions, unjudged = [], hidden = [] }: RegisteredModel): VersionRecord[] {
  return [...versions, ...unjudged, ...hidden].sort((a, b) => a.version - b.version);
}

/** A version by its number. */
export function versionOf(model: RegisteredModel, number: number): ModelVersion | undefined {
  return model.versions.find(({ version }) => version === number);
}

/** Whether a version is there that nobody judged. */
export function isUnjudged({ unjudged = [] }: Pick<RegisteredModel, 'unjudged'>, number: number): boolean {
  return unjudged.some(({ version }) => version === number);
}

/** The version that a stage got last, of those that are in it; undefined when none is. */
export function versionInStage(model: RegisteredModel, stage: string): ModelVersion | undefined {
  const held = foldModel(model).holders.get(stage)?.at(-1);
  return held === undefined ? undefined : versionOf(model, held.version);
}
