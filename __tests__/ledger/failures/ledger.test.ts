import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adding, DAY, Folders, idAt, remoteLedger, runFile } from '../fixtures.js';
import { type World, Worlds } from '../git-world.js';

/** Writing to it fails as on a full disk; not every system has one. */
const onFullDevice = existsSync('/dev/full') ? test : test.skip;
const folders = new Folders();
let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start();
});

afterAll(async () => {
  await worlds.close();
  await folders.remove();
});

async function open({ url, token }: World, folder?: string) {
  const made = folder ?? (await folders.make());
  return remoteLedger({ url, token, folder: made, sleep: async () => undefined });
}

const pushes = () =>
  worlds.server.requests.filter(({ method, path }) => method === 'POST' && path.includes('receive-pack'))
    .length;

test('a hook that talks of connections and locks is no reason to try again', async () => {
  const world = await worlds.make();
  await world.hook('update', "echo 'connection reset: HTTP 503, cannot lock ref' >&2; exit 1");
  const before = pushes();
  await expect((await open(world)).write(adding(await runFile(idAt(DAY))))).rejects.toThrow(
    /E_LEDGER_PROTECTED: .*connection reset/,
  );
  expect(pushes() - before).toBe(1);
});

test.each([
  ['This repository was archived so it is read-only.', /E_LEDGER_PERMISSION: .*archived.*Unarchive/],
  ["The 'octo' organization has enabled or enforced SAML SSO.", /E_LEDGER_PERMISSION: .*single sign-on/],
])('403, %s', async (body, message) => {
  const world = await worlds.make();
  world.fail('first of a push', { status: 403, headers: { 'content-type': 'text/plain' }, body });
  await expect((await open(world)).write(adding(await runFile(idAt(DAY))))).rejects.toThrow(message);
});

onFullDevice('a full disk of ours, and where to find a larger one', async () => {
  const world = await worlds.make();
  await world.repo.commit({ 'ledger.json': '{"format":1}' }, { branch: 'lineage' });
  const folder = await folders.make();
  const logs = join(folder, 'thin.git', 'logs', 'refs', 'lineage-ledger');
  await mkdir(logs, { recursive: true });
  await symlink('/dev/full', join(logs, 'tip'));
  await writeFile(join(folder, '.gitconfig'), '[core]\n\tlogAllRefUpdates = always\n');
  const ledger = await open(world, folder);
  await expect(ledger.view()).rejects.toThrow(/E_LEDGER_DISK_FULL: The disk of the temporary folder.*TMPDIR/);
});
