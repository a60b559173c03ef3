import { seriesLine } from '../../../src/core/series.js';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import { dayFolder } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import type { BareRepo } from '../../support/bare-repo.js';
import { pngOf } from '../../support/pictures.js';
import { adding, DAY, idAt, newRun, RecordingLog, runRecord } from '../fixtures.js';
import { Remote } from '../remote.js';

let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(() => remote.close());

const ID = idAt(DAY, 77);
const INBOX = 'refs/lineage/inbox/';
const RECORD = encodeRecord('run', runRecord(ID));
const POINT = seriesLine({ key: 'loss', value: 1, step: 1, at: null });

type Files = Record<string, string | Buffer>;

async function ledger() {
  const { repo, url } = await remote.repository();
  const first = await newRun(idAt(DAY));
  await (await remote.open(url)).append([first]);
  return { repo, url, first };
}

async function inboxOf(repo: BareRepo): Promise<string[]> {
  return Object.keys(await repo.refs()).filter((ref) => ref.startsWith(INBOX));
}

async function objectOf(repo: BareRepo, args: string[], input: string | Buffer): Promise<string> {
  return (await repo.git(args, input)).toString().trim();
}

/** Parks a tree as it is written here: entries in this order, with these modes. */
async function parkRaw(
  repo: BareRepo,
  entries: readonly { mode: string; name: string; content: Buffer | string }[],
): Promise<void> {
  const parts: Buffer[] = [];
  for (const { mode, name, content } of entries) {
    const id = await objectOf(repo, ['hash-object', '-w', '--stdin'], content);
    parts.push(Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex'));
  }
  const literally = ['hash-object', '-w', '-t', 'tree', '--literally', '--stdin'];
  const tree = await objectOf(repo, literally, Buffer.concat(parts));
  const commit = await objectOf(repo, ['commit-tree', tree, '-m', 'x'], '');
  await repo.updateRef(`${INBOX}${ID}`, commit);
}

const files = (make: (record: Buffer) => Files) => async (repo: BareRepo) => {
  await repo.commit(make(await RECORD), { branch: `${INBOX}${ID}` });
};
const pictures = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${ID}/p${at}.png`, pngOf(at)]));

/** What is parked, and what is said of it. */
const UNFIT: readonly (readonly [string, (repo: BareRepo) => Promise<void>, string])[] = [
  ['is no JSON', files(() => ({ [`${ID}.json`]: 'hello' })), 'its record is not JSON'],
  ['is empty', files(() => ({ [`${ID}.json`]: '' })), 'is empty'],
  [
    'does not fit its schema',
    files(() => ({ [`${ID}.json`]: '{\n  "schema": "lineage-gate/run/v1"\n}\n' })),
    'schema',
  ],
  [
    'is not canonical',
    files((record) => ({ [`${ID}.json`]: String(record).replace('\n', '\n\n') })),
    'not in canonical form',
  ],
  [
    'is the record of another run',
    async (repo) => {
      const other = await encodeRecord('run', runRecord(idAt(DAY, 78)));
      await repo.commit({ [`${ID}.json`]: other }, { branch: `${INBOX}${ID}` });
    },
    'another run',
  ],
  [
    'is executable',
    async (repo) => parkRaw(repo, [{ mode: '100755', name: `${ID}.json`, content: await RECORD }]),
    'holds what no run has',
  ],
  [
    'is of an odd mode',
    async (repo) => parkRaw(repo, [{ mode: '100664', name: `${ID}.json`, content: await RECORD }]),
    'holds what no run has',
  ],
  [
    'is there twice',
    async (repo) => {
      const content = await RECORD;
      const entry = { mode: '100644', name: `${ID}.json`, content };
      await parkRaw(repo, [entry, { ...entry, content: 'x' }]);
    },
    'folder is none that git makes',
  ],
  [
    'lies in an unsorted folder',
    async (repo) => {
      const record = { mode: '100644', name: `${ID}.json`, content: await RECORD };
      await parkRaw(repo, [{ mode: '100644', name: `${ID}.series.ndjson`, content: POINT }, record]);
    },
    'folder is none that git makes',
  ],
  [
    'has a series of no points',
    files((record) => ({ [`${ID}.json`]: record, [`${ID}.series.ndjson`]: 'x\n' })),
    'its series has no point',
  ],
  [
    'has an empty series',
    files((record) => ({ [`${ID}.json`]: record, [`${ID}.series.ndjson`]: '' })),
    'is empty',
  ],
  ['has five pictures', files((record) => ({ [`${ID}.json`]: record, ...pictures(5) })), '5 pictures'],
  [
    'has a page for a picture',
    files((record) => ({ [`${ID}.json`]: record, [`${ID}/loss.png`]: '<svg onload="x">' })),
    'is no PNG',
  ],
  [
    'has a picture of another kind than its name says',
    files((record) => ({ [`${ID}.json`]: record, [`${ID}/loss.jpg`]: pngOf(1) })),
    'is a png',
  ],
  [
    'has a picture that is too large',
    files((record) => ({
      [`${ID}.json`]: record,
      [`${ID}/loss.png`]: Buffer.concat([pngOf(1), Buffer.alloc(1 << 20)]),
    })),
    'too large',
  ],
  [
    'has a folder of something else',
    files((record) => ({ [`${ID}.json`]: record, [`${ID}/a/b.png`]: pngOf(1) })),
    'no picture',
  ],
  [
    'has a file that is no picture',
    files((record) => ({ [`${ID}.json`]: record, [`${ID}/run.sh`]: 'x' })),
    'no picture',
  ],
  [
    'is of a name that is no run id',
    async (repo) => void (await repo.commit({ x: '1' }, { branch: `${INBOX}x` })),
    'no run id',
  ],
];

describe('one ledger', () => {
  let seed = 1;
  let shared: Awaited<ReturnType<typeof ledger>>;
  beforeAll(async () => {
    shared = await ledger();
  });

  test.each(UNFIT)(
    'what is parked and %s is left alone, named, and shown to nobody',
    async (_, park, why) => {
      const { repo, url } = shared;
      await park(repo);
      const before = await inboxOf(repo);
      expect(before).toHaveLength(1);
      const view = await (await remote.open(url)).view();
      expect(view.parked).toEqual([]);
      expect(await findRuns(view)).toHaveLength(seed);
      seed += 1;
      const next = await newRun(idAt(DAY, seed));
      const log = new RecordingLog();
      const opened = await remote.open(url, { log });
      if (seed % 2 === 0) await opened.append([next]);
      else await opened.write(adding(...next.files));
      expect(log.lines).toEqual([expect.stringContaining(why)]);
      expect(log.lines[0]).toContain(before[0]);
      expect(await inboxOf(repo)).toEqual(before);
      expect(await repo.listFiles('lineage', 'runs')).toHaveLength(seed);
      for (const ref of before) await repo.git(['update-ref', '-d', ref]);
    },
  );
});

test('a whole run with a series and pictures fits, and is folded', async () => {
  const { repo, url } = await ledger();
  const whole = { [`${ID}.json`]: await RECORD, [`${ID}.series.ndjson`]: POINT, ...pictures(4) };
  await repo.commit(whole, { branch: `${INBOX}${ID}` });
  const log = new RecordingLog();
  await (await remote.open(url, { log })).append([await newRun(idAt(DAY, 2))]);
  expect(log.lines).toEqual([]);
  expect(await inboxOf(repo)).toEqual([]);
  expect(await repo.listFiles('lineage', dayFolder(ID))).toHaveLength(2 + 6);
});

/** Ids of every rank: their ends, by which writers take their turns, are the lowest there are and the highest. */
const ranked = (count: number) =>
  Array.from({ length: count }, (_, at) => idAt(DAY, at % 2 === 0 ? at + 2 : 0xffff_ffff - at));

async function parkMany(
  repo: BareRepo,
  refs: readonly (readonly [id: string, commit: string])[],
): Promise<void> {
  const lines = refs.map(([id, commit]) => `create ${INBOX}${id} ${commit}\n`).join('');
  await repo.git(['update-ref', '--stdin'], lines);
}

/** Commits that look like runs, on no ref of the inbox, all made at once. */
async function commitsOf(
  repo: BareRepo,
  runs: readonly (readonly [id: string, record: string])[],
): Promise<[string, string][]> {
  const stream = runs.map(([id, record], at) => {
    const head = `commit refs/junk/${at}\ncommitter x <x@x> 1795000000 +0000\ndata 1\nx\n`;
    return `${head}M 100644 inline ${id}.json\ndata ${Buffer.byteLength(record)}\n${record}\n`;
  });
  await repo.git(['fast-import', '--quiet'], stream.join(''));
  const refs = await repo.refs();
  return runs.map(([id], at) => [id, refs[`refs/junk/${at}`] ?? '']);
}

const shaped = (repo: BareRepo, ids: readonly string[]) =>
  commitsOf(
    repo,
    ids.map((id) => [id, '{}']),
  );

/** Lets the branch move when somebody is about to push to it, once. */
function moveOnce(repo: BareRepo): void {
  let moved = false;
  remote.server.before = async ({ method, path }) => {
    if (moved || method !== 'GET' || !path.startsWith(`/${repo.fullName}/info/refs?service=git-receive-pack`))
      return;
    moved = true;
    await repo.commit({ 'index/other/1.json': '{}' }, { branch: 'lineage' });
  };
}

/** A writer whose clock runs only while it waits. */
function waiting() {
  let time = 0;
  return {
    elapsed: () => time,
    sleep: async (milliseconds: number) => {
      time += milliseconds;
    },
    slept: () => time,
  };
}

const HONEST = 0x8000_0000;

test.each<[string, (repo: BareRepo) => Promise<unknown>]>([
  [
    'of one commit that is no run',
    async (repo) => {
      const commit = await repo.commit({ 'x.json': '{}' }, { branch: 'refs/junk/0' });
      await parkMany(
        repo,
        ranked(400).map((id) => [id, commit]),
      );
    },
  ],
  ['that look like runs', async (repo) => parkMany(repo, await shaped(repo, ranked(400)))],
  [
    'of names that are no ids',
    async (repo) => {
      const commit = await repo.commit({ 'x.json': '{}' }, { branch: 'refs/junk/0' });
      await parkMany(
        repo,
        ranked(400).map((id) => [`0${id.slice(1)}0`, commit]),
      );
    },
  ],
])(
  '400 junk refs of every rank %s keep a run that lost its race waiting for less than a few seconds',
  async (_, park) => {
    const { repo, url } = await ledger();
    await park(repo);
    moveOnce(repo);
    const { slept, ...clock } = waiting();
    const run = await newRun(idAt(DAY, HONEST));
    const { commit } = await (await remote.open(url, clock)).append([run]);
    remote.server.before = undefined;
    expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
    expect(await inboxOf(repo)).toHaveLength(400);
    expect(slept()).toBeLessThan(5_000);
  },
  60_000,
);

test('junk that comes after the first look keeps nobody waiting for longer than some seconds', async () => {
  const { repo, url } = await ledger();
  const junk = await shaped(repo, ranked(400));
  moveOnce(repo);
  const move = remote.server.before;
  let parked = false;
  remote.server.before = async (request) => {
    await move?.(request);
    if (parked || request.method !== 'POST' || !request.path.endsWith('/git-receive-pack')) return;
    parked = true;
    await parkMany(repo, junk);
  };
  const { slept, ...clock } = waiting();
  const run = await newRun(idAt(DAY, HONEST));
  const { commit } = await (await remote.open(url, clock)).append([run]);
  remote.server.before = undefined;
  expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
  expect(slept()).toBeLessThan(25_000);
}, 60_000);

test('more runs than one push can name: the writer takes its own and some, and the next ones the rest', async () => {
  const { repo, url } = await ledger();
  const runs = ranked(320).map(async (id) => [id, String(await encodeRecord('run', runRecord(id)))] as const);
  await parkMany(repo, await commitsOf(repo, await Promise.all(runs)));
  await (await remote.open(url)).append([await newRun(idAt(DAY, HONEST))]);
  expect(await inboxOf(repo)).toHaveLength(20);
  await (await remote.open(url)).append([await newRun(idAt(DAY, HONEST + 1))]);
  expect(await inboxOf(repo)).toEqual([]);
  expect(await repo.listFiles('lineage', 'runs')).toHaveLength(323);
}, 60_000);

test('where the policy allows no parking nothing is parked, folded or shown', async () => {
  const { repo, url, first } = await ledger();
  await repo.commit({ [`${ID}.json`]: await RECORD }, { branch: `${INBOX}${ID}` });
  const before = await inboxOf(repo);
  moveOnce(repo);
  const run = await newRun(idAt(DAY, 2));
  const opened = await remote.open(url, { parking: () => false, sleep: async () => undefined });
  const { commit } = await opened.append([run]);
  remote.server.before = undefined;
  expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
  expect(await inboxOf(repo)).toEqual(before);
  const view = await opened.view();
  expect(view.parked).toEqual([]);
  expect((await findRuns(view)).map(({ run_id }) => run_id).sort()).toEqual(
    [first.run_id, run.run_id].sort(),
  );
  expect((await (await remote.open(url)).view()).parked).toHaveLength(1);
});
