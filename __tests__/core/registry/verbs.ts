import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, Person } from '../../../src/core/generated/types.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { type EventBody, EventChain, type EventFacts } from '../../../src/core/registry/event-chain.js';
import { promote } from '../../../src/core/registry/promotion.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import {
  effectOfNext,
  foldModel,
  type RegisteredModel,
  type RequestState,
} from '../../../src/core/registry/registry.js';
import { deadBecause, openRequests, requestEvent, reviewDigest } from '../../../src/core/registry/request.js';
import { rollbackVersions } from '../../../src/core/registry/rollback.js';
import { settled } from '../../../src/core/registry/settled.js';
import { candidate, eventFacts } from '../fixtures.js';

const DAY = 86_400_000;
const FIRST = Date.parse('2027-03-01T00:00:00Z');
const MODEL = 'clf';
const POLICY = { digest: sha256('policy'), verdict: 'pass' as const, findings: [] };
const PEOPLE = ['alice', 'bob', 'carol'].map((login, id): Person => ({ login, id: `${id}`, type: 'User' }));
const EVIDENCE = { evidence: { via: 'local' as const }, reason: null };

/** Something that somebody does; what the numbers choose is taken from what there is. */
export interface Step {
  verb: keyof typeof VERBS;
  version: number;
  to: string;
  archive: boolean;
  /** Of the clock of whoever does it, from a first day. Clocks differ, so later steps may have earlier times. */
  day: number;
  choice: number;
}

interface At {
  state: RegisteredModel;
  step: Step;
  facts: EventFacts;
}

/** What the product's own functions make of a step; nothing where there is nothing to do. */
export function eventsOf(state: RegisteredModel, step: Step): { state: RegisteredModel; added: number } {
  const at = new Date(FIRST + step.day * DAY).toISOString();
  const before = state.events.length;
  const { gone } = foldModel(state);
  const verb = gone === undefined || step.verb === 'disown' ? step.verb : 'create';
  const after = settled(VERBS[verb]({ state, step, facts: { ...eventFacts(before), at } }));
  return { state: after, added: after.events.length - before };
}

const VERBS = {
  register: ({ state, step, facts }: At) =>
    registered({ state, facts, digest: `${step.choice}`, aliases: step.archive ? ['fresh'] : [] }),
  'alias-set': (at: At) => {
    const version = chosen(at);
    if (version === undefined) return at.state;
    const again = { ...at, digest: version.run_path, aliases: ['fresh'] };
    return registered({ ...again, digest: digitOf(version.manifest.digest) });
  },
  'alias-delete': (at: At) => {
    const held = foldModel(at.state).aliases.get('fresh');
    return held === undefined ? at.state : with_(at, held.version, { type: 'alias-deleted', alias: 'fresh' });
  },
  promote: (at: At) => moved(at, chosen(at), at.step.to),
  rollback: (at: At) => moved(at, rollbackVersions(at.state, at.step.to)[0], at.step.to, true),
  request: (at: At) => requested(at),
  approve: (at: At) => approved(at),
  reject: (at: At) => answered(at, { type: 'rejected', person: personOf(at), ...EVIDENCE }),
  cancel: (at: At) => answered(at, { type: 'cancelled', reason: null }),
  refuse: (at: At) => answered(at, { type: 'refused', policy: { ...POLICY, verdict: 'fail' } }),
  tag: (at: At) => with_(at, aboutOf(at), { type: 'tag-set', key: 'team', value: `${at.step.choice}` }),
  'tag-delete': (at: At) => {
    const has = foldModel(at.state).tags.get(aboutOf(at))?.has('team') ?? false;
    return has ? with_(at, aboutOf(at), { type: 'tag-deleted', key: 'team' }) : at.state;
  },
  describe: (at: At) =>
    with_(at, aboutOf(at), {
      type: 'description-set',
      description: at.step.archive ? `${at.step.choice}` : null,
    }),
  disown: (at: At) => disowned(at),
  create: (at: At) => {
    if (foldModel(at.state).isThere) return at.state;
    const tags = at.step.archive ? { tags: { team: `${at.step.choice}` }, description: 'anew' } : {};
    return with_(at, null, { type: 'model-created', ...tags });
  },
  delete: (at: At) =>
    foldModel(at.state).isThere ? with_(at, null, { type: 'model-deleted', reason: null }) : at.state,
  'delete-version': (at: At) => {
    const version = chosen(at)?.version;
    return version === undefined ? at.state : with_(at, version, { type: 'version-deleted', reason: 'bad' });
  },
  rename: (at: At) => renamed(at),
};

export const VERB_NAMES = Object.keys(VERBS) as Step['verb'][];

function chosen({ state: { versions }, step }: At) {
  return versions[step.version % Math.max(1, versions.length)];
}

/** A version, or the model as a whole. */
function aboutOf(at: At): number | null {
  return at.step.archive ? (chosen(at)?.version ?? null) : null;
}

function personOf({ step }: At): Person {
  return PEOPLE[step.choice % PEOPLE.length] as Person;
}

/** The name that the model has by now. */
function nameOf({ events }: RegisteredModel): string {
  return events.at(-1)?.model ?? MODEL;
}

