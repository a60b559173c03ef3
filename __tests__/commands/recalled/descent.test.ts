import { kindOfPath } from '../../../src/collect/artifacts.js';
import { affectedBy } from '../../../src/commands/recall/affected.js';
import { Descents } from '../../../src/commands/recalled/descent.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RecalledEvent, RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { recallPath, runPath } from '../../../src/ledger/layout.js';
import { listed } from '../../core/lineage/world.js';
import { adding, Folders, RecordingLog } from '../../ledger/fixtures.js';
import {
  addRecalls,
  addRuns,
  ancestry,
  dataset,
  id,
  ledgerOf,
  recalled,
  recallId,
  told,
  trained,
} from './world.js';

const folders = new Folders();
afterAll(() => folders.remove());

const LEAK = recalled(dataset('orders', 'v2.1', [`file ${sha256('orders')}`]));
const MODEL = { 'model.bin': 'weights' };
const DIGEST = listed(MODEL);

async function of(
  letter: string,
  runs: readonly RunRecord[],
  recalls: readonly RecalledEvent[] = [LEAK],
  digest: string | null = null,
) {
  const ledger = await ledgerOf(folders, { runs, recalls });
  const run = runs.find(({ run_id }) => run_id === id(letter));
  if (run === undefined) throw new Error('no such run');
  return ancestry(await ledger.view(), run, digest);
}

test('data two steps up, which the record of each step names by the run that made it', async () => {
  const runs = [
    trained('a', { reads: [{ version: 'v2.1' }], data: [{ path: 'clean' }] }),
    trained('b', { at: 2, reads: [{ name: 'clean', made_by: id('a') }], data: [{ path: 'features' }] }),
    trained('c', { at: 4, reads: [{ name: 'features', made_by: id('b') }] }),
    trained('d', { at: 4, reads: [{ name: 'other', version: 'v2.1' }] }),
  ];
  expect(told(await of('c', runs))).toEqual([
    'refuse: dataset `orders@v2.1` → a → dataset `clean@v1` → b → dataset `features@v1` → c',
  ]);
  expect(told(await of('d', runs))).toEqual([]);
});

test.each([
  ['by its name', { reads: [{ version: 'v2.1' }] }, 'dataset `orders@v2.1`'],
  [
    'by the tag alone',
    { tags: { dataset_version: 'users_v3+orders_v2.1' } },
    'dataset `orders@v2.1`, by the tag `dataset_version`',
  ],
  [
    'by its content under another name',
    { reads: [{ name: 'sales', digest: sha256('orders'), scheme: 'file' as const, size_bytes: 6 }] },
    'dataset `sales@v1`, which holds what was recalled as `orders@v2.1`',
  ],
])('data %s', async (_, what, said) => {
  expect(told(await of('a', [trained('a', what)]))).toEqual([`refuse: ${said} → a`]);
});

test('what it read before the data was changed counts as well', async () => {
  const changed = [
    { kind: 'dataset' as const, name: 'sales', path: null, begin: sha256('orders'), end: sha256('new') },
  ];
  const run = trained('a', {
    reads: [{ name: 'sales', digest: sha256('new'), scheme: 'file', size_bytes: 3 }],
  });
  const { inputs } = run;
  expect(told(await of('a', [{ ...run, inputs: { ...inputs, changed } }]))).toHaveLength(1);
});

test.each([
  [
    'of another scheme',
    { name: 'sales', digest: sha256('orders'), scheme: 'folder-2' as const, size_bytes: 6 },
  ],
  ['of another version', { version: 'v2' }],
  ['whose tag is that of a dataset which the run names', { name: 'orders_v2.1', version: 'x' }],
])('data %s is not it', async (_, read) => {
  const run = trained('a', { reads: [read], tags: { dataset_version: 'orders_v2.1_x' } });
  expect(told(await of('a', [run]))).toEqual([]);
});

test('a name of one repository is not recalled for another', async () => {
  const ours = recalled({ ...dataset('orders', 'v2.1'), repository: 'Octo/clf' } as RecalledEvent['what']);
  const theirs = recalled({
    ...dataset('orders', 'v2.1'),
    repository: 'octo/other',
  } as RecalledEvent['what']);
  const runs = [trained('a', { reads: [{ version: 'v2.1' }], commit: 'f'.repeat(40) })];
  expect(told(await of('a', runs, [ours]))).toHaveLength(1);
  expect(told(await of('a', runs, [theirs]))).toEqual([]);
});

