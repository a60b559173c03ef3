import { openRemoteLedger } from '../../src/ledger/remote-ledger.js';
import { bareEnvironment } from '../support/exec.js';
import { READ_ONLY } from '../support/tokens.js';
import {
  adding,
  DAY,
  IDENTITY,
  idAt,
  newRun,
  RecordingLog,
  type RemoteChanges,
  runFile,
} from './fixtures.js';
import { Remote } from './remote.js';

let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(() => remote.close());

async function open(url: string, changes: Partial<RemoteChanges> = {}) {
  return remote.open(url, { sleep: async () => undefined, ...changes });
}

const pushes = () =>
  remote.server.requests.filter(({ method, path }) => method === 'POST' && path.includes('receive-pack'))
    .length;

test('a read-only token is told of contents: write, before and after', async () => {
  const { repo, url } = await remote.repository();
  const ledger = await open(url, { token: remote.server.tokens.make(READ_ONLY) });
  const file = await runFile(idAt(DAY));
  await expect(ledger.checkWritable()).rejects.toThrow(
    /E_LEDGER_PERMISSION.*denied to github-actions.*contents: write/,
  );
  await expect(ledger.write(adding(file))).rejects.toThrow(/E_LEDGER_PERMISSION.*contents: write/);
  expect((await ledger.view()).commit).toBeNull();
  expect(await repo.refs()).toEqual({});
});

test('a wrong token', async () => {
  const { url } = await remote.repository();
  const ledger = await open(url, { token: 'ghs_wrong' });
  const file = await runFile(idAt(DAY));
  for (const attempt of [
    () => ledger.checkWritable(),
    () => ledger.view(),
    () => ledger.write(adding(file)),
  ]) {
    await expect(attempt()).rejects.toThrow(/E_LEDGER_AUTH: The server does not accept the token/);
  }
});

test('no token, where one is needed', async () => {
  const { url } = await remote.repository();
  const ledger = await open(url, { token: undefined });
  await expect(ledger.view()).rejects.toThrow(
    /E_LEDGER_AUTH: The server asks for a token and none was given/,
  );
});

test('an unknown repository', async () => {
  const ledger = await open(remote.server.url('octo/none'));
  const file = await runFile(idAt(DAY));
  for (const attempt of [
    () => ledger.checkWritable(),
    () => ledger.view(),
    () => ledger.write(adding(file)),
  ]) {
    await expect(attempt()).rejects.toThrow(/E_LEDGER_NOT_FOUND/);
  }
});

test('a protected branch fails at once, after one push', async () => {
  const { repo, url } = await remote.repository();
  await repo.protect(['lineage']);
  const before = pushes();
  const ledger = await open(url);
  await expect(ledger.write(adding(await runFile(idAt(DAY))))).rejects.toThrow(
    /E_LEDGER_PROTECTED: .*GH006: Protected branch update failed.*lineage of http/,
  );
  expect(pushes() - before).toBe(1);
  expect(await repo.refs()).toEqual({});
});

test('a push that is too large', async () => {
  const { repo, url } = await remote.repository();
  await repo.git(['config', 'receive.maxInputSize', '100']);
  const ledger = await open(url);
  await expect(ledger.write(adding(await runFile(idAt(DAY))))).rejects.toThrow(/E_LEDGER_OVERSIZE/);
});

test('a branch whose name is in the way', async () => {
  const { repo, url } = await remote.repository();
  await repo.commit({ 'a.txt': 'a' }, { branch: 'ml' });
  const ledger = await open(url, { branch: 'ml/lineage' });
  await expect(ledger.write(adding(await runFile(idAt(DAY))))).rejects.toThrow(
    /E_NAME_INVALID: Another branch/,
  );
});

