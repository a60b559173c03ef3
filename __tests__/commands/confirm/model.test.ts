import type { AskEvent } from '../../../src/commands/confirm/ask.js';
import { confirmedApprovals, confirmedModel, type Question } from '../../../src/commands/confirm/model.js';
import { sha256 } from '../../../src/core/digest.js';
import { UserError } from '../../../src/core/errors.js';
import type { ModelEvent, ModelVersion } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { buildManifest } from '../../../src/core/manifest.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import { foldModel, versionInStage } from '../../../src/core/registry/registry.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import type { ModelFiles } from '../../../src/ledger/read/model.js';
import { candidate, eventFacts } from '../../core/fixtures.js';

const PRODUCTION: Question = { stage: 'Production' };
type Body = Partial<ModelEvent> & { type: ModelEvent['type'] };

function manifestOf(bytes: string) {
  const files = [{ path: 'model.bin', digest: sha256(bytes), size_bytes: bytes.length }];
  const facts = { format: 'generic', flavors: {}, signature: null, dependencies: [], framework: null };
  return buildManifest({ files, timeless: files, facts });
}

/** A model of three versions, with events that anybody may have written. */
class Written {
  readonly events: ModelEvent[] = [];
  readonly versions: ModelVersion[] = [];
  readonly forged = new Set<ModelEvent>();
  readonly asked: ModelEvent[] = [];
  readonly facts = eventFacts();

  constructor() {
    for (const bytes of ['1', '2', '3']) {
      const { version, events } = registerVersion(
        { ...candidate(sha256(bytes)), manifest: manifestOf(bytes) },
        { versions: this.versions, events: this.events },
        { aliases: [], facts: this.facts },
      );
      this.versions.push(version);
      this.events.push(...events);
    }
  }

  add(body: Body, isForged = false): ModelEvent {
    const last = this.events.at(-1);
    if (last === undefined) throw new Error('there is none before it');
    const { schema, model, at, actor, ci_run_url } = last;
    const common = { schema, model, at, actor, ci_run_url, event_id: this.facts.newId() };
    const event = { ...common, previous: digestOfEvent(last), ...body } as ModelEvent;
    this.events.push(event);
    if (isForged) this.forged.add(event);
    return event;
  }

  move(
    version: number,
    from_stage: string,
    to_stage: string,
    more: object = {},
    isForged = false,
  ): ModelEvent {
    return this.add(
      { type: 'stage-changed', version, from_stage, to_stage, reason: null, ...more },
      isForged,
    );
  }

  forge(version: number, from_stage: string, to_stage: string, more: object = {}): ModelEvent {
    return this.move(version, from_stage, to_stage, more, true);
  }

  readonly ask: AskEvent = async (event) => {
    this.asked.push(event);
    return this.forged.has(event)
      ? { state: 'contradicted', why: ['names mallory', 'names push'] }
      : { state: 'confirmed', notes: [], conclusion: 'success' };
  };

  files(): ModelFiles {
    return {
      versions: this.versions.map((version) => ({
        ...{ path: versionPath('m', version.version), number: version.version, version },
        digest: sha256(canonicalJson(version)),
      })),
      events: this.events.map((event) => ({
        ...{ path: eventPath(event.model, event.event_id), digest: digestOfEvent(event), event },
      })),
      ...{ name: 'm', unreadable: [], odd: [], misplaced: [], earlier: [] },
    };
  }

  confirmed(question: Question = PRODUCTION) {
    return confirmedModel(this.events[0]?.model ?? '', this.files(), { question, ask: this.ask });
  }

  async serves(): Promise<number | undefined> {
    return versionInStage((await this.confirmed()).model, 'Production')?.version;
  }
}

let model: Written;
beforeEach(() => {
  model = new Written();
  model.move(1, 'None', 'Production');
});

test('what is not confirmed does not count, and what was before it answers', async () => {
  const forged = model.forge(2, 'None', 'Production', { archived: [1] });
  const { model: left, uncounted } = await model.confirmed();
  expect(versionInStage(left, 'Production')?.version).toBe(1);
  const path = eventPath(forged.model, forged.event_id);
  expect(uncounted).toEqual([{ path, why: 'names mallory; it names push', isContradicted: true }]);
});

