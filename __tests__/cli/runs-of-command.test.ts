// What is wrong with a command is wrong with each run that it made, whichever of them somebody registers.
import type { RunRecord } from '../../src/core/generated/types.js';
import { UserRepo } from './user-repo.js';

/** Two runs, the second a part of the first or not, each with a model that it registers where that is held. */
const CLIENT = `
const [relation, registry, code] = process.argv.slice(2);
const api = process.env.MLFLOW_TRACKING_URI + '/api/2.0/';
const call = async (route, body) => {
  const answer = await fetch(api + 'mlflow/' + route, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
  return answer.json();
};
let first;
for (const name of ['a', 'b']) {
  const tags = first && relation === 'nested' ? [{ key: 'mlflow.parentRunId', value: first }] : [];
  const { run } = await call('runs/create', { experiment_id: '0', run_name: name, start_time: Date.now(), tags });
  const { run_id, artifact_uri } = run.info;
  await call('runs/log-metric', { run_id, key: 'acc', value: 1, timestamp: Date.now() });
  const place = artifact_uri.replace('mlflow-artifacts:/', 'mlflow-artifacts/artifacts/') + '/model/MLmodel';
  await fetch(api + place, { method: 'PUT', body: 'flavors:\\n  f:\\n    loader_module: ' + name + '\\n' });
  if (first === undefined && registry === 'hold') await call('registered-models/create', { name: 'clf' });
  if (registry === 'hold') await call('model-versions/create', { name: 'clf', run_id, source: artifact_uri + '/model' });
  await call('runs/update', { run_id, status: 'FINISHED', end_time: Date.now() });
  first ??= run_id;
}
process.exitCode = Number(code);
`;
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'4'.repeat(64)}\nsize 12345\n`;
const FILES = { 'client.mjs': CLIENT, 'data/orders.csv': 'id\n1\n', 'data/big.csv': POINTER };

let repo: UserRepo;
beforeEach(async () => {
  repo = await UserRepo.create({ files: FILES });
});
afterEach(() => repo.close());

async function track(
  data: string,
  [relation, registry, code]: [relation: 'nested' | 'flat', registry: 'hold' | 'refuse', code: number],
): Promise<{ code: number | null; stderr: string; other: RunRecord }> {
  const named = ['--dataset', `orders=v1 ${data}`, '--mlflow-registry', registry];
  const command = [process.execPath, 'client.mjs', relation, registry, String(code)];
  const done = await repo.cli(['track', ...named, '--', ...command]);
  const other = (await repo.runs()).find(({ run_name }) => run_name === 'b');
  if (other === undefined) throw new Error(done.stderr);
  return { ...done, other };
}

async function versions(): Promise<string> {
  return (await repo.git('ls-tree', '-r', '--name-only', 'lineage', 'models/')).trim();
}

test.each(['data/big.csv', 'data/none.csv'])(
  'of data that is not there (%s) no run of the command is whole',
  async (data) => {
    const { code, stderr, other } = await track(data, ['nested', 'hold', 0]);
    expect(code).toBe(1);
    expect(other.problems).toMatchObject([{ code: /big/.test(data) ? 'E_POINTER_FILE' : 'E_PATH_MISSING' }]);
    expect(
      stderr.match(/`clf` \(held as version \d\) is not registered: Run \w{32} is incomplete/g),
    ).toHaveLength(2);
    expect(await versions()).toBe('');
  },
);

test('a run that had finished before its command failed is incomplete, and `run.complete` says what that means', async () => {
  const { code, other } = await track('data/orders.csv', ['nested', 'refuse', 4]);
  expect([code, other.status, other.problems]).toMatchObject([4, 'FINISHED', [{ code: 'E_COMMAND_FAILED' }]]);
  const register = ['register', 'clf', '--run', other.run_id];
  expect((await repo.cli(register)).stderr).toMatch(
    /E_POLICY_NOT_MET.*ended with exit code 4.*run\.complete/,
  );
  await repo.write({ '.github/lineage.yml': 'version: 1\nrun: { complete: warning }\n' });
  expect(await repo.cli(register)).toMatchObject({ code: 0 });
});

test('where nobody says which run is judged, no held one is registered, and one that somebody names is', async () => {
  const { code, stderr, other } = await track('data/orders.csv', ['flat', 'hold', 0]);
  expect(code).toBe(1);
  expect(stderr).toMatch(/clf: what the script registered is not registered, since `main-run`/);
  expect(await versions()).toBe('');
  expect(other).not.toHaveProperty('problems');
  expect(await repo.cli(['register', 'clf', '--run', other.run_id])).toMatchObject({ code: 0 });
});
