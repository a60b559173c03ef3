import type { NewRun } from '../../../src/ledger/ledger.js';
import type { BareRepo } from '../../support/bare-repo.js';
import { adding, DAY, idAt, newRun, RecordingLog, requestsSince } from '../fixtures.js';
import { Remote } from '../remote.js';

const PUSH = ['GET /info/refs?service=git-receive-pack', 'POST /git-receive-pack'];
const FETCH = ['GET /info/refs?service=git-upload-pack', 'POST /git-upload-pack', 'POST /git-upload-pack'];
const MORE = FETCH.slice(0, 2);
const LIST = MORE;
const A_DAY = 86_400_000;

let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(() => remote.close());

async function ledgerWith(...runs: NewRun[]) {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append(runs);
  return { repo, url };
}

const inboxRef = (run: NewRun) => `refs/lineage/inbox/${run.run_id}`;

async function inboxOf(repo: BareRepo): Promise<string[]> {
  return Object.keys(await repo.refs()).filter((ref) => ref.startsWith('refs/lineage/'));
}

async function expectHeld(repo: BareRepo, runs: readonly NewRun[]): Promise<void> {
  const files = runs.flatMap((run) => run.files);
  expect(await repo.listFiles('lineage', 'runs')).toEqual(files.map((file) => file.path).sort());
  for (const file of files) expect(await repo.readFile('lineage', file.path)).toEqual(file.bytes);
  await repo.fsck();
}

/** Lets the branch move each time somebody is about to push to it, so many times. */
function moveBranch(repo: BareRepo, times: number): void {
  let moves = 0;
  remote.server.before = async ({ method, path }) => {
    if (!path.startsWith(`/${repo.fullName}/info/refs?service=git-receive-pack`) || method !== 'GET') return;
    if (moves >= times) return;
    moves += 1;
    await repo.commit({ [`index/other/${moves}.json`]: '{}' }, { branch: 'lineage' });
  };
}

/** Leaves a run parked, as a writer does that loses a race, parks and is killed. */
async function parkAndDie(repo: BareRepo, url: string, run: NewRun): Promise<void> {
  moveBranch(repo, 1);
  const killed = new Error('killed');
  const sleep = () => Promise.reject(killed);
  await expect((await remote.open(url, { sleep })).append([run])).rejects.toBe(killed);
  remote.server.before = undefined;
  expect(await inboxOf(repo)).toContain(inboxRef(run));
}

test('a run whose id something else is parked under is not written over it: that one is folded by the next writer', async () => {
  const { repo, url } = await ledgerWith(await newRun(idAt(DAY)));
  const [parked, own, other] = [
    await newRun(idAt(DAY, 3)),
    await newRun(idAt(DAY, 3), { experiment: 'other' }),
    await newRun(idAt(DAY, 4)),
  ];
  await parkAndDie(repo, url, parked);
  await expect((await remote.open(url)).append([own])).rejects.toThrow('E_LEDGER_RECORD_EXISTS');
  expect(await inboxOf(repo)).toEqual([inboxRef(parked)]);
  await (await remote.open(url)).append([other]);
  const [file] = parked.files;
  expect(await repo.readFile('lineage', file?.path ?? '')).toEqual(file?.bytes);
  expect(await inboxOf(repo)).toEqual([]);
});

