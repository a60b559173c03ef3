// The promote action, as a runner starts it, on aliases.
import { resolve } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { AliasSetEvent, RecalledEvent } from '../../src/core/generated/types.js';
import { newId } from '../../src/core/ids.js';
import { canonicalJson } from '../../src/core/json.js';
import { recallPath } from '../../src/ledger/layout.js';
import { recalledEvent } from '../commands/recalled/events.js';
import type { GitHubWorld } from '../support/github-world.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const PROMOTE = resolve('promote');
const FETCH = resolve('fetch');

type Dataset = Extract<RecalledEvent['what'], { kind: 'dataset' }>;

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

beforeAll(async () => {
  const datasets = 'orders=v2.1\nholdout=v1 role=test';
  for (const bytes of ['one', 'two']) {
    const job = await world.job(await world.push());
    const run = `printf ${bytes} > model.bin`;
    expect(errorsOf(await job.uses(TRACK, { run, datasets, model: 'model.bin' }))).toEqual([]);
    expect(errorsOf(await job.uses(REGISTER, { model: 'clf', aliases: bytes }))).toEqual([]);
  }
}, 120_000);

async function promote(inputs: Record<string, string>, attempt = 1) {
  const trigger = { ...(await world.dispatch({ title: 'alias clf 2 → champion' })), runAttempt: attempt };
  const job = await world.job(trigger, { checkout: 'none' });
  return job.uses(PROMOTE, { model: 'clf', ...inputs }, { continueOnError: true });
}

/** Which version a name is, by what GitHub confirms. */
async function versionOf(uri: string): Promise<string> {
  const job = await world.job(await world.push(), { checkout: 'none' });
  const report = await job.uses(
    FETCH,
    { 'model-uri': uri, path: uri.replace(/\W/g, '-') },
    { continueOnError: true },
  );
  return report.outputs['version'] ?? errorsOf(report).join('\n');
}

test('aliases are set and taken away by one run, and are what GitHub confirms', async () => {
  const set = await promote({
    version: 'latest',
    aliases: 'champion, stable',
    'remove-aliases': 'one',
    'dry-run': 'false',
  });
  expect(errorsOf(set)).toEqual([]);
  const { events } = await readLedger(world);
  const own = events.slice(-3);
  expect(own).toMatchObject([
    { type: 'alias-deleted', alias: 'one', version: 1, actor: 'octocat' },
    {
      type: 'alias-set',
      alias: 'champion',
      version: 2,
      by: { event: 'workflow_dispatch', ci_run_attempt: 1 },
    },
    { type: 'alias-set', alias: 'stable', version: 2 },
  ]);
  expect(set.outputs).toMatchObject({
    ...{ state: 'done', version: '2', 'model-uri': 'models:/clf/2', findings: '[]' },
    ...{ 'event-id': own[2]?.event_id, 'ledger-commit': await ledgerTip(world) },
  });
  expect(set.summary).toMatch(
    /^## ✅ clf: \[3 aliases changed\]\(http.*\n\nAsked by `octocat`\n\n- version 1: `@one deleted`$/m,
  );
  expect(await versionOf('models:/clf@champion')).toBe('2');
  expect(await versionOf('models:/clf@one')).toContain('no alias `one`');

  const tip = await ledgerTip(world);
  const again = await promote({ version: '2', aliases: 'champion' });
  expect(again.outputs).toMatchObject({ state: 'done', version: '2', 'event-id': '' });
  const tried = await promote({ version: '1', aliases: 'champion', 'dry-run': 'true' });
  expect(tried.outputs).toMatchObject({ state: 'done', version: '1', 'event-id': '', 'ledger-commit': '' });
  expect(tried.summary).toContain('## 🔎 clf: 1 alias would be changed; nothing was written');
  const later = await promote({ version: '1', aliases: 'champion' }, 2);
  expect(errorsOf(later).join('\n')).toContain('only the first one writes to the registry');
  expect(await ledgerTip(world)).toBe(tip);

  const removed = await promote({ version: 'latest', 'remove-aliases': 'stable' });
  expect(removed.outputs).toMatchObject({ state: 'done', version: '2' });
  expect((await readLedger(world)).events.at(-1)).toMatchObject({ type: 'alias-deleted', alias: 'stable' });
}, 240_000);

