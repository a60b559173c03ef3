import { rememberingAsker } from '../../../src/commands/confirm/remember.js';
import { registryVerifier } from '../../../src/commands/serve/verify-registry.js';
import { UserError } from '../../../src/core/errors.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import type { Confirmation } from '../../../src/core/registry/confirm/attempt.js';
import { call, ServeSetup } from './setup.js';

let setup: ServeSetup;
/** What GitHub says of each event that it is asked about. */
let answer: (event: ModelEvent) => Confirmation;
let asked: ModelEvent[];
beforeEach(async () => {
  setup = await ServeSetup.start();
  answer = () => CONFIRMED;
  asked = [];
});
afterEach(() => setup.close());

const CONFIRMED: Confirmation = { state: 'confirmed', notes: [], conclusion: 'success' };
const FORGED: Confirmation = { state: 'contradicted', why: ['names another account'] };

function open() {
  const askers = rememberingAsker(
    () => async (event) => {
      asked.push(event);
      return answer(event);
    },
    () => setup.now,
  );
  return setup.open(null, setup.fetch.ledger, { verifier: registryVerifier(askers) });
}

interface Shown {
  version: string;
  current_stage: string;
  tags?: { key: string; value: string }[];
}
const WATCHED = new Set(['lineage.verified', 'team']);

type Served = ReturnType<typeof open>;

async function versions(served: Served, name = 'clf'): Promise<Record<string, unknown>> {
  const filter = `name='${name}'`;
  const { model_versions = [] } = await call(served, 'GET model-versions/search', { filter });
  const one = ({ version, current_stage, tags = [] }: Shown) => [
    version,
    [current_stage, ...tags.flatMap(({ key, value }) => (WATCHED.has(key) ? `${key}=${value}` : []))],
  ];
  return Object.fromEntries(model_versions.map(one));
}

async function production(served: Served, name = 'clf'): Promise<string[]> {
  const raw = { name, stages: ['Production'] };
  const { model_versions = [] } = await call(served, 'POST registered-models/get-latest-versions', raw);
  return model_versions.map(({ version }: { version: string }) => version);
}

/** Registers two versions, of which the first goes to Production. */
async function two({ tags = {} } = {}): Promise<void> {
  for (const weights of ['one', 'two']) {
    const run = await setup.fetch.train({ model: { 'model.bin': weights } });
    await setup.fetch.register(run, { tags });
  }
  await setup.fetch.move(1, 'Production');
}

const isOf = (version: number) => (event: ModelEvent) => event.version === version;

test('a stage that GitHub confirms is shown and said so, and a version without one says nothing', async () => {
  await two({ tags: { 'lineage.verified': 'yes', team: 'a' } });
  const served = open();
  expect(await versions(served)).toEqual({
    1: ['Production', 'team=a', 'lineage.verified=yes'],
    2: ['None', 'team=a'],
  });
  expect(await production(served)).toEqual(['1']);
});

test('an event that GitHub contradicts moves nothing, and the log names it once', async () => {
  await two();
  await setup.fetch.move(2, 'Production');
  answer = (event) => (isOf(2)(event) ? FORGED : CONFIRMED);
  const served = open();
  expect(await production(served)).toEqual(['1']);
  expect(await versions(served)).toEqual({
    1: ['Production', 'lineage.verified=yes'],
    2: ['None', 'lineage.verified=no'],
  });
  await setup.record();
  setup.wait();
  expect(await production(served)).toEqual(['1']);
  const told = setup.fetch.log.lines.filter((line) => line.includes('does not count'));
  expect(told).toEqual([
    expect.stringMatching(/^The record models\/clf\/events\/.* names another account\.$/),
  ]);
});