describe('one writer alone', () => {
  test('the first run of a day and the next one: 5 requests, 1 push', async () => {
    const { repo, url } = await ledgerWith(await newRun(idAt(DAY)));
    const start = remote.server.requests.length;
    const second = await newRun(idAt(DAY, 2));
    const { commit, beganDay } = await (await remote.open(url)).append([second]);
    expect(beganDay).toBe(false);
    expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH]);
    expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
    expect(await inboxOf(repo)).toEqual([]);
    const next = await (await remote.open(url)).append([await newRun(idAt(DAY + A_DAY))]);
    expect(next.beganDay).toBe(true);
    expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH, ...FETCH, ...PUSH]);
    const [newest] = await repo.log('lineage');
    expect(newest?.message).toMatch(/^run clf_orders FINISHED\n\nLineage-Run: /);
  });

  test('a late run of an older day needs two requests more, for the folder of that day', async () => {
    const { repo, url } = await ledgerWith(await newRun(idAt(DAY)), await newRun(idAt(DAY + A_DAY)));
    const start = remote.server.requests.length;
    await (await remote.open(url)).append([await newRun(idAt(DAY, 7))]);
    expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...MORE, ...PUSH]);
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(3);
    await repo.fsck();
  });

  test('256 runs of one writer: one commit, one push', async () => {
    const { repo, url } = await remote.repository();
    const runs = await Promise.all(Array.from({ length: 256 }, (_, seed) => newRun(idAt(DAY, seed))));
    const start = remote.server.requests.length;
    await (await remote.open(url)).append(runs);
    expect(requestsSince(remote.server, start)).toEqual([...FETCH.slice(0, 2), ...PUSH]);
    expect(await repo.log('lineage')).toHaveLength(1);
    const [commit] = await repo.log('lineage');
    expect(commit?.message.split('\n')[0]).toBe('record 256 runs');
    expect(commit?.message.match(/^Lineage-Run: /gm)).toHaveLength(256);
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(256);
  });

  test('the same runs again: nothing is pushed; with other bytes it is an error', async () => {
    const run = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(run);
    const tip = await repo.resolve('refs/heads/lineage');
    const start = remote.server.requests.length;
    expect((await (await remote.open(url)).append([run])).commit).toBe(tip);
    expect(requestsSince(remote.server, start)).toEqual(FETCH);
    const other = await newRun(run.run_id, { experiment: 'other' });
    await expect((await remote.open(url)).append([other])).rejects.toThrow('E_LEDGER_RECORD_EXISTS');
    expect(await repo.resolve('refs/heads/lineage')).toBe(tip);
  });
});

describe('parked runs', () => {
  test('a writer that loses the race parks its run, folds it itself and leaves no ref behind', async () => {
    const { repo, url } = await ledgerWith(await newRun(idAt(DAY)));
    moveBranch(repo, 1);
    const start = remote.server.requests.length;
    const run = await newRun(idAt(DAY, 2));
    const { commit } = await (await remote.open(url, { sleep: async () => undefined })).append([run]);
    remote.server.before = undefined;
    expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
    expect(requestsSince(remote.server, start)).toEqual([
      ...FETCH,
      PUSH[0],
      ...PUSH,
      ...LIST,
      ...FETCH,
      ...PUSH,
    ]);
    expect(await inboxOf(repo)).toEqual([]);
    const [newest] = await repo.log('lineage');
    expect(newest?.message).toBe(`run clf_orders FINISHED\n\nLineage-Run: ${run.run_id}\n`);
  });

  test.each(['append', 'write'] as const)('one whose writer died is folded by the next %s', async (how) => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const [dead, older, next] = await Promise.all([3, 2, 4].map((seed) => newRun(idAt(DAY, seed))));
    if (dead === undefined || older === undefined || next === undefined) throw new Error('three runs');
    await parkAndDie(repo, url, dead);
    await parkAndDie(repo, url, older);
    const start = remote.server.requests.length;
    if (how === 'append') await (await remote.open(url)).append([next]);
    else await (await remote.open(url)).write(adding(...next.files));
    expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH]);
    await expectHeld(repo, [first, dead, older, next]);
    expect(await inboxOf(repo)).toEqual([]);
    const message = (await repo.log('lineage'))[0]?.message ?? '';
    expect(message).toMatch(how === 'append' ? /^record 3 runs\n/ : /^run clf_orders FINISHED\n/);
    for (const run of [dead, older]) expect(message).toContain(`Lineage-Run: ${run.run_id}\n`);
  });

  test('readers see one before it is on the branch', async () => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const run = await newRun(idAt(DAY, 2));
    await parkAndDie(repo, url, run);
    const view = await (await remote.open(url)).view();
    const paths = [first, run].flatMap(({ files }) => files.map((file) => file.path)).sort();
    expect(view.parked).toEqual(run.files.map((file) => file.path));
    expect(await view.list('runs')).toEqual(paths);
    expect(await view.list('models')).toEqual([]);
    expect(await view.has([...paths, 'models/clf/versions/1.json'])).toEqual(new Set(paths));
    expect(await view.read(paths)).toEqual(
      new Map([...first.files, ...run.files].map((file) => [file.path, file.bytes])),
    );
  });

  test('a writer out of time leaves its run parked, with a warning and no error', async () => {
    const { repo, url } = await ledgerWith(await newRun(idAt(DAY)));
    const run = await newRun(idAt(DAY, 2));
    moveBranch(repo, 1000);
    let clock = 0;
    const log = new RecordingLog();
    const sleep = async (time: number) => {
      clock += time;
    };
    const ledger = await remote.open(url, { sleep, elapsed: () => clock, deadlineMs: 4_000, log });
    expect((await ledger.append([run])).commit).toBeNull();
    remote.server.before = undefined;
    expect(log.lines.join('\n')).toMatch(/too busy.*Nothing is lost.*is parked on the server/);
    const next = await newRun(idAt(DAY, 3));
    await (await remote.open(url)).append([next]);
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(3);
    expect(await inboxOf(repo)).toEqual([]);
  });

  test('one that is on the branch already is a ref left over: the next push takes it away', async () => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const run = await newRun(idAt(DAY, 2));
    await parkAndDie(repo, url, run);
    const ref = await repo.resolve(inboxRef(run));
    await (await remote.open(url)).append([await newRun(idAt(DAY, 3))]);
    await repo.updateRef(inboxRef(run), ref ?? '');
    expect((await (await remote.open(url)).view()).parked).toEqual([]);
    await (await remote.open(url)).append([await newRun(idAt(DAY, 4))]);
    expect(await inboxOf(repo)).toEqual([]);
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(4);
  });

  test('when those before it have died, a writer steps up', async () => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const dead = await Promise.all([2, 3, 4].map((seed) => newRun(idAt(DAY, seed))));
    for (const run of dead) await parkAndDie(repo, url, run);
    moveBranch(repo, 1);
    let clock = 0;
    const sleep = async (time: number) => {
      clock += time;
    };
    const last = await newRun(idAt(DAY, 5));
    await (await remote.open(url, { sleep, elapsed: () => clock })).append([last]);
    remote.server.before = undefined;
    expect(clock).toBeGreaterThan(2 * 3_000);
    expect(clock).toBeLessThan(10_000);
    await expectHeld(repo, [first, ...dead, last]);
    expect(await inboxOf(repo)).toEqual([]);
  });
});