test('validation data judged the weights and is no part of them, also that of the run it is a part of', async () => {
  const runs = [
    trained('a', { reads: [{ version: 'v2.1', role: 'validation' }], models: [{ path: 'm', files: MODEL }] }),
    trained('b', { parent: 'a' }),
    trained('c', { at: 2, began: [{ made_by: id('a') }] }),
    trained('d', { data: [{ path: 'held out' }], reads: [{ version: 'v2.1' }] }),
    trained('e', { at: 2, reads: [{ name: 'test', role: 'test', made_by: id('d') }] }),
  ];
  expect(told(await of('a', runs))).toEqual(['judged-on: dataset `orders@v2.1` → a']);
  expect(told(await of('b', runs))).toEqual(['judged-on: dataset `orders@v2.1` → a → b']);
  // Nobody takes over what another model was judged on.
  expect(told(await of('c', runs))).toEqual([]);
  expect(told(await of('e', runs))).toEqual(['judged-on: dataset `orders@v2.1` → d → dataset `test@v1` → e']);
});

test('a base model, by its run and by the address of its run', async () => {
  const runs = [
    trained('a', { reads: [{ version: 'v2.1' }], models: [{ path: 'm', files: MODEL }] }),
    trained('b', { at: 2, began: [{ uri: 'base/', made_by: id('a') }] }),
    trained('c', { at: 2, began: [{ uri: `runs:/${id('a')}/m` }] }),
  ];
  expect(told(await of('b', runs))).toEqual(['refuse: dataset `orders@v2.1` → a → base model `base/` → b']);
  expect(told(await of('c', runs))).toHaveLength(1);
});

test('what is recalled as data is as bad as a base model, and in a model, whatever else that has', async () => {
  const raw = { reads: [{ name: 'raw' }] };
  const file = { digest: listed({ 'orders.bin': 'orders' }), file_digest: sha256('orders') };
  const same = 'which holds what was recalled as `orders@v2.1`';
  const began = trained('a', { ...raw, began: [file], models: [{ path: 'm', files: MODEL }] });
  const held = { 'orders.bin': 'orders', README: 'read' };
  const holds = trained('b', { ...raw, models: [{ path: 'm', files: held }] });
  const copied = trained('c', {
    at: 2,
    ...raw,
    models: [{ path: 'n', files: held, reused: true, made_by: id('b') }],
  });
  const onIt = trained('d', { at: 4, ...raw, began: [{ digest: listed(held), made_by: null }] });
  const runs = [began, holds, copied, onIt];
  expect(told(await of('a', runs))).toEqual([`refuse: base model \`base/\`, ${same} → a`]);
  for (const digest of [null, listed(held)]) {
    expect(told(await of('b', runs, [LEAK], digest))).toEqual([`refuse: model \`m\`, ${same} → b`]);
    expect(told(await of('c', runs, [LEAK], digest))).toEqual([`refuse: model \`n\`, ${same} → c`]);
  }
  expect(told(await of('d', runs))).toEqual([`refuse: model \`m\` of b, ${same} → d`]);
  const folder = { files: { x: 'x' }, digest: listed({ x: 'x' }) };
  const leak = recalled(dataset('orders', 'v2.1', [`folder-2 ${folder.digest}`]));
  const asFolder = trained('a', { ...raw, began: [{ digest: folder.digest }] });
  const asModel = trained('b', { ...raw, models: [{ path: 'm', files: folder.files }] });
  for (const letter of ['a', 'b'])
    expect(told(await of(letter, [asFolder, asModel], [leak]))).toHaveLength(1);
  // What was read under its name alone is held against no bytes.
  const byName = recalled(dataset('orders', 'v2.1'));
  for (const letter of ['a', 'b']) expect(told(await of(letter, runs, [byName]))).toEqual([]);
  // The list of what is hit says what is refused.
  const ledger = await ledgerOf(folders, { runs, recalls: [LEAK] });
  const { impact } = await affectedBy(LEAK, await ledger.view());
  expect(impact.runs.map(({ run_id }) => run_id).sort()).toEqual(runs.map(({ run_id }) => run_id));
});

test('a commit, a package, a run', async () => {
  const commit = 'c'.repeat(40);
  const runs = [
    trained('a', { commit, packages: { NumPy: '1.26.0' } }),
    trained('b', { at: 2, reads: [{ made_by: id('a') }] }),
  ];
  const asked = (what: RecalledEvent['what']) => of('b', runs, [recalled(what)]);
  const commits: [string] = [commit];
  const bad = { kind: 'commit' as const, asked: '=c', repository: 'octo/clf', commits };
  const way = 'a → dataset `orders@v1` → b';
  expect(told(await asked(bad))).toEqual([`refuse: commit \`${commit}\` → ${way}`]);
  const numpy = { kind: 'package' as const, name: 'numpy', range: '>=1.26,<2' };
  expect(told(await asked(numpy))).toEqual([`refuse: package \`numpy 1.26.0\` → ${way}`]);
  expect(told(await asked({ ...numpy, range: '>=2' }))).toEqual([]);
  expect(told(await asked({ kind: 'run', run_id: id('a') }))).toEqual([`refuse: ${way}`]);
  // Whichever of its interpreters had it.
  const two = trained('a', { packages: {}, others: [{ pandas: '2.2' }, { numpy: '1.26.0' }] });
  expect(told(await of('b', [two, ...runs.slice(1)], [recalled(numpy)]))).toEqual([
    `refuse: package \`numpy 1.26.0\` → ${way}`,
  ]);
});

