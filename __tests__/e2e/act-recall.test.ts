import { join, resolve } from 'node:path';
import { jest } from '@jest/globals';
import type { RecallEvent } from '../../src/core/generated/types.js';
import { act, runAct } from '../support/act.js';
import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { errorsOf, only, REGISTER, readLedger, TRACK } from './support.js';

// In CI the first run builds act.
jest.setTimeout(600_000);

let world: GitHubWorld;
let program: string | undefined;

beforeAll(async () => {
  program = await act();
  world = await GitHubWorld.start();
});

afterAll(async () => {
  await world.close();
});

/** Runs one of the example workflows. @returns its log */
async function run(name: string, trigger: Trigger): Promise<string> {
  const workflow = resolve('examples/workflows', name);
  const given = { program: program ?? '', workflow, path: [join(process.execPath, '..')] };
  const { code, log } = await runAct(world, trigger, given);
  expect({ code, log: code === 0 ? '' : log }).toEqual({ code: 0, log: '' });
  return log;
}

/** recall.yml with these inputs, and GitHub's defaults for the others. */
async function dispatched(title: string, given: Record<string, string>, actor?: string) {
  const trigger = await world.dispatch({
    ...{ title, workflowPath: '.github/workflows/recall.yml' },
    ...(actor === undefined ? {} : { actor }),
  });
  const defaults = {
    severity: 'high',
    rollback: 'false',
    'dry-run': 'false',
    what: '',
    clear: '',
    incident: '',
  };
  const inputs = { ...defaults, reason: 'leaks', ...given };
  return run('recall.yml', { ...trigger, event: { ...trigger.event, inputs } });
}

async function recalls(): Promise<RecallEvent['type'][]> {
  const { files } = await readLedger(world);
  return [...files].flatMap(([path, bytes]) =>
    path.startsWith('recalls/') ? [(JSON.parse(bytes.toString()) as RecallEvent).type] : [],
  );
}

test('recall.yml recalls and lifts by two, and recalls-refresh.yml brings the issue back', async () => {
  if (program === undefined) return;
  const { people, issues } = world.github.state;
  people.addCollaborator(world.repository, 'octocat', 'admin');
  people.addCollaborator(world.repository, 'alice', 'write');
  const training = await world.job(await world.push());
  const inputs = { run: 'printf weights > model.bin', tags: 'dataset_version=orders_v1', model: 'model.bin' };
  expect(errorsOf(await training.uses(TRACK, inputs))).toEqual([]);
  expect(errorsOf(await training.uses(REGISTER, { model: 'clf' }))).toEqual([]);

  const what = 'dataset:orders@v1';
  await dispatched(`try recall ${what}`, { what, 'dry-run': 'true' });
  expect(await recalls()).toEqual([]);
  await dispatched(`recall ${what}`, { what, rollback: 'true' });
  expect(await recalls()).toEqual(['recalled']);
  const issue = only(issues.all);
  const { body } = issue;
  issue.body = `${body.split('\n')[0]}\nsomebody changed it`;
  const daily = await world.dispatch({ title: 'recalls-refresh', workflowPath: '.github/workflows/r.yml' });
  await run('recalls-refresh.yml', daily);
  expect(issue.body).toBe(body);
  const [, clear = ''] = /recall ([0-9a-f]{32})/.exec(body) ?? [];
  await dispatched(`clear recall ${clear}`, { clear });
  await dispatched(`clear recall ${clear}`, { clear }, 'alice');
  expect((await recalls()).sort()).toEqual(['clear-approved', 'clear-requested', 'cleared', 'recalled']);
  expect(issue).toMatchObject({ state: 'closed', stateReason: 'completed' });
  expect(world.github.violations).toEqual([]);
});
