import { affectedBy } from '../../../src/commands/recall/affected.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RecalledEvent, RunRecord } from '../../../src/core/generated/types.js';
import { listed } from '../../core/lineage/world.js';
import { Folders } from '../../ledger/fixtures.js';
import { ancestry, dataset, id, ledgerOf, recalled, told, trained } from './world.js';

const folders = new Folders();
afterAll(() => folders.remove());

const LEAK = recalled(dataset('orders', 'v2.1', [`file ${sha256('orders')}`]));
const FILES = { 'model.bin': 'weights', LICENSE: 'free' };
const RAW = { reads: [{ name: 'raw' }] };
const LEAKY = { reads: [{ version: 'v2.1' }] };

/** A base model that is a folder of files. */
const folder = (files: Record<string, string>, uri = 'base/') => {
  const texts = Object.values(files);
  return { uri, digest: listed(files), file_digests: texts.map((text) => sha256(text)).sort() };
};

const read = (name: string, text: string) => [
  { name, version: '1', digest: sha256(text), scheme: 'file' as const, size_bytes: text.length },
];

interface Said {
  /** What is refused, by the letter of its run. */
  refused: Record<string, string>;
  /** What is said of why it is. */
  why: Record<string, string>;
}

/** The ways of all runs; the same whether the recall itself lists them, or was there before them. */
async function waysOf(leak: RecalledEvent, runs: Record<string, RunRecord>): Promise<Said> {
  const all = Object.entries(runs);
  const before = await ledgerOf(folders, { runs: Object.values(runs), recalls: [leak] });
  const { impact, ways } = await affectedBy(leak, await before.view());
  const lists = { ...leak, affected: { ...leak.affected, runs: impact.runs.map(({ run_id }) => run_id) } };
  const after = await ledgerOf(folders, { runs: Object.values(runs), recalls: [lists] });
  const said: Record<string, string>[] = [];
  for (const ledger of [before, after]) {
    const view = await ledger.view();
    const found: Record<string, string> = {};
    for (const [letter, run] of all) {
      const [one] = told(await ancestry(view, run));
      if (one !== undefined) found[letter] = one.replace(/^refuse: /, '');
    }
    said.push(found);
  }
  const [refused = {}, again] = said;
  expect(again).toEqual(refused);
  const letterOf = (wanted: string) => all.find(([, { run_id }]) => run_id === wanted)?.[0] ?? wanted;
  const way = (steps: readonly string[]) =>
    steps.join(' → ').replace(/run `([0-9a-f]{32})`/g, (_, run_id: string) => letterOf(run_id));
  return {
    refused,
    why: Object.fromEntries(ways.map(({ run_id, way: steps }) => [letterOf(run_id), way(steps)])),
  };
}

test('what began with a folder that holds a model, and what is made of that: from the data on', async () => {
  const tuned = { path: 'tuned', files: { x: 'tuned' } };
  const { refused, why } = await waysOf(LEAK, {
    a: trained('a', { ...LEAKY, models: [{ path: 'm', files: FILES }] }),
    b: trained('b', {
      ...{ at: 2, ...RAW, began: [folder({ ...FILES, README: 'new' })] },
      ...{ models: [tuned], data: [{ path: 'f', text: 'f' }] },
    }),
    c: trained('c', { at: 4, reads: read('f', 'f') }),
    d: trained('d', {
      at: 4,
      began: [{ uri: 'models:/tuned/1', digest: listed(tuned.files), made_by: id('b') }],
    }),
    e: trained('e', { at: 4, ...RAW, models: [{ path: 'copy', files: { ...tuned.files, README: 'r' } }] }),
    g: trained('g', { at: 6, ...RAW, began: [folder({ ...tuned.files, README: 'again' }, 'copied/')] }),
    h: trained('h', { at: 6, ...RAW, began: [folder({ 'model.bin': 'sound', LICENSE: 'free' })] }),
  });
  const first = 'dataset `orders@v2.1` → a';
  const held = `${first} → base model \`base/\`, which holds the same bytes as \`m\` of a → b`;
  const others = {
    b: held,
    c: `${held} → dataset \`f@1\` → c`,
    d: `${held} → d`,
    e: `${held} → model \`copy\`, which holds the same bytes as \`tuned\` of b → e`,
    g: `${held} → base model \`copied/\`, which holds the same bytes as \`tuned\` of b → g`,
  };
  expect(refused).toEqual({ a: first, ...others });
  // Records lead to the first alone.
  expect(why).toEqual(others);
});

test.each<[string, RecalledEvent, Parameters<typeof trained>[1], string]>([
  [
    'a commit',
    recalled({ kind: 'commit', asked: '=c', repository: 'octo/clf', commits: ['c'.repeat(40)] }),
    { ...RAW, commit: 'c'.repeat(40) },
    `commit \`${'c'.repeat(40)}\``,
  ],
  [
    'data that runs of one repository read',
    recalled({ ...LEAK.what, repository: 'octo/clf' } as RecalledEvent['what']),
    { ...LEAKY, commit: 'c'.repeat(40) },
    'dataset `orders@v2.1`',
  ],
  [
    'its bytes under another name',
    LEAK,
    { reads: read('sales', 'orders') },
    'dataset `sales@1`, which holds what was recalled as `orders@v2.1`',
  ],
  [
    'its bytes as a base model',
    LEAK,
    { ...RAW, began: [folder({ o: 'orders', README: 'r' })] },
    'base model `base/`, which holds what was recalled as `orders@v2.1`',
  ],
])('a way to a copy begins with what is recalled: %s', async (_, leak, how, root) => {
  // Read it as well, for another repository.
  const other = trained('c', { at: 4, ...LEAKY, commit: 'd'.repeat(40) });
  const { inputs } = other;
  const { refused, why } = await waysOf(leak, {
    a: trained('a', { ...how, models: [{ path: 'm', files: FILES }] }),
    b: trained('b', { at: 2, ...RAW, models: [{ path: 'copy', files: FILES }] }),
    c: { ...other, inputs: { ...inputs, code: inputs.code && { ...inputs.code, repository: 'acme/clf' } } },
  });
  const way = `${root} → a → model \`copy\`, which holds the same bytes as \`m\` of a → b`;
  expect(refused).toMatchObject({ a: `${root} → a`, b: way });
  expect(why).toEqual({ b: way });
});
