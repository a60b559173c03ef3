// On a laptop there is no later step: what a killed `track` has recorded and not registered is registered by the next command.
import { chmod, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { HELD_CLIENT } from '../support/held-client.js';
import { UserRepo } from './user-repo.js';

const onPosix = process.platform === 'win32' ? test.skip : test;

/** A `git` that kills whoever asks it to change a branch for the nth time, and does not change it then. */
const KILLS = `#!/bin/sh
case "$*" in *update-ref*)
  echo x >> "$LEFT"
  if [ "$(wc -l < "$LEFT")" -ge "$NTH" ]; then kill -9 $PPID; exit 1; fi
esac
PATH="$REAL_PATH" exec git "$@"
`;

let repo: UserRepo;
let temp: string;
beforeEach(async () => {
  repo = await UserRepo.create({ files: { 'client.mjs': HELD_CLIENT } });
  temp = path.join(repo.base, 'temp');
  await mkdir(temp);
});
afterEach(() => repo.close());

/** Runs a command that registers, and kills it when it changes the ledger for the nth time. */
async function killed(nth: number): Promise<void> {
  const bin = path.join(repo.base, 'bin');
  await mkdir(bin);
  await repo.write({ '../bin/git': KILLS });
  await chmod(path.join(bin, 'git'), 0o755);
  const real = repo.env['PATH'] ?? '';
  const [left, own] = [path.join(repo.base, 'left'), `${bin}${path.delimiter}${real}`];
  const env = { TMPDIR: temp, PATH: own, REAL_PATH: real, LEFT: left, NTH: String(nth) };
  const tags = ['--tag', 'dataset_version=wine_v1.0'];
  const run = ['--mlflow-registry', 'hold', '--', process.execPath, 'client.mjs'];
  const { code, stderr } = await repo.cli(['track', ...tags, ...run], { env });
  expect([code, stderr]).toEqual([null, expect.stringMatching(/Collected/)]);
  expect(await readdir(temp)).toHaveLength(1);
}

onPosix('once its run is recorded, the next command registers what it held, and nothing stays', async () => {
  await killed(2);
  expect(await repo.runs()).toMatchObject([{ status: 'FINISHED' }]);
  const next = await repo.cli(['track', '--', process.execPath, '-e', ''], { env: { TMPDIR: temp } });
  expect(next).toMatchObject({ code: 0, stderr: expect.stringContaining('Registered clf version 1') });
  const { stdout } = await repo.ok(['models', 'show', 'clf', '--alias', 'champion', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ version: { version: 1 } });
  expect(await readdir(temp)).toEqual([]);
});

onPosix('before that there is nothing to register, which is said once', async () => {
  await killed(1);
  expect(await repo.runs()).toEqual([]);
  const env = { TMPDIR: temp };
  const next = await repo.cli(['register', 'clf'], { env });
  expect(next.stderr).toMatch(
    /clf: what the script registered is not registered, since run \w{32} was killed/,
  );
  expect(next.stderr).toContain('E_RUN_NOT_FOUND');
  expect((await repo.cli(['register', 'clf'], { env })).stderr).not.toContain('was killed');
  expect(await readdir(temp)).toEqual([]);
});
