import fc from 'fast-check';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { disownedBy } from '../../../src/core/registry/disowned.js';
import type { Draft, EventRule } from '../../../src/core/registry/fold/draft.js';
import { RULES } from '../../../src/core/registry/fold/rules.js';
import {
  effectsOf,
  foldModel,
  type ModelState,
  type RegisteredModel,
} from '../../../src/core/registry/registry.js';
import { eventsOf, type Step, VERB_NAMES } from './verbs.js';

/** The same cases at every run; a failure prints the seed and the path to its smallest case. */
const SEED = 20_261_129;
const RUNS = 200;
const HOUR = 3_600_000;

const steps = (archive: fc.Arbitrary<boolean>): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.record({
      // Without versions and moves there is nothing to look at.
      verb: fc.oneof(
        fc.constantFrom(...VERB_NAMES),
        fc.constantFrom<Step['verb']>('register', 'promote', 'request', 'approve', 'approve', 'rollback'),
      ),
      version: fc.nat(5),
      to: fc.constantFrom('None', 'Staging', 'Production', 'Production', 'Archived'),
      archive,
      day: fc.nat(8),
      choice: fc.nat(5),
    }),
    { minLength: 5, maxLength: 40, size: 'max' },
  );

/** All that a model's events come to, as a text that can be compared. */
function told(state: ModelState): string {
  const { stages, holders, changes, aliases, aliasChanges, requests, descriptions, tags, damage } = state;
  const { deleted, gone, isThere } = state;
  const held = [...holders, ...[...aliases].map(([alias, one]) => [alias, [one]] as const)];
  return JSON.stringify([
    [...stages],
    held.map(([name, all]) => [
      name,
      all.map(({ version, since, event }) => [version, since, event.event_id]),
    ]),
    [...changes, ...aliasChanges].map(([name, { event_id }]) => [name, event_id]),
    [...requests].map(([id, { since, approvals, ended }]) => [
      ...[id, since, ended?.event_id],
      approvals.map(({ event_id }) => event_id),
    ]),
    [...descriptions],
    [...tags].map(([version, all]) => [version, [...all]]),
    [...deleted].map(([version, { event_id }]) => [version, event_id]),
    [gone?.event_id, isThere],
    damage,
  ]);
}

/** The state that was said after each event, and from when it counts. */
interface Said {
  events: number;
  answer: string;
}

function soFar(model: RegisteredModel, events: number): RegisteredModel {
  return {
    ...model,
    events: model.events.slice(0, events),
    without: new Set(disownedBy(model.events).keys()),
  };
}

/** Asks for each time at which an event began to count, and between it and the next, what the state was. */
function requireAnswers(model: RegisteredModel, said: readonly Said[]): void {
  const { disowned } = foldModel(model);
  const effects = effectsOf(model).map(({ event, effect }, index) => ({
    ...{ index, time: Date.parse(effect) },
    counts: !disowned.has(event.event_id),
  }));
  const counted = effects.filter(({ counts }) => counts);
  for (const { events, answer } of said) {
    const since = counted.findLast(({ index }) => index < events)?.time;
    const next = counted.find(({ index }) => index >= events)?.time ?? Number.POSITIVE_INFINITY;
    // Of those that count from the same time on only the last can be asked for.
    if (since === undefined || next <= since) continue;
    for (const at of [since, Math.min(next - 1, since + HOUR)])
      expect(told(foldModel(model, new Date(at).toISOString()))).toBe(answer);
  }
}

/** Does it all, and looks after each step. @param each what else holds of every state */
function perform(
  all: readonly Step[],
  each: (model: RegisteredModel, state: ModelState) => void,
): RegisteredModel {
  let model: RegisteredModel = { versions: [], events: [] };
  let said: Said[] = [];
  for (const step of all) {
    const { state, added } = eventsOf(model, step);
    if (added === 0) continue;
    const isDisowning = state.events.at(-1)?.type === 'disowned';
    if (isDisowning) requireAnswers(model, said);
    model = state;
    const now = foldModel(model);
    expect(now.damage).toEqual([]);
    each(model, now);
    // The events of one step come together: nobody saw the state between them.
    said.push({ events: model.events.length, answer: told(now) });
    // Only this may change what was said.
    if (isDisowning)
      said = said.map(({ events }) => ({ events, answer: told(foldModel(soFar(model, events))) }));
  }
  requireAnswers(model, said);
  return model;
}

const options = { numRuns: RUNS, seed: SEED };

test('whatever is done, no event is damage, what is hidden holds nothing, and only `disowned` changes what was', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(steps(fc.boolean()), (all) => {
      const model = perform(all, requireHidden);
      for (const event of model.events) seen.add(kindOf(event));
    }),
    options,
  );
  // A sequence in which nothing happens would show nothing.
  expect([...seen].sort()).toEqual([...Object.keys(RULES), 'rolled back', 'stage-changed as asked'].sort());
});

/** No stage, no alias and no open request; and no number is given twice. */
function requireHidden(
  { versions, hidden = [] }: RegisteredModel,
  { deleted, gone, holders, aliases, requests }: ModelState,
): void {
  const held = [...holders.values()].flat().concat([...aliases.values()]);
  expect(held.filter(({ version }) => deleted.has(version))).toEqual([]);
  const open = [...requests.values()].filter(({ ended }) => ended === undefined);
  expect(open.filter(({ event }) => event.version !== null && deleted.has(event.version))).toEqual([]);
  if (gone?.type === 'model-deleted') expect(versions).toEqual([]);
  const numbers = [...versions, ...hidden].map(({ version }) => version);
  expect(numbers.sort((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
}

function kindOf(event: ModelEvent): string {
  if (event.type !== 'stage-changed') return event.type;
  if (event.request !== undefined) return 'stage-changed as asked';
  return event.rollback === true ? 'rolled back' : event.type;
}

test('where each move archives what was there, no stage that serves ever has two versions', () => {
  fc.assert(
    fc.property(steps(fc.constant(true)), (all) => {
      perform(all, (_, { holders }) => {
        for (const stage of ['Staging', 'Production'])
          expect(holders.get(stage)?.length ?? 0).toBeLessThanOrEqual(1);
      });
    }),
    options,
  );
});

test('the state of some events and those that follow is that of all, wherever one begins', () => {
  fc.assert(
    fc.property(steps(fc.boolean()), fc.nat(), (all, choice) => {
      const model = perform(all, () => {});
      const begin = choice % (model.events.length + 1);
      expect(told(continued(model, begin))).toBe(told(foldModel(model)));
    }),
    options,
  );
});

/** Reads some events, and then the others one by one on top. */
function continued(model: RegisteredModel, begin: number): ModelState {
  const state = foldModel(soFar(model, begin));
  const { disowned } = foldModel(model);
  for (const { event, effect } of effectsOf(model).slice(begin)) {
    if (disowned.has(event.event_id)) continue;
    const rule = RULES[event.type] as EventRule<ModelEvent>;
    // The fold answers with what it has worked on.
    expect(rule.objection?.(event, state as unknown as Draft, effect)).toBeUndefined();
    rule.apply?.(event, state as unknown as Draft, effect);
  }
  return state;
}