test('an output of a run may be that of its parts, unless one of them has the very same bytes', async () => {
  const models = [{ path: 'm', files: MODEL }];
  const parts = [trained('b', { parent: 'a', reads: [{ version: 'v2.1' }] }), trained('c', { parent: 'a' })];
  expect(told(await of('a', [trained('a', { models }), ...parts], [LEAK], DIGEST))).toEqual([
    'refuse: dataset `orders@v2.1` → b → a',
  ]);
  const reader = trained('d', { at: 2, began: [{ digest: DIGEST, made_by: id('a') }] });
  expect(told(await of('d', [trained('a', { models }), ...parts, reader]))).toHaveLength(1);
  const own = [parts[0] as RunRecord, trained('c', { parent: 'a', models })];
  expect(told(await of('d', [trained('a', { models }), ...own, reader]))).toEqual([]);
  // What the whole read the part has read.
  expect(told(await of('c', [trained('a', { reads: [{ version: 'v2.1' }] }), ...own]))).toHaveLength(1);
});

test('nobody hangs a run of his own on one that is trusted more', async () => {
  const runs = [
    trained('a', { models: [{ path: 'm', files: MODEL }] }),
    trained('b', { parent: 'a', reads: [{ version: 'v2.1' }], trust: 'claimed' }),
  ];
  expect(told(await of('a', runs, [LEAK], DIGEST))).toEqual([]);
});

test('a part of a run that went on for days lies in a later one', async () => {
  const models = [{ path: 'm', files: MODEL }];
  const whole = trained('a', { models, changes: { ended_at: '2026-11-23T00:00:00Z' } });
  const late = {
    ...trained('b', { reads: [{ version: 'v2.1' }] }),
    run_id: recallId(77),
    parent_run_id: id('a'),
  };
  expect(told(await of('a', [whole, late], [LEAK], DIGEST))).toHaveLength(1);
});

test('bytes that came from what is recalled are refused; where a sound run has made the same it is a warning', async () => {
  const bytes = { name: 'features', digest: sha256('f'), scheme: 'file' as const, size_bytes: 1 };
  const contents = [`file ${sha256('f')}`];
  const leak = recalled(dataset('orders', 'v2.1'), {
    affected: { contents, other_makers: [id('a'), id('b'), id('c')] },
  });
  const makes = { reads: [{ name: 'raw' }], data: [{ path: 'f', text: 'f' }] };
  const reader = (made_by: string | null) => trained('z', { at: 9, reads: [{ ...bytes, made_by }] });
  const runs = [trained('a', makes), trained('b', { at: 20, ...makes }), trained('c')];
  const said = 'dataset `features@v1`, which holds what a run had made of it → z';
  expect(told(await of('z', [...runs, reader(null)], [leak]))).toEqual([`refuse: ${said}`]);
  expect(told(await of('z', [...runs, reader(id('a'))], [leak]))).toEqual([`warn: ${said}`]);
  // One that ended later, or has no such output, has not made them.
  expect(told(await of('z', [...runs, reader(id('b'))], [leak]))).toEqual([`refuse: ${said}`]);
  expect(told(await of('z', [...runs, reader(id('c'))], [leak]))).toEqual([`refuse: ${said}`]);
  // Its own record has to say where they come from, and nothing of a time after the recall.
  const silent = [trained('a', { data: makes.data }), reader(id('a'))];
  expect(told(await of('z', silent, [leak]))).toEqual([`refuse: ${said}`]);
  const earlier = { ...leak, at: '2025-12-31T00:00:00Z' };
  expect(told(await of('z', [...runs, reader(id('a'))], [earlier]))).toEqual([`refuse: ${said}`]);
  // Whoever may push can write one later that says it was there before.
  const unknown = recalled(dataset('orders', 'v2.1'), { affected: { contents } });
  expect(told(await of('z', [...runs, reader(id('a'))], [unknown]))).toEqual([`refuse: ${said}`]);
});

test('bytes that were made of it only after a run had ended are none that it read', async () => {
  const bytes = { name: 'features', digest: sha256('f'), scheme: 'file' as const, size_bytes: 1 };
  const makes = { data: [{ path: 'f', text: 'f' }] };
  const sound = trained('a', { reads: [{ name: 'raw' }], ...makes });
  const reader = trained('b', { at: 4, reads: [{ ...bytes, made_by: id('a') }] });
  const leaky = trained('c', { at: 8, reads: [{ version: 'v2.1' }], ...makes });
  expect(told(await of('b', [sound, reader, leaky]))).toEqual([]);
  const late = trained('d', { at: 12, reads: [{ ...bytes, made_by: id('a') }] });
  expect(told(await of('d', [sound, reader, leaky, late]))).toHaveLength(1);
});

