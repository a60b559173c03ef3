import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { recallPath, runPath, seriesPath, versionPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { recalledEvent } from '../../commands/recalled/events.js';
import { DAY, Folders, idAt, registered, runRecord } from '../fixtures.js';
import {
  aliasSet,
  bootstrap,
  eventFile,
  FIRST,
  facts,
  HOUR,
  PNG,
  runOf,
  SECOND,
  TestLedger,
  THIRD,
  version,
  versionFile,
} from './support.js';

jest.setTimeout(30_000);

const folders = new Folders();
let template: TestLedger;

beforeAll(async () => {
  template = await TestLedger.create(folders);
}, 60_000);
afterAll(() => folders.remove());

type Expected = [rule: string, path: string | null, commit: string | null][];
type Tamper = (ledger: TestLedger) => Promise<Expected>;

const other = idAt(DAY + 70 * HOUR, 77);
const path = runPath(THIRD);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

const edited: Tamper = async (ledger) => {
  const file = await runOf(THIRD, { duration_s: 1 });
  return [['record-edited', path, await ledger.commit({ [path]: file.bytes })]];
};

async function addRun(ledger: TestLedger, content: string | Uint8Array, rule: string): Promise<Expected> {
  return [[rule, runPath(other), await ledger.commit({ [runPath(other)]: content })]];
}

const HISTORY: Record<string, Tamper> = {
  'a record edited': edited,
  'a record removed': async (ledger) => [
    ['record-removed', path, await ledger.commit({}, { remove: [path] })],
  ],
  'a record moved to another day': async (ledger) => {
    const wrong = path.replace('/21/', '/20/');
    const commit = await ledger.commit({ [wrong]: await ledger.bytes(path) }, { remove: [path] });
    return [
      ['record-renamed', path, commit],
      ['record-misplaced', wrong, commit],
    ];
  },
  'a record removed, and written anew with other bytes': async (ledger) => {
    const removed = await ledger.commit({}, { remove: [path] });
    const written = await ledger.commit({ [path]: (await runOf(THIRD, { duration_s: 1 })).bytes });
    return [
      ['record-edited', path, written],
      ['record-removed', path, removed],
    ];
  },
  'a curve edited': async (ledger) => {
    const series = seriesPath(SECOND);
    const commit = await ledger.commit({ [series]: '{"key":"loss","value":0.1,"step":1,"at":null}\n' });
    return [['record-edited', series, commit]];
  },
  'ledger.json changed': async (ledger) => [
    ['bootstrap-changed', 'ledger.json', await ledger.commit({ 'ledger.json': '{"format":1}' })],
  ],
  'ledger.json removed': async (ledger) => [
    ['bootstrap-changed', 'ledger.json', await ledger.commit({}, { remove: ['ledger.json'] })],
  ],
  'README.md changed': async (ledger) => [
    ['bootstrap-changed', 'README.md', await ledger.commit({ 'README.md': 'hello' })],
  ],
  'a symbolic link': async (ledger) => [
    ['not-plain-file', runPath(other), await ledger.entry('120000', runPath(other), '/etc/passwd')],
  ],
  'a submodule': async (ledger) => [['not-plain-file', 'vendor', await ledger.entry('160000', 'vendor', '')]],
  'a record made executable': async (ledger) => [
    ['not-plain-file', path, await ledger.entry('100755', path, text(await ledger.bytes(path)))],
  ],
  'a record replaced by a link': async (ledger) => {
    const commit = await ledger.entry('120000', path, 'elsewhere');
    return [
      ['record-edited', path, commit],
      ['not-plain-file', path, commit],
    ];
  },
  'a record replaced by a folder': async (ledger) => {
    const commit = await ledger.commit({ [`${path}/x.json`]: '{}' }, { remove: [path] });
    return [
      ['record-removed', path, commit],
      ['not-plain-file', path, await ledger.commitOf(path)],
      ['unknown-path', `${path}/x.json`, commit],
    ];
  },
  'a merge': async (ledger) => {
    const base = (await ledger.repo.resolve('lineage~1')) ?? '';
    const side = await ledger.commit({}, { branch: 'side', parents: [base] });
    return [['merge-commit', null, await ledger.commit({}, { parents: [await ledger.tip(), side] })]];
  },
  'a merge that loses a record of one side': async (ledger) => {
    const base = await ledger.tip();
    const file = await runOf(other);
    const side = await ledger.commit({ [file.path]: file.bytes }, { branch: 'side', parents: [base] });
    await ledger.commit({});
    const merge = await ledger.commit({}, { parents: [await ledger.tip(), side] });
    return [
      ['merge-commit', null, merge],
      ['record-removed', file.path, merge],
    ];
  },
  'a second root': async (ledger) => {
    const root = await ledger.commit({ 'train.py': 'x' }, { branch: 'code', parents: [] });
    const merge = await ledger.commit({ 'train.py': 'x' }, { parents: [await ledger.tip(), root] });
    return [
      ['several-roots', null, root],
      ['merge-commit', null, merge],
      ['unknown-path', 'train.py', root],
    ];
  },
};

const CONTENTS: Record<string, Tamper> = {
  'a record of 0 bytes': (ledger) => addRun(ledger, '', 'record-invalid'),
  'a record of more than 16 MiB': (ledger) =>
    addRun(ledger, Buffer.alloc(16 * 1024 * 1024 + 1, 32), 'record-too-large'),
  'a record that is not UTF-8': (ledger) => addRun(ledger, Buffer.from([0x7b, 0xff, 0x7d]), 'record-invalid'),
  'a record that is no JSON': (ledger) => addRun(ledger, 'not json\n', 'record-invalid'),
  'a record nested without end': (ledger) => addRun(ledger, '['.repeat(100_000), 'record-invalid'),
  'a record with a key __proto__': async (ledger) => {
    const good = text((await runOf(other)).bytes);
    return addRun(ledger, good.replace('{\n', '{\n  "__proto__": {},\n'), 'record-invalid');
  },
  'a record that does not fit its schema': async (ledger) => {
    const good = text((await runOf(other)).bytes);
    return addRun(ledger, good.replace('"FINISHED"', '"GREAT"'), 'record-invalid');
  },
  'a record that is not canonical': (ledger) =>
    addRun(ledger, JSON.stringify(runRecord(other)), 'record-invalid'),
  'the record of another run': async (ledger) =>
    addRun(ledger, (await runOf(THIRD)).bytes, 'record-misplaced'),
  'a run in the folder of another day': async (ledger) => {
    const wrong = `runs/2025/01/01/${other}.json`;
    const commit = await ledger.commit({ [wrong]: (await runOf(other)).bytes });
    return [['record-misplaced', wrong, commit]];
  },
  'a run under no run id': async (ledger) => {
    const wrong = `runs/2026/11/21/${'0'.repeat(32)}.json`;
    return [['record-misplaced', wrong, await ledger.commit({ [wrong]: '{}' })]];
  },
  'files at unknown paths, of any name': async (ledger) => {
    const names = [
      'notes.txt',
      'runs/new\nline',
      'runs/ünï',
      'models/clf/readme.md',
      'datasets/x/events/y.json',
    ];
    const commit = await ledger.commit(Object.fromEntries(names.map((name) => [name, 'x'])));
    return [
      'datasets/x/events/y.json',
      'models/clf/readme.md',
      'notes.txt',
      'runs/new\nline',
      'runs/ünï',
    ].map((name) => ['unknown-path', name, commit]);
  },
  'curves and pictures without a run': async (ledger) => {
    const [series, picture] = [seriesPath(other), `${runPath(other).slice(0, -5)}/roc.png`];
    const commit = await ledger.commit({
      [series]: '{"key":"a","value":1,"step":0,"at":null}\n',
      [picture]: PNG,
    });
    return [
      ['file-without-run', series, commit],
      ['file-without-run', picture, commit],
    ].sort((a, b) => ((a[1] ?? '') < (b[1] ?? '') ? -1 : 1)) as Expected;
  },
  'curves that are none': async (ledger) => {
    const commit = await ledger.commit({
      [seriesPath(THIRD)]: '{"key":"loss","value":"1","step":1,"at":null}\n',
    });
    return [
      ['record-invalid', seriesPath(THIRD), commit],
      ['file-late', seriesPath(THIRD), commit],
    ];
  },
  'a picture of more than 1 MiB': async (ledger) => {
    const picture = `${path.slice(0, -5)}/roc.png`;
    const commit = await ledger.commit({ [picture]: Buffer.alloc(1024 * 1024 + 1, 1) });
    return [
      ['record-too-large', picture, commit],
      ['file-late', picture, commit],
    ];
  },
};

const MODELS: Record<string, Tamper> = {
  'an event edited': async (ledger) => {
    const [first, second] = ledger.events;
    const event = JSON.parse(text(first?.bytes ?? Buffer.alloc(0))) as ModelEvent;
    const file = await eventFile({ ...event, actor: 'eve' });
    const commit = await ledger.commit({ [file.path]: file.bytes });
    const cut = second?.path ?? '';
    return [
      ['record-edited', file.path, commit],
      ['event-chain', cut, await ledger.commitOf(cut)],
    ];
  },
  'an event removed': async (ledger) => {
    const [, removed = '', next = ''] = ledger.events.map((file) => file.path);
    const commit = await ledger.commit({}, { remove: [removed] });
    return [
      ['record-removed', removed, commit],
      ['event-chain', next, await ledger.commitOf(next)],
    ];
  },
  'an event that follows one in the middle': async (ledger) => {
    const [first] = ledger.events;
    const file = await eventFile({ ...aliasSet(1, sha256(first?.bytes ?? '')), event_id: other });
    return [['event-chain', file.path, await ledger.commit({ [file.path]: file.bytes })]];
  },
  'an event whose predecessor comes after it': async (ledger) => {
    const last = ledger.events.at(-1)?.bytes ?? '';
    const before = await eventFile({ ...aliasSet(1, sha256(last)), event_id: other });
    const after = await eventFile({ ...aliasSet(2, sha256(before.bytes)), event_id: idAt(DAY, 4711) });
    const commit = await ledger.commit({ [after.path]: after.bytes });
    await ledger.commit({ [before.path]: before.bytes });
    return [['event-chain', after.path, commit]];
  },
  'an event of another model': async (ledger) => {
    const file = await eventFile({ ...aliasSet(1, sha256('x')), event_id: other, model: 'churn' });
    const wrong = file.path.replace('models/churn/', 'models/clf/');
    return [['record-misplaced', wrong, await ledger.commit({ [wrong]: file.bytes })]];
  },
  'a folder named like no model': async (ledger) => {
    const wrong = `models/%41/events/${other}.json`;
    return [['record-misplaced', wrong, await ledger.commit({ [wrong]: '{}' })]];
  },
  'a version removed': async (ledger) => {
    const commit = await ledger.commit({}, { remove: [versionPath('clf', 1)] });
    const events = ledger.events.slice(0, 2).map((file) => file.path);
    const added = await ledger.commitOf(events[0] ?? '');
    return [
      ['record-removed', versionPath('clf', 1), commit],
      ['version-gap', versionPath('clf', 1), await ledger.commitOf(versionPath('clf', 2))],
      ...events.sort().map((name) => ['event-without-version', name, added] as Expected[number]),
    ];
  },
  'a version far ahead, that nothing registers': async (ledger) => {
    const file = await versionFile({ ...version(1), version: 999_999_999 });
    const commit = await ledger.commit({ [file.path]: file.bytes });
    return [
      ['version-gap', versionPath('clf', 3), commit],
      ['version-unregistered', file.path, commit],
    ];
  },
  'an amendment in the folder of another day': async (ledger) => {
    const wrong = `amendments/2026/11/20/${other}.json`;
    return [['record-misplaced', wrong, await ledger.commit({ [wrong]: '{}' })]];
  },
  'amendments in the folder of no day': async (ledger) => {
    const wrong = ['amendments', 'amendments/2026', 'amendments/2026/11', 'amendments/late'].map(
      (folder) => `${folder}/${other}.json`,
    );
    const commit = await ledger.commit(Object.fromEntries(wrong.map((name) => [name, '{}'])));
    return wrong.sort().map((name) => ['record-misplaced', name, commit]);
  },
  'a version of a number that is none': async (ledger) => {
    const wrong = 'models/clf/versions/03.json';
    return [['record-misplaced', wrong, await ledger.commit({ [wrong]: '{}' })]];
  },
  'a version under another number': async (ledger) => {
    const wrong = versionPath('clf', 3);
    const commit = await ledger.commit({ [wrong]: (await versionFile(version(2))).bytes });
    return [
      ['record-misplaced', wrong, commit],
      ['version-unregistered', wrong, commit],
    ];
  },
  'a version with another manifest than was registered, of a run that is not there': async (ledger) => {
    const last = ledger.events.at(-1)?.bytes ?? '';
    const event = { ...registered('clf', 3, sha256(last)), run_id: other } as ModelEvent;
    const file = await versionFile({ ...version(4), version: 3, run_id: other });
    const eventOf = await eventFile(event);
    const commit = await ledger.commit({ [file.path]: file.bytes, [eventOf.path]: eventOf.bytes });
    return [
      ['version-mismatch', file.path, commit],
      ['version-without-run', file.path, commit],
    ];
  },
  'a version that its run did not make': async (ledger) => {
    const last = ledger.events.at(-1)?.bytes ?? '';
    const eventOf = await eventFile({ ...registered('clf', 3, sha256(last)), run_id: FIRST } as ModelEvent);
    const file = await versionFile({ ...version(3), run_id: FIRST });
    const commit = await ledger.commit({ [file.path]: file.bytes, [eventOf.path]: eventOf.bytes });
    return [['version-not-of-run', file.path, commit]];
  },
  'a version registered twice': async (ledger) => {
    const last = ledger.events.at(-1)?.bytes ?? '';
    const again = {
      ...registered('clf', 2, sha256(last)),
      event_id: idAt(DAY + 90 * HOUR, 5),
      run_id: FIRST,
    };
    const file = await eventFile(again as ModelEvent);
    return [['version-mismatch', file.path, await ledger.commit({ [file.path]: file.bytes })]];
  },
  'the run of a version removed': async (ledger) => {
    const commit = await ledger.commit({}, { remove: [runPath(FIRST)] });
    const picture = `${runPath(FIRST).slice(0, -5)}/curve.png`;
    const versions = [1, 2].map((number) => versionPath('clf', number));
    return [
      ['record-removed', runPath(FIRST), commit],
      ['file-without-run', picture, await ledger.commitOf(picture)],
      ['version-without-run', versions[0] ?? '', await ledger.commitOf(versions[0] ?? '')],
      ['version-without-run', versions[1] ?? '', await ledger.commitOf(versions[1] ?? '')],
      // A model whose runs are not all there has no look-up.
      ['index-wrong', 'index/models/clf.json', commit],
    ];
  },
};

describe.each([
  ['history', HISTORY],
  ['contents', CONTENTS],
  ['models', MODELS],
])('%s', (_, cases) => {
  test.each(Object.entries(cases))('%s', async (_name, tamper) => {
    const ledger = await template.copy(folders);
    const expected = await tamper(ledger);
    const result = await ledger.verify();
    expect(facts(result.findings)).toEqual(expected);
    expect(result.valid).toBe(false);
    for (const { what, mend } of result.findings) expect([what, mend].join('')).toMatch(/^[a-z].*[A-Z]/s);
  });
});

test('what was put back as it was is told so, and stays a finding', async () => {
  const ledger = await template.copy(folders);
  const bytes = await ledger.bytes(path);
  const [first] = await edited(ledger);
  const mended = await ledger.commit({ [path]: bytes });
  const removed = await ledger.commit({}, { remove: [path] });
  const restored = await ledger.commit({ [path]: bytes });
  const { findings } = await ledger.verify();
  expect(facts(findings)).toEqual([first, ['record-removed', path, removed]]);
  expect(findings.map(({ what }) => /commit (\w+) put it back as it was$/.exec(what)?.[1])).toEqual([
    mended,
    restored,
  ]);
});

test.each(['the last', 'the first'])('a path that a folder of %s commit names twice', async (which) => {
  const ledger = await template.copy(folders);
  const id = await ledger.repo.resolve('lineage:ledger.json');
  const raw = Buffer.from(`100644 ledger.json\0`);
  const entry = Buffer.concat([raw, Buffer.from(id ?? '', 'hex')]);
  const whole = await ledger.repo.git(['cat-file', 'tree', 'lineage^{tree}']);
  const at = whole.indexOf(raw);
  const doubled = Buffer.concat([whole.subarray(0, at), entry, whole.subarray(at)]);
  const write = ['hash-object', '-w', '--literally', '-t', 'tree', '--stdin'];
  const tree = (await ledger.repo.git(write, doubled)).toString().trim();
  const parents = which === 'the first' ? [] : ['-p', await ledger.tip()];
  const commit = (await ledger.repo.git(['commit-tree', tree, ...parents, '-m', 'x'])).toString().trim();
  await ledger.repo.updateRef('refs/heads/lineage', commit);
  const { findings } = await ledger.verify();
  expect(findings).toContainEqual(expect.objectContaining({ rule: 'path-twice', path: 'ledger.json' }));
});

test('half of a rename', async () => {
  const ledger = await template.copy(folders);
  const last = ledger.events.at(-1);
  const { alias: _, ...common } = aliasSet(1, sha256(last?.bytes ?? '')) as Extract<
    ModelEvent,
    { type: 'alias-set' }
  >;
  const about = { type: 'model-renamed', version: null, from: 'clf', to: 'other', reason: null } as const;
  const given = idAt(DAY + 70 * HOUR, 78);
  const { path: at, bytes } = await eventFile({ ...common, ...about, event_id: given, counterpart: other });
  const commit = await ledger.commit({ [at]: bytes });
  expect(facts((await ledger.verify()).findings)).toEqual([['rename-half', at, commit]]);
});

test('a version that says otherwise of its model than its run', async () => {
  const ledger = await template.copy(folders);
  const { manifest, ...third } = { ...version(3), run_id: other, run_path: 'm' };
  const { outputs } = runRecord(other);
  const tags = { git_commit: 'c', own: '1' };
  const run = await runOf(other, { outputs: { ...outputs, models: [{ path: 'm', manifest }] }, tags });
  const last = ledger.events.at(-1)?.bytes ?? '';
  const event = await eventFile({ ...registered('clf', 3, sha256(last)), run_id: other } as ModelEvent);
  const found = async (changes: Partial<typeof manifest>, given: Record<string, string>) => {
    const copy = await ledger.copy(folders);
    const file = await versionFile({ ...third, manifest: { ...manifest, ...changes }, tags: given });
    const files = [run, event, file].map(({ path: at, bytes }) => [at, bytes] as const);
    const commit = await copy.commit(Object.fromEntries(files));
    const errors = (await copy.verify()).findings.filter(({ severity }) => severity === 'error');
    for (const one of errors) expect(one).toMatchObject({ rule: 'version-not-of-run', commit });
    return errors.map(({ what }) => what);
  };
  // What its registration adds is its own.
  expect(await found({}, { ...tags, more: '2' })).toEqual([]);
  const named = 'manifest.content_digest`, `manifest.flavors`, `manifest.size_bytes`, `tags.git_commit';
  const changes = { size_bytes: 4, flavors: { sklearn: {} }, content_digest: sha256('x') };
  expect(await found(changes, { ...tags, git_commit: 'd' })).toEqual([
    `says otherwise than run ${other}: \`${named}\``,
  ]);
  expect(await found({}, { own: '1' })).toEqual([`says otherwise than run ${other}: \`tags.git_commit\``]);
});

test('a first commit that begins no ledger', async () => {
  const ledger = await template.copy(folders);
  await ledger.repo.git(['update-ref', '-d', 'refs/heads/lineage']);
  const root = await ledger.commit({ 'README.md': 'x' });
  await ledger.commit(bootstrap());
  const { findings } = await ledger.verify();
  expect(facts(findings)).toEqual([
    ['root-not-bootstrap', 'ledger.json', root],
    ['bootstrap-changed', 'README.md', await ledger.tip()],
  ]);
});

test('what never was a record of a recall may be taken out, and a record may not', async () => {
  const ledger = await template.copy(folders);
  const recall = recalledEvent({ event_id: idAt(DAY + 70 * HOUR, 1), at: new Date(DAY).toISOString() });
  const [odd, true_] = [recallPath(other), recallPath(recall.event_id)];
  await ledger.commit({ [odd]: '[]', [true_]: await encodeRecord('recallEvent', recall) });
  await ledger.commit({ [true_]: '{}' });
  const commit = await ledger.commit({}, { remove: [odd, true_] });
  const removed = (await ledger.verify()).findings.filter(({ rule }) => rule === 'record-removed');
  expect(removed).toMatchObject([
    { path: true_, severity: 'error', what: 'was removed', commit },
    { path: odd, severity: 'warning', what: expect.stringContaining('never was a record of a recall') },
  ]);
});

test('a ledger.json that says no format', async () => {
  const ledger = await template.copy(folders);
  await ledger.repo.git(['update-ref', '-d', 'refs/heads/lineage']);
  const root = await ledger.commit({ ...bootstrap(), 'ledger.json': '{}' });
  expect(facts((await ledger.verify()).findings)).toEqual([['root-not-bootstrap', 'ledger.json', root]]);
});

describe('a local view of the history that hides what was done', () => {
  test('a replaced commit', async () => {
    const ledger = await template.copy(folders);
    const expected = await edited(ledger);
    await ledger.commit({});
    // Whoever runs git log sees a history that never had the edit.
    const clean = (
      await ledger.repo.git(['commit-tree', 'lineage~2^{tree}', '-p', 'lineage~2', '-m', 'x'])
    ).toString();
    await ledger.repo.git(['replace', await ledger.tip(), clean.trim()]);
    expect((await ledger.repo.git(['diff', '--stat', 'lineage~1', 'lineage', '--', path])).toString()).toBe(
      '',
    );
    expect(facts((await ledger.verify()).findings)).toEqual(expected);
  });

  test('grafted parents', async () => {
    const ledger = await template.copy(folders);
    const root = (await ledger.repo.resolve('lineage~1')) ?? '';
    const expected = await edited(ledger);
    await ledger.commit({});
    await mkdir(join(ledger.folder, 'info'), { recursive: true });
    await writeFile(join(ledger.folder, 'info', 'grafts'), `${await ledger.tip()} ${root}\n`);
    expect(facts((await ledger.verify()).findings)).toEqual(expected);
  });
});
