import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Served } from '../../../src/commands/serve/serve.js';
import { eventPath, runPath, versionPath } from '../../../src/ledger/layout.js';
import { adding, DAY, idAt } from '../../ledger/fixtures.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const MODEL = { MLmodel: 'flavors: {}' };

async function runIds(served: Served, name = 'clf_orders'): Promise<string[]> {
  const { experiment } = await call(served, 'GET experiments/get-by-name', { experiment_name: name });
  const raw = { experiment_ids: [experiment.experiment_id], order_by: ['run_id'] };
  const { runs = [] } = await call(served, 'POST runs/search', raw);
  return runs.map(({ info }: { info: { run_id: string } }) => info.run_id);
}

const modelNames = async (served: Served): Promise<string[]> =>
  ((await call(served, 'GET registered-models/search')).registered_models ?? []).map(
    ({ name }: { name: string }) => name,
  );

describe('a damaged record', () => {
  test('takes no other run away, and is logged', async () => {
    const good = await setup.record();
    const bad = idAt(DAY - 50_000, 50);
    const other = idAt(DAY - 51_000, 51);
    const { ledger, log } = setup.fetch;
    await ledger.write(
      adding({ path: runPath(bad), bytes: Buffer.from('{"schema": "lineage-gate/run/v1"}\n') }),
    );
    await ledger.write(adding({ path: runPath(other), bytes: Buffer.from('no JSON') }));
    const served = setup.open();
    expect(await runIds(served)).toEqual([good]);
    await expect(call(served, 'GET runs/get', { run_id: bad })).rejects.toMatchObject({ status: 404 });
    // Once, however often the ledger is read.
    const later = await setup.record();
    setup.wait();
    expect(await runIds(served)).toEqual([good, later].sort());
    const told = log.lines.filter((line) => line.startsWith('Not shown, since it cannot be read: '));
    expect(told).toHaveLength(2);
    for (const path of [runPath(bad), runPath(other)]) expect(told.join('\n')).toContain(path);
  });

  test.each([
    ['a version', (id: string) => [versionPath('bad', 2), id]],
    ['an event', (id: string) => [eventPath('bad', id), id]],
  ])('%s takes its model away and no other', async (_, where) => {
    const { fetch } = setup;
    const run = await fetch.train({ model: MODEL });
    await fetch.register(run, { model: 'bad' });
    await fetch.register(run, { model: 'good' });
    const [path = ''] = where(idAt(DAY + 500_000, 9));
    await fetch.ledger.write(adding({ path, bytes: Buffer.from('{}\n') }));
    const served = setup.open();
    expect(await modelNames(served)).toEqual(['good']);
    expect(await runIds(served)).toEqual([run]);
    expect(fetch.log.lines.join('\n')).toContain(path);
    expect(await content(served, 'models/good/1/MLmodel')).toBe('flavors: {}');
    expect(await content(served, 'models/bad/1/MLmodel')).toBeUndefined();
  });

  test('of a model that clients could read takes that away: then nobody writes to it', async () => {
    const { fetch } = setup;
    const run = await fetch.train({ model: MODEL });
    await fetch.register(run);
    const served = setup.open(setup.folder);
    const mine = { name: 'clf', alias: 'mine', version: '1' };
    await call(served, 'POST registered-models/alias', mine);
    await fetch.ledger.write(adding({ path: versionPath('clf', 2), bytes: Buffer.from('{}\n') }));
    setup.wait();
    expect(await modelNames(served)).toEqual([]);
    expect(await runIds(served)).toEqual([run]);
    await expect(call(served, 'POST registered-models/create', { name: 'clf' })).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining(versionPath('clf', 2)),
    });
  });
});