/** As it is read: the events of the old folder, and then those of the new one. */
function renamed({ state, step, facts }: At): RegisteredModel {
  const from = nameOf(state);
  const to = `${MODEL}-${step.choice}`;
  if (!foldModel(state).isThere || from === to) return state;
  const [given, taken] = [facts.newId(), facts.newId()];
  const about = { type: 'model-renamed', from, to, reason: null } as const;
  const chain = new EventChain(state.events, { ...facts, newId: () => given });
  chain.add({ model: from, version: null }, { ...about, counterpart: taken });
  if (step.archive) return plus(state, chain.added);
  const next = new EventChain([], { ...facts, newId: () => taken });
  next.add({ model: to, version: null }, { ...about, counterpart: given });
  return plus(state, [...chain.added, ...next.added]);
}

function plus(state: RegisteredModel, events: readonly ModelEvent[]): RegisteredModel {
  return { ...state, events: [...state.events, ...events] };
}

function with_({ state, facts }: At, version: number | null, body: EventBody): RegisteredModel {
  return plus(state, [new EventChain(state.events, facts).add({ model: nameOf(state), version }, body)]);
}

const DIGITS = Array.from({ length: 6 }, (_, digit) => `${digit}`);

/** What the bytes of a version were made of. */
function digitOf(digest: string): string {
  return DIGITS.find((digit) => sha256(digit) === digest) ?? '0';
}

function registered({
  state,
  facts,
  digest,
  aliases,
}: Pick<At, 'state' | 'facts'> & { digest: string; aliases: string[] }): RegisteredModel {
  const { version, isNew, events } = registerVersion(candidate(sha256(digest)), numbered(state), {
    aliases,
    facts,
  });
  const versions = isNew ? [...state.versions, version] : state.versions;
  return plus({ ...state, versions }, events);
}

/** As the ledger says it: a number that is hidden is not given again. */
function numbered(state: RegisteredModel): RegisteredModel {
  const { versions, hidden = [] } = state;
  return { ...state, next: versions.length + hidden.length + 1 };
}

function moved(
  { state, step, facts }: At,
  version: ReturnType<typeof chosen>,
  to: string,
  rollback = false,
): RegisteredModel {
  if (version === undefined) return state;
  const about = { version, to, archive_existing: step.archive, reason: null, policy: POLICY };
  return plus(state, [promote({ ...about, rollback }, state, facts)]);
}

function requested(at: At): RegisteredModel {
  const { state, step, facts } = at;
  const version = chosen(at);
  if (version === undefined) return state;
  const now = effectOfNext(state, facts.at);
  const about = { version, to: step.to, archive_existing: step.archive, reason: null, policy: POLICY };
  const review = reviewDigest({ ...about, endpoint: null }, state);
  if (openRequests(state, { version, review, now }).length > 0) return state;
  const expires_at = new Date(Date.parse(now) + 3 * DAY).toISOString();
  const asked = { ...about, needed: 1 + (step.choice % 2), requesters: [personOf(at)] as const };
  return plus(state, [requestEvent({ ...asked, endpoint: null, expires_at }, state, facts)]);
}

function openOf({ state, step, facts }: At): RequestState | undefined {
  const now = effectOfNext(state, facts.at);
  const open = [...foldModel(state).requests.values()].filter((one) => deadBecause(one, now) === undefined);
  return open[step.choice % Math.max(1, open.length)];
}

type Answer = Extract<EventBody, { type: 'rejected' | 'cancelled' | 'refused' }>;
type WithoutRequest<T> = T extends unknown ? Omit<T, 'request'> : never;

function answered(at: At, body: WithoutRequest<Answer>): RegisteredModel {
  const request = openOf(at);
  if (request === undefined) return at.state;
  return with_(at, request.event.version, { ...body, request: request.event.event_id } as Answer);
}

/** As `commands/promote/decide.ts` goes about it: what is another change by now is refused, and the last approval moves. */
function approved(at: At): RegisteredModel {
  const { state, facts } = at;
  const request = openOf(at);
  const version = state.versions.find((one) => one.version === request?.event.version);
  if (request === undefined || version === undefined || request.event.change.type !== 'stage') return state;
  const { change, event_id, review, approvals: needed, policy } = request.event;
  const { archive_existing, rollback } = change;
  const about = { version, to: change.to_stage, policy, archive_existing, rollback, endpoint: null };
  if (reviewDigest(about, state) !== review)
    return answered(at, { type: 'refused', policy: { ...POLICY, verdict: 'fail' } });
  const person = personOf(at);
  if (request.approvals.some((one) => one.person.id === person.id)) return state;
  const known = with_(at, version.version, {
    type: 'approved',
    request: event_id,
    review,
    person,
    ...EVIDENCE,
  });
  const given = [...request.approvals, ...known.events.slice(-1)].map((event) => event.event_id);
  if (given.length < needed) return known;
  const answer = { request: event_id, approvals: given, rollback: change.rollback, reason: null };
  return plus(known, [
    promote({ ...about, archive_existing, ...answer }, known, {
      ...facts,
      ...{ newId: eventFacts(known.events.length).newId },
    }),
  ]);
}

/** All that was written from some point on never counted, but for registrations; so nothing that counts rests on it. */
function disowned(at: At): RegisteredModel {
  const from = at.step.choice * at.step.version;
  const records = at.state.events
    .slice(from)
    .filter(({ type }) => type !== 'registered' && type !== 'disowned')
    .map((event) => ({
      path: `models/${event.model}/events/${event.event_id}.json`,
      digest: digestOfEvent(event),
    }));
  const [first, ...more] = records;
  if (first === undefined) return at.state;
  return with_(at, null, { type: 'disowned', records: [first, ...more], reason: 'a mistake' });
}