test('an alias is asked about as a stage is', async () => {
  const run = await setup.fetch.train({ model: { 'model.bin': 'one' } });
  await setup.fetch.register(run, { aliases: ['champion'] });
  answer = () => ({ state: 'unknown', why: 'names no workflow run' });
  const served = open();
  const asking = call(served, 'GET registered-models/alias', { name: 'clf', alias: 'champion' });
  await expect(asking).rejects.toMatchObject({ status: 400 });
  expect(await versions(served)).toEqual({ 1: ['None', 'lineage.verified=no'] });
});

test('what was confirmed once is not asked about again, and a doubt only after a while', async () => {
  await two();
  await setup.fetch.move(2, 'Staging');
  answer = (event) => (isOf(2)(event) ? FORGED : CONFIRMED);
  const served = open();
  await versions(served);
  expect(asked).toHaveLength(2);
  const grow = async () => {
    await setup.record();
    setup.wait();
    await versions(served);
  };
  await grow();
  expect(asked).toHaveLength(2);
  setup.now += 300_000;
  answer = () => CONFIRMED;
  await grow();
  expect(asked.slice(2).map(({ version }) => version)).toEqual([2]);
  expect((await versions(served))['2']).toEqual(['Staging', 'lineage.verified=yes']);
});

test('where GitHub cannot be asked, what it had confirmed is shown on, and nothing else; it is asked again after a minute', async () => {
  await two();
  const away = (what: string) => () => {
    throw new UserError({ code: 'E_GITHUB_API', what, where: 'api', mend: 'Ask later' });
  };
  answer = away('GitHub does not answer');
  const served = open();
  expect(await versions(served)).toEqual({ 1: ['None', 'lineage.verified=no'], 2: ['None'] });
  setup.wait();
  await versions(served);
  expect(asked).toHaveLength(1);
  answer = () => CONFIRMED;
  setup.now += 60_000;
  expect(await production(served)).toEqual(['1']);
  answer = away('GitHub does not answer');
  await setup.fetch.move(2, 'Production');
  setup.wait();
  expect(await production(served)).toEqual(['1']);
  expect(setup.fetch.log.lines.filter((line) => line.includes('E_GITHUB_API'))).toEqual([
    expect.stringMatching(/^Of `clf` no stages and aliases are shown: /),
    expect.stringMatching(/^Of `clf` the stages and aliases are shown that GitHub had confirmed before: /),
  ]);
});

test('once GitHub allows no more requests, nobody asks on', async () => {
  for (const model of ['a', 'b', 'c']) {
    const run = await setup.fetch.train({ model: { 'model.bin': model } });
    await setup.fetch.register(run, { model });
    await setup.fetch.move(1, 'Production', model);
    await setup.fetch.move(1, 'Staging', model);
  }
  answer = () => {
    throw new UserError({
      code: 'E_GITHUB_API',
      what: 'API rate limit exceeded',
      where: 'api',
      mend: 'Wait',
    });
  };
  const served = open();
  expect(await versions(served, 'a')).toEqual({ 1: ['None', 'lineage.verified=no'] });
  expect(asked.length).toBeLessThanOrEqual(3);
});

test('a model whose events rest on what is not true shows no stages and takes no other away', async () => {
  await two();
  await setup.fetch.move(1, 'Archived');
  await setup.fetch.move(1, 'Staging');
  const run = await setup.fetch.train({ model: { 'model.bin': 'x' } });
  await setup.fetch.register(run, { model: 'other' });
  await setup.fetch.move(1, 'Production', 'other');
  // What brought it to Staging says that it came from Archived.
  const isForged = (event: ModelEvent) => event.type === 'stage-changed' && event.to_stage === 'Archived';
  answer = (event) => (isForged(event) ? FORGED : CONFIRMED);
  const served = open();
  expect(await versions(served)).toEqual({ 1: ['None', 'lineage.verified=no'], 2: ['None'] });
  expect(await production(served, 'other')).toEqual(['1']);
  expect(setup.fetch.log.lines.join('\n')).toContain('no stages and aliases are shown: E_EVENT_UNCONFIRMED');
});