test.each<[string, (model: Written) => void, number | undefined]>([
  ['that takes the version out', (model) => model.forge(1, 'Production', 'Archived'), 1],
  ['twice', (model) => [model.forge(2, 'None', 'Production'), model.forge(3, 'None', 'Production')], 1],
  [
    'before one that is true',
    (model) => [model.forge(2, 'None', 'Production'), model.move(3, 'None', 'Production')],
    3,
  ],
  [
    'under one that is true and takes out the newest',
    (model) => {
      model.forge(2, 'None', 'Production');
      model.move(3, 'None', 'Production');
      model.move(3, 'Production', 'Archived');
    },
    1,
  ],
  [
    'that disowns a true one',
    (model) => {
      const { event_id, model: name } = model.events[3] as ModelEvent;
      const digest = digestOfEvent(model.events[3] as ModelEvent);
      const records = [{ path: eventPath(name, event_id), digest }];
      model.add({ type: 'disowned', version: null, reason: 'x', records } as Body, true);
    },
    1,
  ],
  [
    'in the place of a true one that it disowns',
    (model) => {
      const last = model.events[3] as ModelEvent;
      const records = [{ path: eventPath(last.model, last.event_id), digest: digestOfEvent(last) }];
      const { previous } = last;
      const rival = model.add(
        { type: 'disowned', version: null, reason: 'x', records, previous } as Body,
        true,
      );
      model.forge(2, 'None', 'Production', { previous: digestOfEvent(rival) });
    },
    1,
  ],
])('a forged event %s', async (_, write, expected) => {
  write(model);
  expect(await model.serves()).toBe(expected);
});

/** A `disowned` at the end that GitHub knows nothing of. */
function disown(...records: { path: string; digest: string }[]): ModelEvent {
  return model.add({ type: 'disowned', version: null, reason: 'junk', records } as Body, true);
}
const recordOf = (event: ModelEvent) => ({
  path: eventPath(event.model, event.event_id),
  digest: digestOfEvent(event),
});

test('a repair counts with the request and the approvals that it rests on, or not at all', async () => {
  const repaired = async (forged: string) => {
    model = new Written();
    model.move(1, 'None', 'Production');
    const junk = model.move(2, 'Staging', 'Production');
    const records = [recordOf(junk)];
    const person = { login: 'alice', id: '2', type: 'User' };
    const asking = {
      ...{ type: 'approval-requested', version: null, change: { type: 'disown', records }, reason: 'x' },
      ...{ approvals: 1, requesters: [person], expires_at: '2126-01-01T00:00:00Z', review: 'r' },
    };
    const { event_id: request } = model.add(asking as unknown as Body, forged === 'request');
    const approving = { type: 'approved', version: null, request, review: 'r', person, reason: null };
    const evidence = { via: 'dispatch' };
    const approved = model.add({ ...approving, evidence } as unknown as Body, forged === 'approval');
    const done = {
      type: 'disowned',
      version: null,
      reason: 'x',
      records,
      request,
      approvals: [approved.event_id],
    };
    model.add(done as unknown as Body, forged === 'disowned');
    return model.confirmed();
  };
  expect(await repaired('nothing')).toMatchObject({ uncounted: [] });
  expect(versionInStage((await model.confirmed()).model, 'Production')?.version).toBe(1);
  expect(model.asked.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['disowned', 'approved', 'approval-requested']),
  );
  for (const forged of ['request', 'approval', 'disowned']) {
    const answer = await repaired(forged).catch((error: unknown) => error);
    expect([
      forged,
      answer instanceof UserError || (answer as { uncounted: unknown[] }).uncounted.length > 0,
    ]).toEqual([forged, true]);
  }
});

test('a repair on a laptop does not count, and what it took away does not either', async () => {
  const junk = { path: 'models/clf/versions/4.json', digest: sha256('junk'), why: 'is no JSON' };
  const before = digestOfEvent(model.events[2] as ModelEvent);
  const rival = model.add(
    { type: 'tag-set', version: 1, key: 'a', value: 'b', previous: before } as Body,
    true,
  );
  model.events.splice(model.events.indexOf(rival), 1);
  disown(junk, recordOf(rival));
  const files = model.files();
  files.unreadable.push(junk);
  files.events.push({ ...recordOf(rival), event: rival });
  const answer = await confirmedModel('clf', files, { question: PRODUCTION, ask: model.ask });
  expect(versionInStage(answer.model, 'Production')?.version).toBe(1);
  expect(answer.uncounted).toHaveLength(2);
});

test('a true event that a forged one has put out of the chain is missed', async () => {
  const truth = model.move(2, 'None', 'Production', { archived: [1] });
  const rival = model.add(
    { type: 'tag-set', version: 1, key: 'a', value: 'b', previous: truth.previous } as Body,
    true,
  );
  disown(recordOf(truth));
  // The forged chain is the longer one.
  expect(rival.previous).toBe(truth.previous);
  await expect(model.serves()).rejects.toMatchObject({
    faults: [{ code: 'E_MODEL_DAMAGED', what: expect.stringContaining(truth.event_id) }],
  });
});

test('a run that ended otherwise than well is told, and counts', async () => {
  const last = model.events.at(-1) as ModelEvent;
  const ask = async () => ({ state: 'confirmed', notes: [], conclusion: 'failure' }) as const;
  const answer = await confirmedModel('clf', model.files(), { question: PRODUCTION, ask });
  expect(versionInStage(answer.model, 'Production')?.version).toBe(1);
  expect(answer.remarks).toEqual([
    { path: eventPath('clf', last.event_id), what: expect.stringMatching(/ended with `failure`/) },
  ]);
});