test('a model is no other one for being copied by a run of its own', async () => {
  const model = { models: [{ path: 'out/model', files: MODEL }] };
  const runs = [
    trained('a', { reads: [{ version: 'v2.1' }], ...model }),
    trained('b', { at: 4, reads: [{ name: 'raw' }], ...model }),
    trained('c', { at: 4, reads: [{ name: 'raw' }], models: [{ path: 'm', files: { m: 'other' } }] }),
  ];
  const way =
    'dataset `orders@v2.1` → a → model `out/model`, which holds the same bytes as `out/model` of a → b';
  expect(told(await of('b', runs))).toEqual([`refuse: ${way}`]);
  expect(told(await of('b', runs, [LEAK], DIGEST))).toEqual([`refuse: ${way}`]);
  expect(told(await of('c', runs))).toEqual([]);
  // What is asked about is another model of the run.
  expect(told(await of('b', runs, [LEAK], listed({ m: 'other' })))).toEqual([]);
});

test('what a recall found to be made no later record makes its own, whatever times it has', async () => {
  const model = { models: [{ path: 'm', files: MODEL }], reads: [{ name: 'raw' }] };
  const leaky = trained('a', { at: 4, ...model, reads: [{ version: 'v2.1' }] });
  const old = trained('b', model);
  const by = (...other_makers: string[]) =>
    recalled(LEAK.what, { affected: { contents: [`folder-2 ${DIGEST}`], other_makers } });
  expect(told(await of('b', [leaky, old], [by()], DIGEST))).toHaveLength(1);
  expect(told(await of('b', [leaky, old], [by(id('b'))], DIGEST))).toEqual([]);
  // What was made of it after the recall, others may have had before.
  const before = recalled(LEAK.what, { at: '2026-01-01T00:00:30Z' });
  expect(told(await of('b', [leaky, old], [before], DIGEST))).toEqual([]);
});

test('a model is the same with more files beside, or alone under another name; one that shares a file is not', async () => {
  const files = { 'model.bin': 'weights', LICENSE: 'free', empty: '' };
  const leaky = trained('a', { reads: [{ version: 'v2.1' }], models: [{ path: 'm', files }] });
  const copy = (held: Record<string, string>) =>
    of('b', [leaky, trained('b', { at: 4, reads: [{ name: 'raw' }], models: [{ path: 'n', files: held }] })]);
  expect(told(await copy({ 'other.bin': 'weights' }))).toHaveLength(1);
  expect(told(await copy({ 'sub/m': 'weights', 'sub/LICENSE': 'free', README: 'new' }))).toEqual([
    'refuse: dataset `orders@v2.1` → a → model `n`, which holds the same bytes as `m` of a → b',
  ]);
  expect(told(await copy({ 'model.bin': 'sound', LICENSE: 'free' }))).toEqual([]);
  expect(told(await copy({ empty: '' }))).toEqual([]);
});

test('a base model is the same with more files beside, and so is what is made of it', async () => {
  const files = { 'model.bin': 'weights', LICENSE: 'free' };
  const raw = { reads: [{ name: 'raw' }] };
  const beside = (held: Record<string, string>) => ({
    began: [
      {
        digest: listed(held),
        file_digests: Object.values(held)
          .map((text) => sha256(text))
          .sort(),
      },
    ],
  });
  const runs = [
    trained('a', { reads: [{ version: 'v2.1' }], models: [{ path: 'm', files }] }),
    trained('b', { at: 4, ...raw, ...beside({ ...files, README: 'new' }), data: [{ path: 'f', text: 'f' }] }),
    trained('c', { at: 4, ...raw, ...beside({ 'model.bin': 'sound', LICENSE: 'free' }) }),
    trained('d', { at: 8, reads: [{ name: 'f', digest: sha256('f'), scheme: 'file', size_bytes: 1 }] }),
    // What was made only after it had ended it did not begin with.
    trained('e', { at: -4, ...raw, ...beside({ ...files, README: 'new' }) }),
    trained('g', { at: 4, ...raw, ...beside({ x: 'orders', README: 'new' }) }),
  ];
  expect(told(await of('b', runs))).toEqual([
    'refuse: dataset `orders@v2.1` → a → base model `base/`, which holds the same bytes as `m` of a → b',
  ]);
  expect(told(await of('c', runs))).toEqual([]);
  expect(told(await of('d', runs))).toHaveLength(1);
  expect(told(await of('e', runs))).toEqual([]);
  expect(told(await of('g', runs))).toHaveLength(1);
  const ledger = await ledgerOf(folders, { runs, recalls: [LEAK] });
  const { impact } = await affectedBy(LEAK, await ledger.view());
  expect(impact.runs.map(({ run_id }) => run_id).sort()).toEqual(['a', 'b', 'd', 'g'].map(id));
});