describe('branches that are no ledger this version knows', () => {
  test.each([
    ['code', { 'train.py': 'print(1)\n' }, 'E_LEDGER_NOT_A_LEDGER'],
    ['a ledger.json that is no JSON', { 'ledger.json': 'hello' }, 'E_LEDGER_NOT_A_LEDGER'],
    ['a ledger.json of something else', { 'ledger.json': '{"accounts": []}' }, 'E_LEDGER_NOT_A_LEDGER'],
    ['a format that is no number', { 'ledger.json': '{"format": "1"}' }, 'E_LEDGER_NOT_A_LEDGER'],
    ['a newer format', { 'ledger.json': '{"format": 2}' }, 'E_LEDGER_FORMAT'],
    ['a folder named ledger.json', { 'ledger.json/x': '{}' }, 'E_LEDGER_NOT_A_LEDGER'],
  ])('%s', async (_, files, code) => {
    const { repo, url } = await remote.repository();
    await repo.commit(files, { branch: 'lineage' });
    const before = await repo.refs();
    const ledger = await open(url);
    await expect(ledger.view()).rejects.toThrow(code);
    await expect(ledger.write(adding(await runFile(idAt(DAY))))).rejects.toThrow(code);
    expect(await repo.refs()).toEqual(before);
  });

  test('a ledger.json written by hand in another form is one', async () => {
    const { repo, url } = await remote.repository();
    await repo.commit({ 'ledger.json': '{ "format": 1, "note": "ours" }' }, { branch: 'lineage' });
    const file = await runFile(idAt(DAY));
    await (await open(url)).write(adding(file));
    const records = (await repo.listFiles('lineage')).filter((path) => !path.startsWith('index/'));
    expect(records).toEqual(['ledger.json', file.path]);
  });
});

