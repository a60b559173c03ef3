// What the seeded cases have found, each as one case that does not depend on chance.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bareEnvironment } from '../../support/exec.js';
import { GitServer } from '../../support/git-server.js';
import { READ_WRITE } from '../../support/tokens.js';
import { adding, DAY, Folders, idAt, newRun, type RemoteChanges, remoteLedger } from '../fixtures.js';
import { BASE_RUN, MODEL, makeRun, registration } from './records.js';
import { BRANCH, INBOX, Repo } from './repo.js';

const folders = new Folders();
let server: GitServer;

beforeAll(async () => {
  server = await GitServer.start();
});

afterAll(async () => {
  await server.close();
  await folders.remove();
});

async function ledgerOf(name: string) {
  const repo = await server.createRepo(name);
  const token = server.tokens.make(READ_WRITE);
  const open = async (changes: Partial<RemoteChanges> = {}) =>
    remoteLedger({
      url: server.url(name),
      token,
      folder: await folders.make(),
      sleep: async () => undefined,
      ...changes,
    });
  return { repo, open };
}

test('a registration is not made twice when its answer is lost and a replica is behind', async () => {
  const { repo, open } = await ledgerOf('octo/behind');
  const ledger = await open();
  await ledger.append([await makeRun(BASE_RUN, { name: 'base', hasSeries: false })]);
  const before = new Map([[BRANCH, (await repo.resolve(BRANCH)) ?? '']]);
  const replica = await server.createRepo('octo/replica');
  await new Repo(repo.dir).showAs(replica.dir, before);

  server.failNext({ match: /^POST .*behind\/git-receive-pack/, cut: true, applied: true });
  let reads = 0;
  server.before = async ({ method, path }) => {
    if (method !== 'GET' || !path.endsWith('=git-upload-pack')) return;
    reads += 1;
    // The first read after the push, and that one only, is answered by the replica.
    if (reads === 2) server.fetchesFrom.set('octo/behind', 'octo/replica');
    else server.fetchesFrom.clear();
  };
  let plans = 0;
  const { value, commit } = await ledger.write((view) => {
    plans += 1;
    return registration(view, { run: BASE_RUN, token: 'once', eventId: idAt(DAY, plans) });
  });
  server.before = undefined;
  server.fetchesFrom.clear();
  expect(plans).toBe(2);
  expect(value).toBe(1);
  expect(commit).toBe(await repo.resolve(BRANCH));
  expect(await repo.listFiles('lineage', `models/${MODEL}`)).toHaveLength(2);
});

test('a run that somebody else has parked is written where looks take long, too', async () => {
  const { repo, open } = await ledgerOf('octo/parked-already');
  await (await open()).append([await makeRun(BASE_RUN, { name: 'base', hasSeries: false })]);
  const run = await newRun(idAt(DAY, 7));
  // A writer of the same run that died: its commit has another date, so that this one cannot park over it.
  const files = run.files.map(({ path, bytes }) => [path.slice(path.lastIndexOf('/') + 1), bytes] as const);
  await repo.commit(Object.fromEntries(files), { branch: `${INBOX}${run.run_id}` });
  let clock = 0;
  server.before = async ({ method }) => {
    if (method === 'GET') clock += 3_000;
  };
  const sleep = async (ms: number) => {
    clock += ms;
  };
  const { commit } = await (await open({ sleep, elapsed: () => clock })).append([run]);
  server.before = undefined;
  expect(commit).toBe(await repo.resolve(BRANCH));
  expect(await repo.listFiles('lineage', 'runs')).toHaveLength(2);
  expect(Object.keys(await repo.refs()).filter((ref) => ref.startsWith(INBOX))).toEqual([]);
});

const onUnix = process.platform === 'win32' ? test.skip : test;

onUnix.each(['append', 'write'] as const)(
  'a disk that fills up while objects are written: %s says so',
  async (how) => {
    const { open } = await ledgerOf(`octo/full-${how}`);
    const run = await newRun(idAt(DAY));
    const bin = await folders.make();
    const bare = bareEnvironment(bin);
    const script = `#!/bin/sh
case $1 in unpack-objects) echo 'fatal: unable to write loose object file: No space left on device' >&2; exit 128 ;; esac
PATH=$REAL_PATH exec git "$@"
`;
    await mkdir(join(bin, 'bin'));
    await writeFile(join(bin, 'bin', 'git'), script);
    await chmod(join(bin, 'bin', 'git'), 0o755);
    const path = bare['PATH'] ?? '';
    const ledger = await open({ env: { ...bare, REAL_PATH: path, PATH: `${join(bin, 'bin')}:${path}` } });
    const written = how === 'append' ? ledger.append([run]) : ledger.write(adding(...run.files));
    await expect(written).rejects.toThrow('E_LEDGER_DISK_FULL: The disk of the temporary folder is full');
  },
);