describe('when the first look takes seconds', () => {
  /** A clock that says so. */
  const slowly = () => {
    let clock = 0;
    return { elapsed: () => (clock += 3_000), sleep: async () => undefined, deadlineMs: 1_000_000 };
  };

  test('the push that is lost parks the run as well, and one look is enough when somebody folds it', async () => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    moveBranch(repo, 1);
    const run = await newRun(idAt(DAY, 2));
    const start = remote.server.requests.length;
    const ledger = await remote.open(url, {
      ...slowly(),
      sleep: async () => {
        remote.server.before = undefined;
        expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH]);
        expect(await inboxOf(repo)).toEqual([inboxRef(run)]);
        await (await remote.open(url)).append([await newRun(idAt(DAY, 3))]);
      },
    });
    const { commit } = await ledger.append([run]);
    expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH, ...FETCH, ...PUSH, ...FETCH]);
    expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
    expect(await inboxOf(repo)).toEqual([]);
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(3);
  });

  test('a push that is won leaves a ref over, which goes with the next one', async () => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const run = await newRun(idAt(DAY, 2));
    const start = remote.server.requests.length;
    await (await remote.open(url, slowly())).append([run]);
    expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH]);
    expect((await (await remote.open(url)).view()).parked).toEqual([]);
    const next = await newRun(idAt(DAY, 3));
    await (await remote.open(url)).append([next]);
    expect(await inboxOf(repo)).toEqual([]);
    await expectHeld(repo, [first, run, next]);
  });

  test('when others are parked, nothing is tried before the run is parked too', async () => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const dead = await newRun(idAt(DAY, 5));
    await parkAndDie(repo, url, dead);
    const run = await newRun(idAt(DAY, 2));
    const start = remote.server.requests.length;
    await (await remote.open(url, slowly())).append([run]);
    expect(requestsSince(remote.server, start).slice(0, 5)).toEqual([...FETCH, ...PUSH]);
    await expectHeld(repo, [first, run, dead]);
    expect(await inboxOf(repo)).toEqual([]);
  });
});