test('a file that a run stored by itself is the same in a model, with more files beside; a text that many models have is not', async () => {
  const raw = { reads: [{ name: 'raw' }] };
  const files = { 'out/w.pt': 'weights', 'x.csv': 'rows', MLmodel: 'm', 'requirements.txt': 'r', 'e.pt': '' };
  const data = Object.entries(files).map(([path, text]) => ({ path, text, kind: kindOfPath(path) }));
  const leaky = trained('a', { at: 2, reads: [{ version: 'v2.1' }], data });
  const pack = (held: Record<string, string>) =>
    trained('b', { at: 4, ...raw, models: [{ path: 'n', files: held }] });
  const copy = async (held: Record<string, string>) => told(await of('b', [leaky, pack(held)]));
  const way =
    'refuse: dataset `orders@v2.1` → a → model `n`, which holds the same bytes as `out/w.pt` of a → b';
  expect(await copy({ 'a.bin': 'weights', 'predict.py': 'new' })).toEqual([way]);
  expect(await copy({ 'data/train': 'rows', 'predict.py': 'new' })).toEqual([
    way.replace('out/w.pt', 'x.csv'),
  ]);
  const honest = { 'w.pt': 'sound', MLmodel: 'm', 'requirements.txt': 'r', 'empty.pt': '' };
  expect(await copy(honest)).toEqual([]);
  // A sound run that had it before makes it a doubt, and no doubt of what else is held.
  const before = trained('c', { at: 0, ...raw, data: [{ path: 'vocabulary', text: 'rows' }] });
  const listed = recalled(LEAK.what, { affected: { runs: [id('a')], other_makers: [id('c')] } });
  const asked = async (held: Record<string, string>) => {
    const run = pack(held);
    const view = await (await ledgerOf(folders, { runs: [before, leaky, run], recalls: [listed] })).view();
    const descents = new Descents(await openRecalls(view, { log: new RecordingLog() }), view);
    return (await descents.beyondDoubt(run)).descents.map(({ severity }) => severity);
  };
  expect(await asked({ t: 'rows', 'predict.py': 'new' })).toEqual(['warn']);
  expect(await asked({ t: 'rows', w: 'weights', 'predict.py': 'new' })).toEqual(['refuse']);
});

test('who is said to have made what a run took over has it in a record of its own', async () => {
  const raw = { reads: [{ name: 'raw' }] };
  const leaky = trained('a', { reads: [{ version: 'v2.1' }], models: [{ path: 'm', files: MODEL }] });
  const sound = trained('b', { ...raw, models: [{ path: 'm', files: { m: 'sound' } }] });
  const took = (files: Record<string, string>, made_by: string | null) =>
    trained('c', { at: 4, ...raw, models: [{ path: 'm', files, reused: true, made_by }] });
  const asked = async (run: RunRecord) =>
    told(await of('c', [leaky, sound, run], [LEAK], run.outputs.models[0]?.manifest.digest ?? null));
  const way = 'dataset `orders@v2.1` → a → model `m`, which holds the same bytes as `m` of a → c';
  expect(await asked(took(MODEL, id('b')))).toEqual([`refuse: ${way}`]);
  expect(await asked(took(MODEL, null))).toEqual([`refuse: ${way}`]);
  expect(await asked(took({ m: 'sound' }, id('b')))).toEqual([]);
  // Nor does who copied it make it sound: what that one has is judged.
  const copier = trained('d', { at: 2, ...raw, models: [{ path: 'm', files: MODEL }] });
  const second = took(MODEL, id('d'));
  expect(told(await of('c', [leaky, copier, second], [LEAK], DIGEST))).toHaveLength(1);
  // What it read itself counts where it made them after all.
  const reads = trained('c', {
    ...{ at: 4, reads: [{ version: 'v2.1' }] },
    models: second.outputs.models.map(() => ({
      path: 'm',
      files: { m: 'new' },
      reused: true,
      made_by: id('b'),
    })),
  });
  const next = trained('z', { at: 9, began: [{ made_by: id('c'), digest: listed({ m: 'new' }) }] });
  expect(told(await of('z', [leaky, sound, reads, next]))).toHaveLength(1);
});