test('only what decides is asked about', async () => {
  model.move(2, 'None', 'Staging');
  const last = model.move(3, 'None', 'Production', { archived: [1] });
  model.add({ type: 'alias-set', version: 1, alias: 'best' });
  await model.serves();
  expect(model.asked).toEqual([last]);
});

test('an alias: who set it, who deleted it, and whether its version is archived', async () => {
  model.add({ type: 'alias-set', version: 1, alias: 'best' });
  model.add({ type: 'alias-set', version: 2, alias: 'best' }, true);
  model.add({ type: 'alias-deleted', version: 2, alias: 'best' }, true);
  model.forge(1, 'Production', 'Archived');
  const { model: left, uncounted } = await model.confirmed({ aliases: ['best'] });
  expect(foldModel(left).aliases.get('best')?.version).toBe(1);
  expect(foldModel(left).stages.get(1)).toBe('Production');
  expect(uncounted).toHaveLength(3);
});

test('a true event that rests on a forged one: nobody can tell', async () => {
  model.forge(1, 'Production', 'Staging');
  model.move(1, 'Staging', 'Archived');
  await expect(model.serves()).rejects.toMatchObject({
    faults: [
      { code: 'E_EVENT_UNCONFIRMED', what: expect.stringMatching(/rests on models\/.*names mallory/) },
    ],
  });
});

function requested(isForged: { request?: boolean; approval?: boolean }) {
  const verdict = { digest: sha256('p'), verdict: 'pass', findings: [] };
  const change = {
    ...{ type: 'stage', from_stage: 'None', to_stage: 'Production', archive_existing: true },
    ...{ manifest_digest: sha256('2'), serves: 1, rollback: false },
  };
  const person = { login: 'bob', id: '2', type: 'User' };
  const request = model.add(
    {
      ...{ type: 'approval-requested', version: 2, change, reason: null, approvals: 1, review: sha256('r') },
      ...{ requesters: [person], expires_at: '2999-01-01T00:00:00Z', policy: verdict },
    } as unknown as Body,
    isForged.request,
  );
  const approval = model.add(
    {
      ...{ type: 'approved', version: 2, request: request.event_id, review: sha256('r'), reason: null },
      ...{ person: { login: 'alice', id: '1', type: 'User' }, evidence: { via: 'dispatch' } },
    } as Body,
    isForged.approval,
  );
  return { request: request.event_id, approvals: [approval.event_id], archived: [1] };
}

test.each([{ request: true }, { approval: true }])(
  'a move does not count without what it rests on: %j',
  async (isForged) => {
    model.move(2, 'None', 'Production', requested(isForged));
    const { model: left, uncounted } = await model.confirmed();
    expect(versionInStage(left, 'Production')?.version).toBe(1);
    expect(uncounted.map(({ why }) => why)).toEqual([
      'names mallory; it names push',
      expect.stringMatching(/^rests on models\/.*, which names mallory/),
    ]);
  },
);

test('approvals are counted one by one', async () => {
  const { request } = requested({ approval: true });
  const state = foldModel({ versions: model.versions, events: model.events }).requests.get(request);
  if (state === undefined) throw new Error('there is no request');
  const answer = await confirmedApprovals(state, { events: model.events, ask: model.ask });
  expect(answer).toMatchObject({ isAsked: true, approvals: [], uncounted: [{ isContradicted: true }] });
  model.forged.clear();
  const all = await confirmedApprovals(state, { events: model.events, ask: model.ask });
  expect(all).toMatchObject({ approvals: [{ type: 'approved' }], uncounted: [] });
});

test('GitHub is not asked about thousands of forged approvals', async () => {
  const { request } = requested({ approval: true });
  const [last] = model.events.slice(-1);
  for (let made = 0; made < 300; made += 1)
    model.add({ ...last, event_id: model.facts.newId() } as Body, true);
  const state = foldModel({ versions: model.versions, events: model.events }).requests.get(request);
  if (state === undefined) throw new Error('there is no request');
  model.asked.length = 0;
  const work = confirmedApprovals(state, { events: model.events, ask: model.ask });
  await expect(work).rejects.toMatchObject({ faults: [{ code: 'E_EVENT_UNCONFIRMED' }] });
  expect(model.asked.length).toBeLessThan(110);
});

test('a flood stops the answer, and GitHub that cannot be asked does too', async () => {
  for (let round = 0; round < 60; round += 1) {
    model.forge(2, 'None', 'Production');
    model.forge(2, 'Production', 'None');
  }
  await expect(model.serves()).rejects.toMatchObject({ faults: [{ code: 'E_EVENT_UNCONFIRMED' }] });
  const ask = async () => {
    throw new UserError({ code: 'E_GITHUB_API', what: 'x', mend: 'y' });
  };
  const asked = confirmedModel('clf', new Written().files(), { question: PRODUCTION, ask });
  expect((await asked).uncounted).toEqual([]);
  await expect(confirmedModel('clf', model.files(), { question: PRODUCTION, ask })).rejects.toMatchObject({
    faults: [{ code: 'E_GITHUB_API' }],
  });
});