describe('a server that only reads', () => {
  test('refuses every call that would change something, says how, and stays as it is', async () => {
    const run_id = await setup.record();
    const served = setup.open();
    for (const [what, raw] of [
      ['POST experiments/create', { name: 'x' }],
      ['POST runs/create', { experiment_id: '0' }],
      ['POST runs/set-tag', { run_id, key: 'k', value: 'v' }],
      ['POST runs/delete', { run_id }],
      ['POST registered-models/create', { name: 'x' }],
    ] as const)
      await expect(call(served, what, raw)).rejects.toMatchObject({
        ...{ code: 'PERMISSION_DENIED', status: 403 },
        message: expect.stringContaining('--writable'),
      });
    // What is wrong with a call is told all the same.
    await expect(call(served, 'POST runs/delete', { run_id: 'none' })).rejects.toMatchObject({ status: 404 });
    const { run } = await call(served, 'GET runs/get', { run_id });
    expect(run.info.lifecycle_stage).toBe('active');
    expect(await runIds(served)).toEqual([run_id]);
    await expect(put(served, '0/x/artifacts/a', 'b')).rejects.toMatchObject({ status: 403 });
  });

  test('makes no folder and no file', async () => {
    await setup.record();
    await runIds(setup.open());
    expect((await readdir(setup.fetch.root)).sort()).toEqual(['repo', 'temp']);
    expect(await readdir(setup.temp)).toEqual([]);
  });
});

test('a branch that is no ledger is told when the server is opened', async () => {
  const git = (...args: string[]) =>
    execOk('git', args, { cwd: join(setup.fetch.root, 'repo'), env: gitEnvironment() });
  await git('commit', '--quiet', '--allow-empty', '-m', 'x');
  await git('branch', 'lineage');
  for (const folder of [null, setup.folder])
    await expect(setup.open(folder).store).rejects.toMatchObject({
      faults: [expect.objectContaining({ code: 'E_LEDGER_NOT_A_LEDGER' })],
    });
});

test.each([
  ['read only', false],
  ['writable', true],
])('many who ask at once wait for one reading of the ledger: %s', async (_, isWritable) => {
  await setup.record();
  const { ledger } = setup.fetch;
  let looks = 0;
  const served = setup.open(isWritable ? setup.folder : null, {
    ...ledger,
    view() {
      looks++;
      return ledger.view();
    },
  });
  const many = () => Promise.all(Array.from({ length: 20 }, () => runIds(served)));
  await many();
  expect(looks).toBe(1);
  await setup.record();
  setup.wait();
  await many();
  expect(looks).toBe(2);
  expect(await runIds(served)).toHaveLength(2);
});