test('of several that had made the same bytes one that is not recalled makes it a warning, whoever the record names', async () => {
  const makes = { data: [{ path: 'f', text: 'f' }], reads: [{ name: 'raw' }] };
  const bytes = {
    name: 'features',
    digest: sha256('f'),
    scheme: 'file' as const,
    size_bytes: 1,
    made_by: id('a'),
  };
  const leaky = trained('a', { at: 2, ...makes, reads: [{ version: 'v2.1' }] });
  const reader = trained('y', { at: 9, reads: [bytes] });
  const next = trained('z', { at: 12, reads: [{ name: 'more', made_by: id('y') }] });
  const listed = recalled(LEAK.what, {
    affected: { runs: [id('a'), id('y')], contents: [`file ${sha256('f')}`], other_makers: [id('b')] },
  });
  const asked = async (...others: RunRecord[]) => {
    const ledger = await ledgerOf(folders, { runs: [leaky, reader, next, ...others], recalls: [listed] });
    const view = await ledger.view();
    const descents = new Descents(await openRecalls(view, { log: new RecordingLog() }), view);
    return (await descents.beyondDoubt(next)).descents.map(({ severity }) => severity);
  };
  expect(await asked()).toEqual(['refuse']);
  expect(await asked(trained('b', makes))).toEqual(['warn']);
  // One that descends itself, or has not ended before, or that nobody believes.
  expect(await asked(trained('b', { ...makes, reads: [{ version: 'v2.1' }] }))).toEqual(['refuse']);
  expect(await asked(trained('b', { at: 9, ...makes }))).toEqual(['refuse']);
  expect(await asked(trained('b', { trust: 'fork', ...makes }))).toEqual(['refuse']);
  // A copy made once it was recalled is no other maker, whoever reads that.
  const late = (at: string) => ({ started_at: at, ended_at: at });
  const copy = trained('e', { ...makes, changes: late('2026-11-22T01:00:00Z') });
  const copied = trained('y', {
    ...{ reads: [{ ...bytes, made_by: id('e') }], changes: late('2026-11-22T02:00:00Z') },
  });
  const ledger = await ledgerOf(folders, { runs: [leaky, copy, copied], recalls: [listed] });
  const view = await ledger.view();
  const descents = new Descents(await openRecalls(view, { log: new RecordingLog() }), view);
  expect((await descents.beyondDoubt(copied)).descents.map(({ severity }) => severity)).toEqual(['refuse']);
});

test('what a run in doubt made is refused by its bytes: one that came later would vouch for what is gone', async () => {
  const bytes = (text: string) => ({
    digest: sha256(text),
    scheme: 'file' as const,
    size_bytes: text.length,
  });
  const makes = (text: string) => ({ data: [{ path: text, text }] });
  const leaky = trained('a', { at: 2, reads: [{ version: 'v2.1' }], ...makes('f') });
  const sound = trained('b', { reads: [{ name: 'raw' }], ...makes('f') });
  const sure = trained('c', { at: 4, reads: [{ version: 'v2.1' }], ...makes('g') });
  const inDoubt = trained('y', {
    ...{ at: 6, reads: [{ name: 'features', ...bytes('f'), made_by: id('a') }], ...makes('g') },
  });
  const next = trained('z', { at: 9, reads: [{ name: 'more', ...bytes('g'), made_by: id('y') }] });
  const listed = recalled(LEAK.what, {
    affected: {
      ...{ runs: [id('a'), id('c')], other_makers: [id('b')] },
      contents: [`file ${sha256('f')}`, `file ${sha256('g')}`],
    },
  });
  const severities = async (runs: readonly RunRecord[], of: RunRecord) => {
    const view = await (await ledgerOf(folders, { runs, recalls: [listed] })).view();
    const descents = new Descents(await openRecalls(view, { log: new RecordingLog() }), view);
    return (await descents.beyondDoubt(of)).descents.map(({ severity }) => severity);
  };
  expect(await severities([leaky, sound, sure, inDoubt, next], inDoubt)).toEqual(['warn']);
  expect(await severities([leaky, sound, sure, inDoubt, next], next)).toEqual(['refuse']);
  // Whoever may push can take the record of its maker away, and add one that is in doubt.
  expect(await severities([leaky, sound, inDoubt, next], next)).toEqual(['refuse']);
});

test('why a recall lists what no record leads to: whose bytes it has', async () => {
  const raw = { reads: [{ name: 'raw' }] };
  const read = (name: string, text: string) => [
    { name, version: '1', digest: sha256(text), scheme: 'file' as const, size_bytes: text.length },
  ];
  const runs = [
    trained('a', {
      ...{ reads: [{ version: 'v2.1' }], models: [{ path: 'm', files: MODEL }] },
      data: [{ path: 'f.csv', text: 'f' }],
    }),
    trained('b', { at: 2, ...raw, models: [{ path: 'copy', files: { ...MODEL, README: 'new' } }] }),
    trained('c', { at: 4, ...raw, models: [{ path: 'again', files: MODEL }] }),
    trained('d', {
      ...{ at: 6, began: [{ uri: 'found.bin', digest: DIGEST }], data: [{ path: 'scores', text: 's' }] },
    }),
    trained('e', { at: 8, reads: read('scores', 's') }),
    trained('g', { at: 10, ...raw, data: [{ path: 'f2.csv', text: 'f' }] }),
    trained('h', { at: 12, reads: read('features', 'f') }),
  ];
  const letters = [...'abcdegh'];
  const list = recalled(LEAK.what, { affected: { runs: letters.map(id) } });
  const ledger = await ledgerOf(folders, { runs, recalls: [list] });
  const view = await ledger.view();
  const from = 'refuse: dataset `orders@v2.1` → a';
  const begun = `${from} → base model \`found.bin\`, which holds the same bytes as \`m\` of a → d`;
  const ways = [];
  for (const run of runs) ways.push(...told(await ancestry(view, run)));
  expect(ways).toEqual([
    from,
    `${from} → model \`copy\`, which holds the same bytes as \`m\` of a → b`,
    `${from} → model \`again\`, which holds the same bytes as \`m\` of a → c`,
    begun,
    `${begun} → dataset \`scores@1\` → e`,
    // Nothing of what the ledger has says why.
    'refuse: g, which the recall lists',
    `${from} → dataset \`features@1\`, which holds the same bytes as \`f.csv\` of a → h`,
  ]);
});

