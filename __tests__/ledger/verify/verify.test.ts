import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { RecallEvent } from '../../../src/core/generated/types.js';
import type { Confirmation } from '../../../src/core/registry/confirm/attempt.js';
import { recallPath, seriesPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { RULES } from '../../../src/ledger/verify/findings.js';
import type { Confirming } from '../../../src/ledger/verify/online.js';
import {
  approvedEvent,
  clearedEvent,
  recalledEvent,
  requestedEvent,
} from '../../commands/recalled/events.js';
import { BareRepo } from '../../support/bare-repo.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { adding, DAY, Folders, idAt, localLedger } from '../fixtures.js';
import { SAID } from './said.js';
import { bootstrap, facts, HOUR, runOf, SECOND, TAMPERED, TestLedger, verifyIn } from './support.js';

jest.setTimeout(30_000);

const folders = new Folders();
let template: TestLedger;

beforeAll(async () => {
  template = await TestLedger.create(folders);
}, 60_000);
afterAll(() => folders.remove());

const git = (folder: string, ...args: string[]) =>
  execOk('git', args, { cwd: folder, env: gitEnvironment() });

describe('a ledger that was only added to', () => {
  test('is valid, whoever wrote it, and whatever became of its look-ups', async () => {
    const ledger = await template.copy(folders);
    const commits = Number((await ledger.repo.git(['rev-list', '--count', 'lineage'])).toString());
    expect(await ledger.verify()).toEqual({
      branch: 'lineage',
      tip: await ledger.tip(),
      commits,
      records: 5 + 2 + 4,
      valid: true,
      findings: [],
    });
    expect(commits).toBeGreaterThan(8);
  });

  test('is read from what was fetched where there is no branch of its own', async () => {
    const ledger = await template.copy(folders);
    const clone = await folders.make();
    await git(clone, 'clone', '-q', '--no-checkout', '-b', 'lineage', ledger.folder, 'clone');
    const folder = join(clone, 'clone');
    await git(folder, 'checkout', '-q', '--orphan', 'main');
    await git(folder, 'branch', '-D', 'lineage');
    const result = await verifyIn(folder);
    expect(result).toMatchObject({ branch: 'origin/lineage', tip: await ledger.tip(), valid: true });
  });

  test('may lie on another branch', async () => {
    const folder = await folders.make();
    await BareRepo.create(folder, 'octo/other');
    await localLedger(folder, { branch: 'ml/records' }).write(adding(await runOf(SECOND)));
    expect(await verifyIn(folder, { branch: 'ml/records' })).toMatchObject({ valid: true, records: 1 });
  });

  test('has a whole history beside a shallow one of the code', async () => {
    const ledger = await template.copy(folders);
    await ledger.repo.commit({ 'a.py': '1' });
    await ledger.repo.commit({ 'a.py': '2' });
    const clone = join(await folders.make(), 'clone');
    const url = `file://${ledger.folder}`;
    await git(ledger.folder, 'clone', '-q', '--depth=1', '-b', 'main', url, clone);
    await git(clone, 'fetch', '-q', 'origin', 'lineage:lineage');
    expect((await git(clone, 'rev-parse', '--is-shallow-repository')).toString()).toBe('true\n');
    expect(await verifyIn(clone)).toMatchObject({ valid: true });
  });

  test('holds thousands of runs in one commit', async () => {
    const ledger = await template.copy(folders);
    const files = await Promise.all(
      Array.from({ length: 3000 }, (_, seed) => runOf(idAt(DAY + 100 * HOUR + seed, seed))),
    );
    const date = (DAY + 100 * HOUR) / 1000;
    await ledger.commit(Object.fromEntries(files.map(({ path, bytes }) => [path, bytes])), { date });
    expect(await ledger.verify()).toMatchObject({ valid: true, records: 3011 });
  });
});

describe('a remembered tip', () => {
  test('that is an ancestor, or the tip itself, is fine', async () => {
    const ledger = await template.copy(folders);
    const before = await ledger.tip();
    await ledger.commit({});
    expect(await ledger.verify(before)).toMatchObject({ valid: true });
    expect(await ledger.verify(await ledger.tip())).toMatchObject({ valid: true });
  });

  test('shows a branch that was pushed by force, also once the commit is gone', async () => {
    const ledger = await template.copy(folders);
    const before = await ledger.tip();
    const parent = (await ledger.repo.resolve('lineage~1')) ?? '';
    await ledger.repo.updateRef('refs/heads/lineage', parent);
    const forced = await ledger.verify(before);
    expect(facts(forced.findings)).toEqual([['history-rewritten', null, before]]);
    expect(forced.findings[0]?.what).toMatch(/^is no ancestor of the tip/);
    const clone = join(await folders.make(), 'clone');
    await git(ledger.folder, 'clone', '-q', '--bare', `file://${ledger.folder}`, clone);
    const gone = await verifyIn(clone, { since: before });
    expect(facts(gone.findings)).toEqual([['history-rewritten', null, before]]);
    expect(gone.findings[0]?.what).toMatch(/^is not in this repository/);
  });

  test.each(['', 'abc1234', 'HEAD', '--all', 'lineage~1'])('%j is no full id', async (since) => {
    const ledger = await template.copy(folders);
    await expect(ledger.verify(since)).rejects.toThrow('E_INPUT_INVALID');
  });
});

describe('what cannot be proved is an error', () => {
  test('no branch, another branch, no repository', async () => {
    const folder = await folders.make();
    const repo = await BareRepo.create(folder, 'octo/none');
    await expect(verifyIn(folder)).rejects.toThrow(/E_LEDGER_NOT_A_LEDGER: There is no branch lineage/);
    await repo.commit({ 'train.py': 'x' }, { branch: 'lineage' });
    await expect(verifyIn(folder)).rejects.toThrow(
      /E_LEDGER_NOT_A_LEDGER: .* no commit of it has a ledger.json/,
    );
    await expect(verifyIn(folder, { branch: '--all' })).rejects.toThrow('E_INPUT_INVALID');
    await expect(verifyIn(await folders.make())).rejects.toThrow('E_NO_REPOSITORY');
  });

  test('a ledger of a newer format', async () => {
    const folder = await folders.make();
    const repo = await BareRepo.create(folder, 'octo/newer');
    await repo.commit({ ...bootstrap(), 'ledger.json': '{\n  "format": 2\n}\n' }, { branch: 'lineage' });
    await expect(verifyIn(folder)).rejects.toThrow('E_LEDGER_FORMAT');
  });

  test('a shallow clone, with the way out of it', async () => {
    const ledger = await template.copy(folders);
    const clone = join(await folders.make(), 'clone');
    await git(
      ledger.folder,
      'clone',
      '-q',
      '--bare',
      '--depth=2',
      '-b',
      'lineage',
      `file://${ledger.folder}`,
      clone,
    );
    await expect(verifyIn(clone)).rejects.toThrow(
      /E_LEDGER_INCOMPLETE: This is a shallow clone: .* git fetch --unshallow/,
    );
    await git(clone, 'fetch', '-q', '--unshallow', 'origin', 'lineage');
    expect(await verifyIn(clone)).toMatchObject({ valid: true });
  });

  test('a partial clone, from which nothing is fetched one by one', async () => {
    const ledger = await template.copy(folders);
    const clone = join(await folders.make(), 'clone');
    const url = `file://${ledger.folder}`;
    await git(ledger.folder, 'clone', '-q', '--bare', '--filter=blob:none', '-b', 'lineage', url, clone);
    await expect(verifyIn(clone)).rejects.toThrow(
      /E_LEDGER_INCOMPLETE: This is a partial clone, and \d+ objects/,
    );
  });

  test.each([
    ['a content', (path: string) => `lineage:${path}`],
    ['a folder', () => 'lineage~2:models'],
    ['a commit', () => 'lineage~2'],
  ])('%s that is missing', async (_, revision) => {
    const ledger = await template.copy(folders);
    const id = (await ledger.repo.resolve(revision(seriesPath(SECOND)))) ?? '';
    await ledger.loose(id, (file) => file.remove());
    await expect(ledger.verify()).rejects.toThrow('E_LEDGER_INCOMPLETE');
  });

  test('a content that is broken on the disk, or another than its id says', async () => {
    const ledger = await template.copy(folders);
    const id = (await ledger.repo.resolve(`lineage:${seriesPath(SECOND)}`)) ?? '';
    await ledger.loose(id, (file) => file.overwrite('{"key":"loss","value":0.1,"step":1,"at":null}\n'));
    await expect(ledger.verify()).rejects.toThrow(`object ${id}) is broken on this disk`);
    await ledger.loose(id, (file) => file.garbage());
    await expect(ledger.verify()).rejects.toThrow('E_LEDGER_INCOMPLETE');
  });

  test('a ref that cannot be read does not hide behind the fetched one', async () => {
    const ledger = await template.copy(folders);
    await ledger.repo.updateRef('refs/remotes/origin/lineage', await ledger.tip());
    await writeFile(join(ledger.folder, 'refs', 'heads', 'lineage'), 'nonsense\n');
    await expect(ledger.verify()).rejects.toThrow(
      /E_LEDGER_INCOMPLETE: The ref refs\/heads\/lineage cannot be read/,
    );
  });
});

test('what GitHub does not confirm of events, where it is asked', async () => {
  const ledger = await template.copy(folders);
  const answers = [
    { state: 'contradicted', why: ['names mallory', 'is late'] },
    { state: 'unknown', why: 'was written on a laptop' },
    { state: 'confirmed', notes: ['account 1 has another name now'], conclusion: 'failure' },
    { state: 'confirmed', notes: [], conclusion: null },
  ] as const satisfies Confirmation[];
  const confirm: Confirming = {
    models: async ([events = []]) =>
      new Map(events.map((event, at) => [event, answers[at] ?? { state: 'unknown', why: 'x' }])),
    recalls: async () => new Map(),
  };
  const result = await verifyIn(ledger.folder, { confirm });
  expect(result.valid).toBe(false);
  expect(result.findings).toMatchObject([
    {
      rule: 'event-unconfirmed',
      severity: 'error',
      what: 'names mallory; it is late',
      commit: expect.any(String),
    },
    { rule: 'event-unchecked', severity: 'warning', what: 'was written on a laptop' },
  ]);
  expect(result.online).toEqual({
    ...{ confirmed: 2, contradicted: 1, unchecked: 1, by_token: 0 },
    conclusions: { failure: 1, running: 1 },
    notes: [
      { path: expect.stringMatching(/^models\/clf\/events\//), what: 'account 1 has another name now' },
    ],
  });
});

test('events of recalls are read, counted and held against those that they name, and against GitHub', async () => {
  const ledger = await template.copy(folders);
  const before = await ledger.verify();
  const id = (seed: number) => idAt(TAMPERED, seed);
  const at = new Date(TAMPERED).toISOString();
  const recalls = [0, 1, 2].map((seed) => recalledEvent({ event_id: id(seed), at }));
  const asks = { ...requestedEvent([id(2)], 'alice'), event_id: id(3), at };
  const approves = { ...approvedEvent(id(3), 'bob'), event_id: id(4), at };
  const clears = { ...clearedEvent([id(2)], asks, [approves]), event_id: id(5), at };
  const add = async (...events: RecallEvent[]) => {
    const files: Record<string, Buffer> = {};
    for (const event of events) files[recallPath(event.event_id)] = await encodeRecord('recallEvent', event);
    await ledger.commit(files);
  };
  await add(...recalls, asks, approves, clears);
  const sound = await ledger.verify();
  expect(sound).toMatchObject({ valid: true, findings: [] });
  expect(sound.records - before.records).toBe(6);
  const contradicted = { state: 'contradicted', why: ['names mallory'] } as const;
  const confirm: Confirming = {
    models: async () => new Map(),
    recalls: async ([first]) => new Map(first === undefined ? [] : [[first, contradicted]]),
  };
  const asked = await verifyIn(ledger.folder, { confirm });
  expect(asked.findings.filter(({ rule }) => rule === 'recall-unconfirmed')).toMatchObject([
    { severity: 'error', path: recallPath(id(0)), what: 'names mallory' },
  ]);
  expect(asked.online).toMatchObject({ contradicted: 1 });
  const own = { ...approvedEvent(id(3), 'alice'), event_id: id(6), at };
  await add(
    own,
    { ...clearedEvent([id(2)], asks, []), event_id: id(7), at },
    { ...clearedEvent([id(1)], asks, [own]), event_id: id(8), at },
    { ...requestedEvent([id(99)], 'alice'), event_id: id(9), at },
    { ...approvedEvent(id(98), 'bob'), event_id: id(10), at },
    { ...recalledEvent({ event_id: id(12), at: '2026-13-01T00:00:00Z' }) },
    { ...clearedEvent([id(2)], asks, [approves]), event_id: id(13), at: '2026-99-99T99:99:99Z' },
    { ...asks, event_id: id(14), expires_at: '2026-99-99T99:99:99Z' },
  );
  const { findings } = await ledger.verify();
  expect(findings.map(({ rule, path, what }) => [rule, path, what])).toEqual([
    ['recall-untrue', recallPath(id(7)), 'rests on 0 approval(s), and 1 were needed'],
    ['recall-untrue', recallPath(id(8)), `lifts recall ${id(1)}, which its request does not name`],
    ['recall-untrue', recallPath(id(8)), 'rests on nobody but who asked for it'],
    ['recall-untrue', recallPath(id(9)), `is about the recall ${id(99)}, which there is not`],
    ['recall-untrue', recallPath(id(10)), `approves the request ${id(98)}, which there is not`],
    ['recall-untrue', recallPath(id(12)), 'has a time that does not exist (2026-13-01T00:00:00Z)'],
    ['recall-untrue', recallPath(id(13)), 'has a time that does not exist (2026-99-99T99:99:99Z)'],
    ['recall-untrue', recallPath(id(14)), 'expires at a time that does not exist (2026-99-99T99:99:99Z)'],
  ]);
  await ledger.commit({ [recallPath(id(11))]: '{}', 'recalls/x.json': '{}', 'recalls/readme': 'x' });
  const more = (await ledger.verify()).findings
    .map(({ rule }) => rule)
    .filter((rule) => rule !== 'recall-untrue');
  expect(more).toEqual(['unknown-path', 'record-misplaced', 'record-invalid']);
});

test('docs/verify.md tells every rule and no other, each with a test that shows it', async () => {
  const text = await readFile('docs/verify.md', 'utf8');
  const rows = [...text.matchAll(/^\| `([a-z]+-[a-z-]+)` \| [^|]+ \| ([^|]+) \|$/gm)];
  expect(rows.map(([, rule]) => rule)).toEqual(Object.keys(RULES));
  const others = await Promise.all(
    ['verify', 'tamper', 'endpoints', 'given'].map((name) =>
      readFile(`__tests__/ledger/verify/${name}.test.ts`, 'utf8'),
    ),
  );
  for (const [, rule = '', shownBy = ''] of rows) {
    const [, name = '', elsewhere] = /^(.*?)(?: \(([vtge])\))?$/.exec(shownBy) ?? [];
    if (elsewhere === undefined) expect(SAID[name]?.verify?.split(', ')).toContain(rule);
    else if (elsewhere === 'e') expect(others[2]).toContain(`'${name}': [`);
    else expect(others[{ v: 0, t: 1, g: 3 }[elsewhere] ?? 0]).toContain(`test('${name}'`);
  }
});