describe('a ledger that grows meanwhile', () => {
  test.each([
    ['read only', false],
    ['writable', true],
  ])('is seen, after a second at the latest: %s', async (_, isWritable) => {
    const run = await setup.fetch.train({ model: MODEL });
    const served = setup.open(isWritable ? setup.folder : null);
    expect(await runIds(served)).toEqual([run]);
    const later = await setup.fetch.train({ model: MODEL, artifacts: { 'a.txt': 'a' } });
    await setup.fetch.register(later);
    // Not looked at again in the same second.
    expect(await runIds(served)).toEqual([run]);
    setup.wait();
    expect(await runIds(served)).toEqual([run, later].sort());
    expect(await modelNames(served)).toEqual(['clf']);
    expect(await content(served, 'models/clf/1/MLmodel')).toBe('flavors: {}');
    await setup.fetch.move(1, 'Production');
    setup.wait();
    const { model_version } = await call(served, 'GET model-versions/get', { name: 'clf', version: '1' });
    expect(model_version.current_stage).toBe('Production');
  });

  test('what was logged stays beside it, and one experiment of both has the runs of both', async () => {
    const served = setup.open(setup.folder);
    const { experiment_id } = await call(served, 'POST experiments/create', { name: 'clf_orders' });
    const logged = (await call(served, 'POST runs/create', { experiment_id })).run.info.run_id;
    expect(await runIds(served)).toEqual([logged]);
    const recorded = await setup.record();
    setup.wait();
    expect(await runIds(served)).toEqual([recorded, logged].sort());
    await served.close();
    expect(await runIds(setup.open(setup.folder))).toEqual([recorded, logged].sort());
  });

  test('a tag that was set on a recorded run is there again, and the record is as it was', async () => {
    const run_id = await setup.record();
    const served = setup.open(setup.folder);
    await call(served, 'POST runs/set-tag', { run_id, key: 'note', value: 'good' });
    await setup.record();
    setup.wait();
    const found = await call(served, 'GET runs/get', { run_id });
    expect(found.run.data.tags).toContainEqual({ key: 'note', value: 'good' });
    expect(await runIds(served)).toHaveLength(2);
  });

  test('one that cannot be read for a moment is read later', async () => {
    const run = await setup.record();
    const { ledger } = setup.fetch;
    for (const folder of [null, setup.folder]) {
      let isAway = false;
      const served = setup.open(folder, {
        ...ledger,
        mark: () => (isAway ? Promise.reject(new Error('The disk is away')) : ledger.mark()),
      });
      const before = await runIds(served);
      expect(before).toContain(run);
      const later = await setup.record();
      setup.wait();
      isAway = true;
      await expect(runIds(served)).rejects.toThrow('The disk is away');
      isAway = false;
      setup.wait();
      expect(await runIds(served)).toEqual([...before, later].sort());
    }
  });

  test('one that goes away while it is read again is read later as well', async () => {
    const run = await setup.record();
    const { ledger } = setup.fetch;
    for (const folder of [null, setup.folder]) {
      let isAway = false;
      const served = setup.open(folder, {
        ...ledger,
        view: () => (isAway ? Promise.reject(new Error('The disk is away')) : ledger.view()),
      });
      const before = await runIds(served);
      expect(before).toContain(run);
      const later = await setup.record();
      setup.wait();
      // It is seen to have grown, and cannot be read then.
      isAway = true;
      await expect(runIds(served)).rejects.toThrow('The disk is away');
      isAway = false;
      expect(await served.artifacts.list('')).toEqual([]);
      setup.wait();
      expect(await runIds(served)).toEqual([...before, later].sort());
    }
  });
});

describe('a server that can be logged to', () => {
  test('has what was logged when it is opened again; a run that goes on is not in the ledger', async () => {
    const served = setup.open(setup.folder);
    const { experiment_id } = await call(served, 'POST experiments/create', { name: 'e' });
    const { run } = await call(served, 'POST runs/create', { experiment_id, run_name: 'r' });
    await call(served, 'POST registered-models/create', { name: 'clf' });
    const path = `${experiment_id}/${run.info.run_id}/artifacts/a/b.txt`;
    await put(served, path, 'text');
    await served.close();
    const again = setup.open(setup.folder);
    expect((await call(again, 'GET runs/get', { run_id: run.info.run_id })).run).toMatchObject(run);
    expect(await modelNames(again)).toEqual(['clf']);
    expect(await content(again, path)).toBe('text');
    expect(await (await setup.fetch.ledger.view()).list('runs')).toEqual([]);
  });

  test('keeps git out of its folder', async () => {
    await setup.open(setup.folder).store;
    expect(await readFile(join(setup.folder, '.gitignore'), 'utf8')).toBe('*\n');
  });

  test('shows its own files and recorded ones side by side; it writes to its own alone', async () => {
    const run = await setup.fetch.train({ model: MODEL, artifacts: { 'a.txt': 'recorded' } });
    await setup.fetch.register(run);
    const served = setup.open(setup.folder);
    const { info } = (await call(served, 'GET runs/get', { run_id: run })).run;
    const [place, own] = [`${info.experiment_id}/${run}/artifacts`, `${info.experiment_id}/own/artifacts`];
    await put(served, `${own}/b.txt`, 'own');
    const names = async (path: string) => (await served.artifacts.list(path)).map(({ name }) => name);
    expect(await content(served, `${own}/b.txt`)).toBe('own');
    expect(await content(served, `${place}/a.txt`)).toBe('recorded');
    expect(await names(info.experiment_id)).toEqual(['own']);
    expect(await names(own)).toEqual(['b.txt']);
    expect(await names(place)).toEqual(['a.txt', 'out']);
    for (const path of [`${place}/a.txt`, `${place}/out/model/MLmodel`, 'models/clf/1/MLmodel', place]) {
      await expect(put(served, path, 'x')).rejects.toMatchObject({ status: 403 });
      await expect(served.artifacts.remove(path)).rejects.toMatchObject({ status: 403 });
    }
    expect(await names(`${place}/out`)).toEqual(['model']);
    await served.artifacts.remove(own);
    expect(await content(served, `${own}/b.txt`)).toBeUndefined();
    expect(await content(served, `${place}/a.txt`)).toBe('recorded');
  });
});