test('a run that was found to be affected, whatever its record says', async () => {
  const leak = recalled(dataset('orders', 'v2.1'), { affected: { runs: [id('a')] } });
  const runs = [trained('a'), trained('b', { at: 2, reads: [{ made_by: id('a') }] })];
  expect(told(await of('b', runs, [leak]))).toEqual([
    'refuse: a, which the recall lists → dataset `orders@v1` → b',
  ]);
});

test('what was made of it after the recall is known by its bytes, with the way to it', async () => {
  const bytes = (text: string) => ({
    digest: sha256(text),
    scheme: 'file' as const,
    size_bytes: text.length,
  });
  const features = trained('a', { reads: [{ version: 'v2.1' }], data: [{ path: 'f', text: 'feats' }] });
  const train = trained('b', {
    ...{ at: 2, reads: [{ name: 'features', version: 'f9', ...bytes('feats') }] },
    models: [{ path: 'm', files: MODEL }],
  });
  const tune = trained('c', { at: 4, began: [{ uri: 'out/model', digest: DIGEST }] });
  const same = { name: 'features', ...bytes('feats'), role: 'test' as const };
  const sound = trained('d', { at: 4, reads: [{ name: 'other', ...bytes('other') }, same] });
  const runs = [features, train, tune, sound];
  const way = 'dataset `orders@v2.1` → a → dataset `features@f9` → b';
  expect(told(await of('b', runs))).toEqual([`refuse: ${way}`]);
  expect(told(await of('b', runs, [LEAK], DIGEST))).toEqual([`refuse: ${way}`]);
  // An output of a run says nothing that the run does not.
  expect(told(await of('c', runs))).toEqual([`refuse: ${way} → c`]);
  expect(told(await of('d', runs)).map((one) => one.slice(0, 9))).toEqual(['judged-on']);
  // One that is not on the ledger yet.
  const ledger = await ledgerOf(folders, { runs: [features, train], recalls: [LEAK] });
  expect(told(await ancestry(await ledger.view(), tune))).toEqual([
    `refuse: ${way} → base model \`out/model\`, which holds the same bytes as \`m\` of b → c`,
  ]);
});

test('a base model that is a single file, as the artifact that it was recorded as', async () => {
  const make = trained('a', {
    reads: [{ version: 'v2.1' }],
    data: [{ path: 'out/base.bin', text: 'weights', kind: 'file' }],
  });
  const began = { uri: 'w.bin', digest: listed({ 'w.bin': 'weights' }), file_digest: sha256('weights') };
  const tune = trained('b', { at: 4, began: [began] });
  const way = 'refuse: dataset `orders@v2.1` → a → base model `w.bin`';
  const ledger = await ledgerOf(folders, { runs: [make], recalls: [LEAK] });
  expect(told(await ancestry(await ledger.view(), tune))).toEqual([
    `${way}, which holds the same bytes as \`out/base.bin\` of a → b`,
  ]);
  const named = trained('c', { at: 4, began: [{ ...began, made_by: id('a') }] });
  expect(told(await of('c', [make, named]))).toEqual([`${way} → c`]);
});

test('an ancestor that is not there is said, and is no reason to refuse', async () => {
  const runs = [
    trained('a', { reads: [{ made_by: id('x') }], began: [{ uri: 'models:/base/3', version: '3' }] }),
  ];
  const { descents, lost } = await of('a', runs);
  expect(descents).toEqual([]);
  expect(lost).toEqual([
    'the version that is base model `models:/base/3`',
    `run \`${id('x')}\`, which made dataset \`orders@v1\``,
  ]);
});

test('a base model by a name of the registry that means nothing is said, too', async () => {
  const began = ['models:/base/02', 'models:/base', `models:/m-${id('m')}`, 'hf:owner/name'];
  const { lost } = await of('a', [trained('a', { began: began.map((uri) => ({ uri })) })]);
  expect(lost).toEqual(began.slice(0, 2).map((uri) => `the version that is base model \`${uri}\``));
});

test('the tags that a version got when it was registered count as those of its run', async () => {
  const run = trained('a');
  const view = await (await ledgerOf(folders, { runs: [run], recalls: [LEAK] })).view();
  const descents = new Descents(await openRecalls(view, { log: new RecordingLog() }), view);
  expect((await descents.of(run)).descents).toEqual([]);
  const version = { ...run, tags: { ...run.tags, dataset_version: 'orders_v2.1' } };
  expect(told(await descents.of(version))).toEqual([
    'refuse: dataset `orders@v2.1`, by the tag `dataset_version` → a',
  ]);
});

