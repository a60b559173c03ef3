import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type JobDeps,
  type JobServer,
  serveJob,
} from '../../../../../src/commands/track/mlflow/job/serve.js';
import { Folders, idAt, RecordingLog } from '../../../../ledger/fixtures.js';
import { MADE } from '../../../../support/logged.js';

const RUN = idAt(MADE, 1);
const SECRETS = { tracking: 'aa'.repeat(20), control: 'bb'.repeat(20) };
const folders = new Folders();
afterAll(() => folders.remove());

/** A server that looks often whether its job goes on. */
async function served(deps: Partial<JobDeps> = {}, worker: number | null = null) {
  const folder = path.join(await folders.make(), 'mlflow');
  await mkdir(folder);
  let ended = false;
  let over: Promise<void> = Promise.resolve();
  const server = await new Promise<JobServer>((ready, failed) => {
    const session = {
      run_id: RUN,
      started_at_ms: MADE,
      request: { experiment: 'clf', mlflow_registry: 'refuse', main_run: 'only' },
    } as const;
    over = serveJob(
      { session, models: [], folder, secrets: SECRETS, worker },
      {
        ...{
          log: new RecordingLog(),
          now: () => MADE,
          elapsed: () => performance.now(),
          newId: () => RUN,
          ready,
        },
        isAlive: () => true,
        sleep: () => sleep(5),
        ...deps,
      },
    );
    over.then(() => {
      ended = true;
    }, failed);
  });
  return { folder, server, over, hasEnded: () => ended };
}

test('it ends when it is asked by the address that nobody can guess, and says what was lost', async () => {
  const { server, over, hasEnded } = await served();
  expect((await fetch(`${server.url}/api/2.0/mlflow/experiments/get?experiment_id=0`)).status).toBe(200);
  const wrong = [
    [server.control.replace('bb', 'bc'), 'POST'],
    [server.url.replace(/\/[^/]+$/, `/${SECRETS.control}/end`), 'POST'],
    [server.control, 'GET'],
  ] as const;
  for (const [url, method] of wrong) expect((await fetch(`${url}?hurry=true`, { method })).status).toBe(404);
  expect(hasEnded()).toBe(false);
  const answer = await fetch(`${server.control}?hurry=true`, { method: 'POST' });
  expect(await answer.json()).toEqual({ lost: [] });
  await over;
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

test('it ends with the process that runs the job', async () => {
  const asked: number[] = [];
  let isAlive = true;
  const one = await served(
    {
      isAlive(pid) {
        asked.push(pid);
        return isAlive;
      },
    },
    4711,
  );
  isAlive = false;
  await one.over;
  expect(new Set(asked)).toEqual(new Set([4711]));
});

test('it ends when its folder is gone, and after five days', async () => {
  const one = await served();
  await rm(one.folder, { recursive: true });
  await one.over;
  let clock = 0;
  const other = await served({ elapsed: () => clock });
  clock = 5 * 24 * 60 * 60 * 1000;
  await other.over;
});