describe('when the network fails', () => {
  const PAGE = { 'content-type': 'text/html' };

  /** A plan that makes something new each time it is asked. */
  function planner() {
    let asked = 0;
    return async () => {
      asked += 1;
      return { ...adding(await runFile(idAt(DAY, asked)))(), value: asked };
    };
  }

  test.each([
    ['a cut connection', { cut: true }],
    ['HTTP 502', { status: 502 }],
    ['a page', { status: 200, headers: PAGE, body: '<html>Sign in</html>' }],
    ['a page that refuses', { status: 403, headers: PAGE, body: '<html>Blocked</html>' }],
    ['an answer without a word', { status: 200, headers: PAGE, body: '' }],
    ['HTTP 302', { status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }],
  ])('%s after the push was applied: written exactly once', async (_, fault) => {
    const { repo, url } = await remote.repository();
    remote.server.failNext({ ...fault, applied: true, match: /^POST .*git-receive-pack/ });
    const written = await (await open(url)).write(planner());
    expect(written.value).toBe(1);
    expect(written.commit).toBe(await repo.resolve('refs/heads/lineage'));
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(1);
    expect(await repo.log('lineage')).toHaveLength(1);
  });

  test.each([
    ['a cut connection', { cut: true }],
    ['HTTP 502', { status: 502 }],
    ['HTTP 503', { status: 503 }],
    ['HTTP 429', { status: 429 }],
  ])('%s before the push was applied: tried again', async (_, fault) => {
    const { repo, url } = await remote.repository();
    remote.server.failNext({ ...fault, match: /receive-pack/ });
    await (await open(url)).write(planner());
    expect(await repo.listFiles('lineage', 'runs')).toHaveLength(1);
    expect(await repo.log('lineage')).toHaveLength(1);
  });

  test.each([
    ['at the first request', /^GET .*upload-pack/],
    ['in the middle', /^POST .*upload-pack/],
  ])('a fetch that fails %s is tried again, and the log says so', async (_, match) => {
    const { url } = await remote.repository();
    await (await open(url)).write(planner());
    const warnings: string[] = [];
    const log = Object.assign(new RecordingLog(), { warning: (line: string) => void warnings.push(line) });
    for (let times = 0; times < 3; times += 1) remote.server.failNext({ status: 503, match });
    const view = await (await open(url, { log })).view();
    expect(await view.list('runs')).toHaveLength(1);
    // Each try fails in the same way, which is worth one warning.
    expect(warnings).toEqual([expect.stringMatching(/trying again/)]);
    expect(log.lines.filter((line) => line.includes('trying again'))).toHaveLength(2);
  });

  test.each([
    ['an appended run, answered with a page', 200],
    ['an appended run, answered with a page that refuses', 403],
  ])('%s: written exactly once', async (_, status) => {
    const { repo, url } = await remote.repository();
    const match = /^POST .*git-receive-pack/;
    remote.server.failNext({ status, headers: PAGE, body: '<html></html>', applied: true, match });
    const { commit } = await (await open(url)).append([await newRun(idAt(DAY))]);
    expect(commit).toBe(await repo.resolve('refs/heads/lineage'));
    expect(await repo.log('lineage')).toHaveLength(1);
  });

  test('a refusal of what was sent is believed the second time', async () => {
    const { repo, url } = await remote.repository();
    const match = /^POST .*octo\/repo-\d+\/git-receive-pack/;
    remote.server.failNext({ status: 403, match, times: 2 });
    await expect((await open(url)).write(planner())).rejects.toThrow('E_LEDGER_PERMISSION');
    expect(await repo.refs()).toEqual({});
  });

  test('contents that are cut on the way are fetched again', async () => {
    const file = await runFile(idAt(DAY));
    const { url } = await remote.repository();
    await (await open(url)).write(adding(file));
    const view = await (await open(url)).view();
    remote.server.failNext({ cut: true, match: /^POST .*upload-pack/ });
    expect((await view.read([file.path])).get(file.path)).toEqual(file.bytes);
  });

  test('a server that never answers is given up after the deadline', async () => {
    const { repo, url } = await remote.repository();
    remote.server.failNext({ status: 503, match: /^POST .*octo\/repo-\d+\/git-receive-pack/, times: 1000 });
    let clock = DAY;
    const ledger = await open(url, {
      now: () => clock,
      elapsed: () => clock,
      random: () => 0.5,
      deadlineMs: 20_000,
      sleep: async (time) => {
        clock += time;
      },
    });
    await expect(ledger.write(planner())).rejects.toThrow(/E_LEDGER_NETWORK.*503/);
    expect(clock - DAY).toBeGreaterThanOrEqual(20_000);
    expect(await repo.refs()).toEqual({});
    // Uses up what is left of the fault.
    await remote.close();
    remote = await Remote.start();
  });

  test('a server that is not there', async () => {
    let clock = 0;
    const ledger = await open('http://127.0.0.1:9/octo/repo', {
      now: () => clock,
      elapsed: () => clock,
      sleep: async (time) => {
        clock += time + 1_000;
      },
    });
    await expect(ledger.view()).rejects.toThrow(
      /E_LEDGER_NETWORK: The server could not be reached.*127\.0\.0\.1/,
    );
  });
});

test('without git the error says so', async () => {
  const folder = await remote.folders.make();
  const ledger = openRemoteLedger({
    url: remote.server.url('octo/x'),
    branch: 'lineage',
    folder,
    env: { ...bareEnvironment(folder), PATH: folder, Path: folder },
    now: Date.now,
    elapsed: () => performance.now(),
    random: Math.random,
    identity: IDENTITY,
    log: new RecordingLog(),
  });
  await expect(ledger.view()).rejects.toThrow(/E_GIT_MISSING: The git program was not found/);
});

test('an abort ends a write', async () => {
  const { url } = await remote.repository();
  const abort = new AbortController();
  const ledger = await open(url, { signal: abort.signal });
  remote.server.delayMs = 10_000;
  const write = ledger.write(adding(await runFile(idAt(DAY))));
  setTimeout(() => abort.abort(new Error('cancelled by the user')), 300);
  const start = Date.now();
  await expect(write).rejects.toThrow('cancelled by the user');
  expect(Date.now() - start).toBeLessThan(10_000);
  remote.server.delayMs = 0;
});