test('a recall that cannot be read stands for a recall of everything, and takes none of the others away', async () => {
  const runs = [trained('a', { reads: [{ version: 'v2.1' }] }), trained('b')];
  const ledger = await ledgerOf(folders, { runs, recalls: [LEAK] });
  await ledger.write(adding({ path: recallPath(recallId(2)), bytes: Buffer.from('{}') }));
  const odd = { kind: 'package' as const, name: 'numpy', range: 'as you like' };
  await addRecalls(ledger, recalled(odd, { event_id: recallId(3) }));
  const { descents } = await ancestry(await ledger.view(), runs[1] as RunRecord);
  expect(descents.map(({ recall }) => ('id' in recall ? recall.id : ''))).toEqual([recallId(2), recallId(3)]);
  expect((await ancestry(await ledger.view(), runs[0] as RunRecord)).descents).toHaveLength(3);
});

test('parts and outputs of thousands of names are looked at once each', async () => {
  const most = 1000;
  const file = (at: number) => ({ digest: sha256(`${at}`), scheme: 'file' as const, size_bytes: 4 });
  const reads = Array.from({ length: most }, (_, at) => ({ name: `d${at}`, ...file(at), made_by: id('q') }));
  const others = Array.from({ length: most - 1 }, (_, at) => ({ name: `o${at}`, ...file(50_000 + at) }));
  const files = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`f${at}`, `${at}`]));
  const runs = [
    trained('p', { at: 4, reads }),
    trained('q', { models: [{ path: 'm', files }] }),
    trained('r', { parent: 'q', reads: [...others, { version: 'v2.1' }] }),
  ];
  const ledger = await ledgerOf(folders, { runs, recalls: [LEAK] });
  const victim = trained('v', { parent: 'p' });
  const { descents } = await ancestry(await ledger.view(), victim);
  expect(descents.map(({ severity }) => severity)).toEqual(['refuse']);
}, 60_000);

test('runs that made each other, and ten thousand steps', async () => {
  const round = [
    trained('a', { reads: [{ made_by: id('b') }] }),
    trained('b', { parent: 'a', reads: [{ made_by: id('a') }] }),
  ];
  expect(told(await of('a', round))).toEqual([]);
  const steps = 10_000;
  const step = (at: number) => recallId(1_000 + at);
  const chain = Array.from({ length: steps }, (_, at) => ({
    ...trained('a', {
      reads: [{ version: at === 0 ? 'v2.1' : 'v1', made_by: at === 0 ? null : step(at - 1) }],
    }),
    run_id: step(at),
  }));
  const ledger = await ledgerOf(folders, { runs: [], recalls: [LEAK] });
  const files = chain.map((run) => ({ path: runPath(run.run_id), bytes: Buffer.from(canonicalJson(run)) }));
  await ledger.write(adding(...files));
  const { descents } = await ancestry(await ledger.view(), chain.at(-1) as RunRecord);
  expect(descents[0]?.path).toHaveLength(2 * steps);
  expect(descents[0]?.path[0]).toBe('dataset `orders@v2.1`');
}, 120_000);

test('without a recall nothing is read', async () => {
  const run = trained('a', { reads: [{ made_by: id('x') }] });
  const ledger = await ledgerOf(folders, { runs: [], recalls: [] });
  await addRuns(ledger, run);
  const view = new Proxy(await ledger.view(), {
    get: (_, name) => () => Promise.reject(new Error(String(name))),
  });
  expect(await new Descents({ open: [], unreadable: [] }, view).of(run)).toEqual({ descents: [], lost: [] });
});

test('a tag that is that of two datasets is held against the recall of either, and the path says that it is ambiguous', async () => {
  const runs = [
    trained('a', { reads: [{ name: 'sales', version: 'v1_2' }] }),
    trained('b', { tags: { dataset_version: 'sales_v1_2' } }),
  ];
  const of = async (name: string, version: string) => {
    const recall = recalled(dataset(name, version));
    const view = await (await ledgerOf(folders, { runs, recalls: [recall] })).view();
    const ways = await Promise.all(runs.map(async (run) => told(await ancestry(view, run))));
    return {
      ways,
      affected: (await affectedBy(recall, view)).impact.runs.map(({ run_id }) => run_id),
    };
  };
  // The one that runs name, and the one that nobody has named but whose tag is the same.
  expect(await of('sales', 'v1_2')).toEqual({
    ways: [
      ['refuse: dataset `sales@v1_2` → a'],
      ['refuse: dataset `sales@v1_2`, by the tag `dataset_version` → b'],
    ],
    affected: [id('a'), id('b')],
  });
  expect(await of('sales_v1', '2')).toEqual({
    ways: [
      [],
      [
        'refuse: dataset `sales_v1@2`, by the tag `dataset_version` alone (ambiguous: it may mean `sales@v1_2` as well) → b',
      ],
    ],
    affected: [id('b')],
  });
});
