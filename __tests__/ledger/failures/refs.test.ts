import { existsSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { landedRefs } from '../../../src/ledger/failures/classify.js';
import { BRANCH, expectKind, FETCH, TIP, type World, Worlds } from '../git-world.js';

const INBOX = 'refs/lineage/inbox/0193';
/** Lines that would decide otherwise if git had said them. */
const MISLEADING =
  "echo 'connection reset by peer: HTTP 503' >&2; echo \"error: cannot lock ref 'x': Unable to create 'x.lock': File exists.\" >&2";
/** Writing to it fails as on a full disk; not every system has one. */
const onFullDevice = existsSync('/dev/full') ? test : test.skip;

let worlds: Worlds;

beforeAll(async () => {
  worlds = await Worlds.start();
});

afterAll(() => worlds.close());

describe('one ref', () => {
  test.each(['pre-receive', 'update'])('a %s hook that declines, whatever it prints', async (name) => {
    const world = await worlds.make();
    await world.hook(name, `${MISLEADING}; exit 1`);
    expectKind(await world.push([`${await world.commit('x')}:${BRANCH}`]), 'protected');
  });

  test('a hook that lets pass and prints that it does not', async () => {
    const world = await worlds.make();
    const first = await world.start();
    await world.hook('pre-receive', "echo 'error: GH006: Protected branch update failed; HTTP 403' >&2");
    await writeFile(join(world.repo.dir, `${BRANCH}.lock`), '');
    expectKind(await world.push([`${await world.commit('x', first)}:${BRANCH}`]), 'lock');
  });

  test('a branch that another writer moved', async () => {
    const world = await worlds.make();
    await world.start();
    await world.repo.commit({ 'a.txt': '1' }, { branch: 'lineage' });
    const next = await world.commit('mine');
    expectKind(await world.push([`${next}:${BRANCH}`]), 'lost-race');
    expectKind(await world.push([`${next}:${BRANCH}`], [`--force-with-lease=${BRANCH}:`]), 'lost-race');
    await world.repo.git(['config', 'receive.denyNonFastForwards', 'true']);
    expectKind(await world.push([`+${next}:${BRANCH}`]), 'lost-race');
  });

  test('another branch in the way', async () => {
    const world = await worlds.make();
    await world.start();
    expectKind(await world.push([`${await world.commit('x')}:${BRANCH}/a`]), 'name-conflict');
  });

  test('a push that is too large', async () => {
    const world = await worlds.make();
    await world.repo.git(['config', 'receive.maxInputSize', '50']);
    expectKind(await world.push([`${await world.commit('x')}:${BRANCH}`]), 'oversize');
  });

  test('a server that takes no shallow history', async () => {
    const world = await worlds.make();
    const first = await world.start();
    const second = await world.commit('second', first);
    await world.push([`${second}:${BRANCH}`]);
    const reader = await worlds.make();
    expect(
      (await reader.talk([...FETCH, '--depth=1', 'ledger', `+${BRANCH}:${TIP}`], { url: world.url })).code,
    ).toBe(0);
    await reader.repo.git(['config', 'receive.shallowUpdate', 'false']);
    expectKind(await reader.push([`${await reader.commit('x', second)}:${BRANCH}`]), 'unsupported');
  });

  onFullDevice('a server whose disk is full', async () => {
    const world = await worlds.make();
    await world.repo.git(['config', 'core.logAllRefUpdates', 'always']);
    await mkdir(join(world.repo.dir, 'logs', 'refs', 'heads'), { recursive: true });
    await symlink('/dev/full', join(world.repo.dir, 'logs', BRANCH));
    expectKind(await world.push([`${await world.commit('x')}:${BRANCH}`]), 'server-error');
  });
});

describe('the branch and parked refs', () => {
  /** A repository with a branch and one parked ref, and the arguments of a push that folds it. */
  async function parked(): Promise<{ world: World; fold: string[]; first: string; next: string }> {
    const world = await worlds.make();
    const first = await world.start();
    expect((await world.push([`${first}:${INBOX}`])).code).toBe(0);
    const next = await world.commit('next', first);
    return { world, first, next, fold: [`${next}:${BRANCH}`, `:${INBOX}`] };
  }
  const lease = (id: string) => ['--atomic', `--force-with-lease=${BRANCH}:${id}`];

  test('a hook that minds the parked ref only', async () => {
    const { world, fold, first } = await parked();
    await world.hook('update', `case "$1" in refs/lineage/*) ${MISLEADING}; exit 1 ;; esac`);
    const result = await world.push(fold, lease(first));
    expectKind(result, 'ref-refused');
    expect(landedRefs(result)).toEqual([]);
    expectKind(await world.push([`${first}:${INBOX}1`]), 'ref-refused');
    expect(await world.repo.resolve(BRANCH)).toBe(first);
  });

  test('a hook that minds the branch only', async () => {
    const { world, fold, first } = await parked();
    await world.hook('update', `case "$1" in refs/heads/*) ${MISLEADING}; exit 1 ;; esac`);
    expectKind(await world.push(fold, lease(first)), 'protected');
  });

  test('a hook that refuses all refs: the branch alone tells whether it is the branch', async () => {
    const { world, fold, first, next } = await parked();
    await world.repo.protect(['lineage']);
    expectKind(await world.push(fold, lease(first)), 'ref-refused');
    expectKind(await world.push([`${next}:${BRANCH}`]), 'protected');
  });

  test('a server that hides the refs sets the branch all the same, in spite of --atomic', async () => {
    const { world, fold, first, next } = await parked();
    await world.repo.git(['config', 'receive.hideRefs', 'refs/lineage']);
    const result = await world.push(fold, lease(first));
    expectKind(result, 'ref-refused');
    expect(landedRefs(result)).toEqual([BRANCH]);
    expect(await world.repo.resolve(BRANCH)).toBe(next);
    expectKind(await world.push([`${first}:${INBOX}1`]), 'ref-refused');
  });

  test('a server that runs no hook for the refs it hands to one', async () => {
    const { world, fold, first } = await parked();
    await world.repo.git(['config', 'receive.procReceiveRefs', 'refs/lineage']);
    expectKind(await world.push(fold, lease(first)), 'ref-refused');
  });

  test('a server without atomic pushes', async () => {
    const { world, fold, first } = await parked();
    await world.repo.git(['config', 'receive.advertiseAtomic', 'false']);
    expectKind(await world.push(fold, lease(first)), 'no-atomic');
    expect(await world.repo.resolve(BRANCH)).toBe(first);
  });

  test('another writer was first', async () => {
    const { world, fold, first } = await parked();
    await world.repo.commit({ 'a.txt': '1' }, { branch: 'lineage' });
    const result = await world.push(fold, lease(first));
    expectKind(result, 'lost-race');
    expect(landedRefs(result)).toEqual([]);
  });

  test.each([`${BRANCH}.lock`, 'packed-refs.lock'])('somebody holds %s', async (lock) => {
    const { world, fold, first } = await parked();
    await writeFile(join(world.repo.dir, lock), '');
    expectKind(await world.push(fold, lease(first)), 'lock');
    expect(await world.repo.resolve(BRANCH)).toBe(first);
  });
});

describe('this side', () => {
  onFullDevice('a full disk while fetching, and while a branch is set here', async () => {
    const world = await worlds.make();
    const first = await world.start();
    await world.git.ok(['config', 'core.logAllRefUpdates', 'always']);
    for (const ref of [TIP, BRANCH]) {
      await mkdir(dirname(join(world.folder, 'logs', ref)), { recursive: true });
      await symlink('/dev/full', join(world.folder, 'logs', ref));
    }
    expectKind(await world.fetch(), 'disk-full');
    expectKind(await world.git.run(['update-ref', BRANCH, first]), 'disk-full');
  });

  test('a branch that is held, was moved, or has another in the way', async () => {
    const world = await worlds.make();
    const first = await world.commit('first');
    const second = await world.commit('second');
    await world.git.ok(['update-ref', BRANCH, first]);
    const none = '0'.repeat(40);
    expectKind(await world.git.run(['update-ref', BRANCH, second, none]), 'lost-race');
    expectKind(await world.git.run(['update-ref', BRANCH, second, second]), 'lost-race');
    expectKind(await world.git.run(['update-ref', `${BRANCH}1`, second, first]), 'lost-race');
    expectKind(await world.git.run(['update-ref', `${BRANCH}/a`, second, none]), 'name-conflict');
    await writeFile(join(world.folder, `${BRANCH}.lock`), '');
    expectKind(await world.git.run(['update-ref', BRANCH, second, first]), 'lock');
  });
});