describe('servers that cannot do all of this', () => {
  test.each([
    ['refuses custom refs', 'receive.hideRefs', 'refs/lineage'],
    ['knows no atomic push', 'receive.advertiseAtomic', 'false'],
  ])('one that %s: plain compare-and-swap', async (_, key, value) => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    const left = await newRun(idAt(DAY, 2));
    if (key.endsWith('Atomic')) await parkAndDie(repo, url, left);
    await repo.git(['config', key, value]);
    moveBranch(repo, 2);
    const run = await newRun(idAt(DAY, 3));
    const { commit } = await (await remote.open(url, { sleep: async () => undefined })).append([run]);
    remote.server.before = undefined;
    expect(await repo.readFile(commit ?? '', run.files[0]?.path ?? '')).toEqual(run.files[0]?.bytes);
    expect(await repo.resolve('refs/heads/lineage')).toBe(commit);
    await repo.fsck();
  });

  test.each(['append', 'write'] as const)(
    'no atomic push: %s folds a run whose writer died all the same',
    async (how) => {
      const first = await newRun(idAt(DAY));
      const { repo, url } = await ledgerWith(first);
      const left = await newRun(idAt(DAY, 2));
      await parkAndDie(repo, url, left);
      await repo.git(['config', 'receive.advertiseAtomic', 'false']);
      const next = await newRun(idAt(DAY, 3));
      const ledger = await remote.open(url, { sleep: async () => undefined });
      if (how === 'append') await ledger.append([next]);
      else await ledger.write(adding(...next.files));
      await expectHeld(repo, [first, left, next]);
      expect(await inboxOf(repo)).toEqual([]);
    },
  );
});

describe('parked refs that no writer of ours made', () => {
  const id = idAt(DAY, 77);
  const record = (files: Record<string, string>) => async (repo: BareRepo) =>
    repo.commit(files, { branch: `refs/lineage/inbox/${id}` });
  test.each<[string, (repo: BareRepo) => Promise<unknown>]>([
    ['another run of the same day', record({ [`${idAt(DAY, 78)}.json`]: '{}' })],
    ['files beside the record', record({ [`${id}.json`]: '{}', 'ledger.json': '{"format": 2}' })],
    ['a folder in place of the record', record({ [`${id}.json/x`]: '{}' })],
    ['no record', record({ [`${id}.series.ndjson`]: '' })],
    [
      'a link',
      async (repo) => {
        const blob = (await repo.git(['hash-object', '-w', '--stdin'], '/etc/passwd')).toString().trim();
        const tree = await repo.git(['mktree'], `120000 blob ${blob}\t${id}.json\n`);
        const commit = await repo.git(['commit-tree', tree.toString().trim(), '-m', 'x']);
        await repo.updateRef(`refs/lineage/inbox/${id}`, commit.toString().trim());
      },
    ],
    [
      'a blob',
      async (repo) => {
        const blob = await repo.git(['hash-object', '-w', '--stdin'], 'x');
        await repo.updateRef(`refs/lineage/inbox/${id}`, blob.toString().trim());
      },
    ],
    [
      'a name that is no run id',
      (repo) => repo.commit({ 'x.json': '{}' }, { branch: 'refs/lineage/inbox/x' }),
    ],
    [
      'a ref below',
      (repo) => repo.commit({ [`${id}.json`]: '{}' }, { branch: `refs/lineage/inbox/${id}/x` }),
    ],
  ])('%s: left alone, and in nobody’s way', async (_, make) => {
    const first = await newRun(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    await make(repo);
    const before = await inboxOf(repo);
    const next = await newRun(idAt(DAY, 2));
    await (await remote.open(url)).append([next]);
    await expectHeld(repo, [first, next]);
    expect(await inboxOf(repo)).toEqual(before);
    expect((await (await remote.open(url)).view()).parked).toEqual([]);
  });

  test('other bytes under the id of a run that is on the branch: the branch stays as it is', async () => {
    const first = await newRun(id);
    const { repo, url } = await ledgerWith(first);
    await repo.commit({ [`${id}.json`]: '{}\n' }, { branch: `refs/lineage/inbox/${id}` });
    const next = await newRun(idAt(DAY, 2));
    const log = new RecordingLog();
    await (await remote.open(url, { log })).append([next]);
    await expectHeld(repo, [first, next]);
    expect(log.lines).toEqual([
      expect.stringContaining(`refs/lineage/inbox/${id} has other content than the run of that id`),
    ]);
    expect(await inboxOf(repo)).toEqual([`refs/lineage/inbox/${id}`]);
  });
});

test('24 writers at once: every run is there, in far fewer commits, and no ref is left', async () => {
  const { repo, url } = await remote.repository();
  const runs = await Promise.all(Array.from({ length: 24 }, (_, seed) => newRun(idAt(DAY, seed))));
  const commits = await Promise.all(
    runs.map(async (run) => (await (await remote.open(url)).append([run])).commit),
  );
  await expectHeld(repo, runs);
  for (const [index, run] of runs.entries()) {
    const path = run.files[0]?.path ?? '';
    expect(await repo.readFile(commits[index] ?? '', path)).toEqual(run.files[0]?.bytes);
  }
  expect((await repo.log('lineage')).length).toBeLessThan(12);
  expect(await inboxOf(repo)).toEqual([]);
}, 120_000);