test('to refuse what would change a recorded file no file is brought', async () => {
  const run = await setup.fetch.train({ model: MODEL, artifacts: { 'a.txt': 'recorded' } });
  const served = setup.open(setup.folder);
  const { info } = (await call(served, 'GET runs/get', { run_id: run })).run;
  const place = `${info.experiment_id}/${run}/artifacts`;
  for (const path of [`${place}/a.txt`, `${place}/out/model/MLmodel`, `${place}/out`])
    await expect(put(served, path, 'x')).rejects.toMatchObject({ status: 403 });
  expect(await readdir(setup.temp)).toEqual([]);
});

describe('the folder of a server that can be logged to', () => {
  test('belongs to one process: another that is alive has it', async () => {
    await setup.open(setup.folder).store;
    const pid = join(setup.folder, 'server.pid');
    expect(await readFile(pid, 'utf8')).toBe(`${process.pid}\n`);
    // Whoever started the tests lives as long as they do.
    await writeFile(pid, `${process.ppid}\n`);
    await expect(setup.open(setup.folder).store).rejects.toMatchObject({
      faults: [
        {
          code: 'E_SERVE_BUSY',
          what: expect.stringContaining(`process ${process.ppid}`),
          where: setup.folder,
          mend: expect.stringContaining('--dir'),
        },
      ],
    });
    expect(await readFile(pid, 'utf8')).toBe(`${process.ppid}\n`);
  });

  test.each(['2147483646\n', '', 'no number', '0\n', '-1\n'])(
    'is taken over from a process that is gone (%j)',
    async (text) => {
      const first = setup.open(setup.folder);
      await call(first, 'POST experiments/create', { name: 'e' });
      await first.close();
      const pid = join(setup.folder, 'server.pid');
      await writeFile(pid, text);
      const served = setup.open(setup.folder);
      expect(await runIds(served, 'e')).toEqual([]);
      expect(await readFile(pid, 'utf8')).toBe(`${process.pid}\n`);
    },
  );

  test('is free again when the server has ended', async () => {
    const served = setup.open(setup.folder);
    await served.store;
    await served.close();
    expect(await readdir(setup.folder)).not.toContain('server.pid');
  });

  test('with a damaged spool is told by its file and line, left as it is, and free again', async () => {
    const served = setup.open(setup.folder);
    await call(served, 'POST experiments/create', { name: 'e' });
    await served.close();
    const spool = join(setup.folder, 'spool.ndjson');
    await writeFile(spool, `garbage\n${await readFile(spool, 'utf8')}`);
    const before = await readFile(spool, 'utf8');
    const again = setup.open(setup.folder);
    await expect(again.store).rejects.toMatchObject({
      faults: [{ code: 'E_SERVE_DAMAGED', what: expect.stringContaining('line 1'), where: spool }],
    });
    expect(await readFile(spool, 'utf8')).toBe(before);
    // The ledger is still being read.
    await again.artifacts.list('');
    expect(await readdir(setup.folder)).not.toContain('server.pid');
  });
});