test('what is no alias, or asked beside something else, is refused with all that is wrong', async () => {
  const tip = await ledgerTip(world);
  const both = await promote({
    version: '2',
    aliases: 'v2',
    stage: 'Staging',
    reject: 'x',
    rollback: 'true',
    reason: 'y',
  });
  const told = errorsOf(both).join('\n');
  for (const name of ['stage', 'reject', 'rollback', 'reason'])
    expect(told).toContain(`\`${name}\` is given, and a change of aliases has no use for it`);
  expect(told).toContain('The alias "v2" would be taken for a version');
  expect(both.summary).toContain('## ⛔ No alias was changed');
  const none = await promote({ 'remove-aliases': 'chmpion' });
  expect(errorsOf(none).join('\n')).toMatch(
    /E_VERSION_NOT_FOUND|no alias "chmpion".*Did you mean "champion"/,
  );
  expect(await ledgerTip(world)).toBe(tip);
}, 120_000);

test('the issue of a recall says no more that a version has an alias which is taken away', async () => {
  world.github.state.people.addCollaborator(world.repository, 'octocat', 'admin');
  await promote({ version: '1', aliases: 'old' });
  const { versions } = await readLedger(world);
  const what = `run:${versions[0]?.run_id}`;
  const trigger = await world.dispatch({
    title: `recall ${what}`,
    workflowPath: '.github/workflows/recall.yml',
  });
  const recalling = await world.job(trigger, { checkout: 'none' });
  expect(errorsOf(await recalling.uses(resolve('recall'), { what, reason: 'leaks' }))).toEqual([]);
  const issue = only(world.github.state.issues.all);
  expect(issue.body).toContain('models unalias clf old');
  const removed = await promote({ 'remove-aliases': 'old' });
  expect(removed.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
  expect(issue.body).not.toContain('models unalias clf old');
}, 240_000);

test('what comes from a recalled run gets no alias, and one that was pushed names no version', async () => {
  const { versions, events } = await readLedger(world);
  const last = only(events.slice(-1));
  const forged: AliasSetEvent = {
    ...{ schema: 'lineage-gate/model-event/v1', event_id: newId(Date.now(), Buffer.alloc(16, 7)) },
    ...{ model: 'clf', version: 1, at: new Date().toISOString(), actor: 'octocat', ci_run_url: null },
    ...{ previous: sha256(canonicalJson(last)), type: 'alias-set', alias: 'champion' },
  };
  const recall = recalledEvent({ what: { kind: 'run', run_id: versions[0]?.run_id ?? '' } });
  const ofTests = recalledEvent({
    what: { ...recalledEvent().what, name: 'holdout', version: 'v1' } as Dataset,
  });
  const pushed = {
    [recallPath(ofTests.event_id)]: canonicalJson(ofTests),
    [`models/clf/events/${forged.event_id}.json`]: canonicalJson(forged),
    [recallPath(recall.event_id)]: canonicalJson(recall),
  };
  await world.repo.commit(pushed, { branch: 'lineage', message: 'by hand' });
  const tip = await ledgerTip(world);
  const refused = await promote({ version: '1', aliases: 'safe' });
  expect(errorsOf(refused).join('\n')).toMatch(/clf version 1: It comes from what is recalled/);
  expect(await ledgerTip(world)).toBe(tip);
  const named = await promote({ version: '@champion', aliases: 'other' });
  expect(named.outputs).toMatchObject({ state: 'done', version: '2' });
  const back = await promote({ version: '2', aliases: 'champion' });
  expect(errorsOf(back)).toEqual([]);
  expect(back.annotations.filter(({ level }) => level === 'warning')).toMatchObject([
    {
      properties: { title: 'E_RECALLED recalled' },
      message: expect.stringContaining('clf version 2: It was judged on recalled data'),
    },
  ]);
  expect((await readLedger(world)).events.at(-1)).toMatchObject({ alias: 'champion', version: 2 });
}, 240_000);
