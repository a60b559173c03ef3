import { jest } from '@jest/globals';
import { sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { ambiguousTags } from '../../../src/core/lineage/ambiguous.js';
import { contentsOfNodes } from '../../../src/core/lineage/disputed.js';
import { findNodes } from '../../../src/core/lineage/find.js';
import type { LineageGraph } from '../../../src/core/lineage/graph.js';
import { impactOf, unjudged } from '../../../src/core/lineage/impact.js';
import { keyOf, type LineageNode } from '../../../src/core/lineage/node.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { type Direction, trace } from '../../../src/core/lineage/trace.js';
import { edgeWords, nodeWords } from '../../../src/report/lineage/words.js';
import { DAY, idAt } from '../../ledger/fixtures.js';
import { brief, givenAway, graphOf, idOf, listed, ofClone, pathOf, run, versionOfRun } from './world.js';

/** Every edge of an answer: `from -kind-> to`, sorted. */
function edges(graph: LineageGraph, root: LineageNode, direction: Direction = 'up'): string[] {
  return trace(graph, { roots: [root], direction })
    .edges.map(
      ({ from, to, kind, by_tag }) => `${brief(from)} -${kind}${by_tag ? ' by tag' : ''}-> ${brief(to)}`,
    )
    .sort();
}

const ofRun = (letter: string): LineageNode => ({ kind: 'run', run_id: idOf(letter) });
const output = (letter: string, path: string, digest: string): LineageNode => ({
  ...{ kind: 'output', run_id: idOf(letter), path, digest },
});
const features = { path: 'features.csv', text: 'f' };
const FEATURES = { name: 'features', version: 'f1', digest: sha256('f'), scheme: 'file' as const };

test('what reads the bytes that a run wrote comes from it, by the record that says so', () => {
  const make = run('a', { reads: [{ digest: sha256('o') }], data: [features] });
  const train = run('b', { at: 5, reads: [FEATURES], models: [{ path: 'm', files: { 'm.bin': 'm' } }] });
  const graph = graphOf([make, train]);
  const model = output('b', 'm', listed({ 'm.bin': 'm' }));
  const up = [
    'a -wrote-> a:features.csv',
    'a:features.csv -made-by-> features@f1',
    'b -wrote-> b:m',
    'features@f1 -read-> b',
    'orders@v1 -read-> a',
  ];
  expect(edges(graph, model)).toEqual(up);
  const [orders] = [...graph.named()].filter((node) => node.kind === 'dataset' && node.name === 'orders');
  expect(edges(graph, orders as LineageNode, 'down')).toEqual(up);
  const [read] = graph.up(ofRun('b'));
  expect(read?.record).toBe(pathOf('b'));
});

test.each<[string, Partial<RunRecord['inputs']['datasets'][number]>, Parameters<typeof run>[1]]>([
  ['one that ended after the reader began', FEATURES, { at: 5, data: [features] }],
  ['one of a fork', FEATURES, { data: [features], trust: 'fork' }],
  ['one that was tampered with', FEATURES, { data: [features], trust: 'tampered' }],
  ['one that only had them', FEATURES, { data: [{ ...features, reused: true, made_by: null }] }],
  ['a picture', FEATURES, { data: [{ ...features, kind: 'picture' }] }],
  ['a file of metrics', FEATURES, { data: [{ ...features, kind: 'metrics' }] }],
  ['a log', FEATURES, { data: [{ path: 'out/a.log', text: 'f', kind: 'file' }] }],
  ['one that had read them itself', FEATURES, { reads: [{ ...FEATURES, name: 'f' }], data: [features] }],
  ['what is empty', { ...FEATURES, digest: sha256(''), size_bytes: 0 }, { data: [{ path: 'e', text: '' }] }],
  [
    'a digest that MLflow sampled',
    { ...FEATURES, digest: null, digests: { mlflow: 'abc' } },
    { data: [features] },
  ],
  ['a single file of a folder', FEATURES, { folders: [{ path: 'out', files: { 'features.csv': 'f' } }] }],
  ['a file where a folder was read', { ...FEATURES, scheme: 'folder-2' }, { data: [features] }],
])('%s is no maker of data', (_, reads, maker) => {
  const graph = graphOf([run('a', maker), run('b', { at: 5, reads: [reads] })]);
  expect(edges(graph, ofRun('b'))).toEqual(['features@f1 -read-> b']);
});

test.each(['out/f.pkl', 'f.json', 'f.txt', 'f.bin', 'f.csv.gz', 'f.db'])('%s may be read, too', (path) => {
  const kind = path.endsWith('.txt') ? ('report' as const) : ('file' as const);
  const make = run('a', { data: [{ path, text: 'f', kind }] });
  const graph = graphOf([make, run('b', { at: 5, reads: [FEATURES] })]);
  expect(edges(graph, ofRun('b'))).toEqual([
    `a -wrote-> a:${path}`,
    `a:${path} -made-by-> features@f1`,
    'features@f1 -read-> b',
  ]);
});

test('a part of a run reads what that one wrote before it ended', () => {
  const whole = { ...run('a', { data: [features] }), ended_at: '2027-01-01T00:00:00Z' };
  const between = run('c', { at: 1, parent: 'a' });
  const part = run('b', { at: 2, parent: 'c', reads: [FEATURES] });
  const made = run('b', { at: 2, command: 'c', reads: [FEATURES] });
  for (const reader of [part, made])
    expect(edges(graphOf([whole, between, reader]), ofRun('b'))).toContain(
      'a:features.csv -made-by-> features@f1',
    );
  expect(edges(graphOf([whole, run('b', { at: 2, reads: [FEATURES] })]), ofRun('b'))).toHaveLength(1);
});

test('a run that read what it says that it made, or what it changed, has made it', () => {
  for (const one of [{ made_by: idOf('a') }, { changed_during_run: true as const }]) {
    const make = run('a', { reads: [{ ...FEATURES, ...one }], data: [features] });
    expect(edges(graphOf([make, run('b', { at: 5, reads: [FEATURES] })]), ofRun('b'))).toContain(
      'a:features.csv -made-by-> features@f1',
    );
  }
});

test('a folder joins with a folder or a model, as a whole', () => {
  const files = { 'a.csv': '1', 'b.csv': '2' };
  const reads = { name: 'parts', version: '1', digest: listed(files), scheme: 'folder-2' as const };
  const reader = run('z', { at: 9, reads: [reads] });
  for (const maker of [
    run('a', { folders: [{ path: 'out', files }] }),
    run('a', { models: [{ path: 'out', files }] }),
  ])
    expect(edges(graphOf([maker, reader]), ofRun('z'))).toEqual([
      'a -wrote-> a:out',
      'a:out -made-by-> parts@1',
      'parts@1 -read-> z',
    ]);
});

test('a folder joins with the files of it that a run recorded one by one', () => {
  const files = { 'a.csv': '1', 'b/c.csv': '2' };
  const data = Object.entries(files).map(([path, text]) => ({ path: `out/${path}`, text }));
  const make = run('a', { data });
  const reads = { name: 'parts', version: '1', digest: listed(files), scheme: 'folder-2' as const };
  const graph = graphOf([make, run('z', { at: 9, reads: [reads] })]);
  expect(edges(graph, ofRun('z'))).toEqual([
    'a -wrote-> a:out',
    'a:out -made-by-> parts@1',
    'parts@1 -read-> z',
  ]);
  expect(edges(graph, ofRun('a'), 'down')).toContain('parts@1 -read-> z');
  // Of what nobody has read so nothing is told.
  expect(edges(graphOf([make]), ofRun('a'), 'down')).toHaveLength(2);
});

test('of several makers the newest before the reader counts, and the others are said', () => {
  const graph = graphOf([
    run('a', { at: 0, data: [features] }),
    run('b', { at: 2, data: [features] }),
    run('c', { at: 9, data: [features] }),
    run('d', { at: 5, reads: [FEATURES] }),
    run('e', { at: 20, reads: [FEATURES] }),
  ]);
  expect(edges(graph, ofRun('d'))).toEqual([
    'a:features.csv -also-made-by-> features@f1',
    'b -wrote-> b:features.csv',
    'b:features.csv -made-by-> features@f1',
    'features@f1 -read-> d',
  ]);
  // Another reader, another maker: nothing of the first is mixed into it.
  expect(edges(graph, ofRun('e'))).toContain('c:features.csv -made-by-> features@f1');
  expect(edges(graph, ofRun('a'), 'down')).toEqual([
    'a -wrote-> a:features.csv',
    'a:features.csv -also-made-by-> features@f1',
    'a:features.csv -also-made-by-> features@f1',
  ]);
});

test('the maker that a record names counts, also where the ledger does not have it', () => {
  const reads = [{ ...FEATURES, made_by: idOf('a') }];
  expect(
    edges(
      graphOf([
        run('a', { data: [features] }),
        run('b', { at: 3, data: [features] }),
        run('d', { at: 5, reads }),
      ]),
      ofRun('d'),
    ),
  ).toEqual([
    'a -wrote-> a:features.csv',
    'a:features.csv -made-by-> features@f1',
    // Who has the same bytes is told all the same: a record can name anybody.
    'b:features.csv -also-made-by-> features@f1',
    'features@f1 -read-> d',
  ]);
  expect(edges(graphOf([run('d', { at: 5, reads })]), ofRun('d'))).toEqual([
    'features@f1 -read-> d',
    'no run a -made-by-> features@f1',
  ]);
});

test('validation and test data are no ancestors of the weights, and nothing goes on from them', () => {
  const graph = graphOf([
    run('a', { data: [features] }),
    run('b', {
      at: 5,
      reads: [{ ...FEATURES, role: 'validation' }],
      models: [{ path: 'm', files: { m: 'm' } }],
    }),
  ]);
  expect(edges(graph, ofRun('b'))).toEqual(['features@f1 -judged-on-> b']);
  expect(edges(graph, ofRun('a'), 'down')).toEqual([
    'a -wrote-> a:features.csv',
    'a:features.csv -made-by-> features@f1',
    'features@f1 -judged-on-> b',
  ]);
});

test.each(['parent', 'command'])(
  'data of a run and of its %s; its outputs have those of its parts, unless one part wrote it',
  (whole) => {
    const m = { path: 'm', files: { m: 'm' } };
    const graph = graphOf([
      run('p', { reads: [{ name: 'all', version: '1' }], models: [m, { path: 'both', files: { b: 'b' } }] }),
      run('x', {
        [whole]: 'p',
        reads: [{ name: 'fold1', version: '1' }],
        models: [{ path: 'best', files: { m: 'm' } }],
      }),
      run('y', { [whole]: 'p', reads: [{ name: 'fold2', version: '1' }] }),
    ]);
    expect(edges(graph, ofRun('y'))).toEqual(['all@1 -read-> p', 'fold2@1 -read-> y', 'p -part-of-> y']);
    const both = edges(graph, output('p', 'both', listed({ b: 'b' })));
    expect(both).toEqual(
      expect.arrayContaining([
        'p -wrote-> p:both',
        'x -may-have-written-> p:both',
        'y -may-have-written-> p:both',
        'fold2@1 -read-> y',
      ]),
    );
    const alone = edges(graph, output('p', 'm', listed({ m: 'm' })));
    expect(alone).toContain('x:best -made-by-> p:m');
    expect(alone).not.toContain('fold2@1 -read-> y');
    // Downwards the same is true.
    expect(edges(graph, ofRun('y'), 'down')).toEqual(['y -may-have-written-> p:both']);
    expect(edges(graph, ofRun('p'), 'down')).toContain('p -part-of-> y');
  },
);

test.each(['orders_v2.1', 'users_v3+orders_v2.1', ' orders_v2.1 ', 'orders@v2.1'])(
  'a run that names its data by the tag %j alone counts, marked so',
  (tag) => {
    const named = run('a', { reads: [{ name: 'orders', version: 'v2.1' }] });
    const graph = graphOf([named, run('b', { tags: { dataset_version: tag } })]);
    expect(edges(graph, ofRun('b'))).toContain('orders@v2.1 -read by tag-> b');
  },
);

test('a tag says nothing beyond the datasets that a run names, and of unknown ones no more than its text', () => {
  const tags = { dataset_version: 'orders_v1+users_v3' };
  const graph = graphOf([run('a', { reads: [{ name: 'orders', version: 'v1' }], tags })]);
  expect(edges(graph, ofRun('a'))).toEqual(['?@users_v3 -read by tag-> a', 'orders@v1 -read-> a']);
  // A version may have the sign that tags part names by.
  const whole = run('b', {
    reads: [{ name: 'orders', version: 'v1+2' }],
    tags: { dataset_version: 'orders_v1+2' },
  });
  expect(edges(graphOf([whole]), ofRun('b'))).toEqual(['orders@v1+2 -read-> b']);
  // Two datasets may have one tag: then it is joined with both, and each edge says so.
  const two = [
    run('c', { reads: [{ name: 'a_b', version: 'c' }] }),
    run('d', { reads: [{ name: 'a', version: 'b_c' }] }),
    run('e', { tags: { dataset_version: 'a_b_c' } }),
  ];
  const both = graphOf(two);
  expect(edges(both, ofRun('e'))).toEqual(['a@b_c -read by tag-> e', 'a_b@c -read by tag-> e']);
  expect(both.up(ofRun('e')).map(({ ambiguous }) => ambiguous)).toEqual([true, true]);
  expect(ambiguousTags(['c', 'd', 'e'].map(idOf), both)).toEqual([
    { run_id: idOf('e'), tag: 'a_b_c', names: ['a_b@c', 'a@b_c'] },
  ]);
  const impact = impactOf(both, findNodes(both, parseReference('dataset:a@b_c')), {
    tenures: [],
    requests: [],
  });
  const hit = impact.runs.map(({ run_id }) => run_id);
  expect(hit).toEqual(['d', 'e'].map(idOf));
  expect(unjudged(both, new Set(hit))).toContainEqual({
    why: expect.stringContaining('by a tag alone that several datasets share'),
    ids: [idOf('e')],
  });
  const [edge] = both.up(ofRun('e'));
  if (edge === undefined) throw new Error('no edge');
  expect([edgeWords(edge, 'up'), edgeWords(edge, 'down')]).toEqual([
    'by tag (ambiguous)',
    'by tag (ambiguous) read by',
  ]);
});

test('a later step of a job reads what the run of an earlier one wrote that goes on; of runs of two jobs nobody knows', () => {
  const digest = sha256('f');
  const open = (job: string) =>
    run('a', { at: 0, minutes: 9, job, reads: [{}], data: [{ path: 'f.csv', text: 'f' }] });
  const reader = (began: object = {}) =>
    run('b', {
      at: 2,
      job: 'train',
      reads: [{ name: 'f', digest, size_bytes: 1, scheme: 'file' }],
      ...began,
    });
  const said = (runs: RunRecord[]) => {
    const graph = graphOf(runs);
    const roots = findNodes(graph, parseReference('dataset:orders@v1'));
    const { runs: hit } = impactOf(graph, roots, { tenures: [], requests: [] });
    const ids = new Set(hit.map(({ run_id }) => run_id));
    const bad = contentsOfNodes(
      graph,
      [...ids].map((run_id) => ({ kind: 'run', run_id })),
    );
    const open = unjudged(graph, ids, { bad }).filter(({ why }) => why.includes('at the same time'));
    return [hit.map((one) => brief({ kind: 'run', run_id: one.run_id })), open.flatMap((one) => one.ids)];
  };
  expect(said([open('train'), reader()])).toEqual([['a', 'b'], []]);
  expect(said([open('other'), reader()])).toEqual([['a'], [idOf('b')]]);
  // It began before: whether the bytes were there when it read them nobody knows.
  expect(said([{ ...open('train'), started_at: '2026-01-01T00:02:30Z' }, reader()])).toEqual([
    ['a'],
    [idOf('b')],
  ]);
  // Who had made them before is known.
  const sound = run('c', { at: -5, reads: [{ name: 'raw' }], data: [{ path: 'f', text: 'f' }] });
  expect(said([open('other'), sound, reader()])).toEqual([['a'], []]);
});

test('a base model that is a single file is the artifact with its bytes, whatever that is called', () => {
  const make = run('a', { data: [{ path: 'out/base.bin', text: 'weights', kind: 'file' }] });
  const own = { uri: 'w.bin', digest: listed({ 'w.bin': 'weights' }) };
  const up = (began: object) => edges(graphOf([make, run('b', { at: 5, began: [began] })]), ofRun('b'));
  const joined = ['a -wrote-> a:out/base.bin', 'a:out/base.bin -began-with-> b'];
  const file_digest = sha256('weights');
  expect(up({ ...own, file_digest })).toEqual(joined);
  expect(up({ ...own, file_digest, made_by: idOf('a') })).toEqual(joined);
  expect(up(own)).toEqual(['w.bin -began-with-> b']);
});

test('base models are versions, outputs of runs, or from outside', () => {
  const base = run('a', { models: [{ path: 'm', files: { m: 'm' } }] });
  const digest = listed({ m: 'm' });
  const began = (model: object) => run('b', { at: 5, began: [model] });
  const versions = [versionOfRun(3, base)];
  const up = (one: RunRecord, known = versions) =>
    edges(graphOf([base, one], { versions: known }), ofRun('b'));
  const registered = ['a -wrote-> a:m', 'a:m -registered-> clf/3', 'clf/3 -began-with-> b'];
  expect(up(began({ uri: 'models:/clf/Production', version: '3', digest }))).toEqual(registered);
  expect(up(began({ uri: 'base/', digest }))).toEqual(registered);
  expect(up(began({ uri: 'base/', digest }), [])).toEqual(['a -wrote-> a:m', 'a:m -began-with-> b']);
  expect(up(began({ uri: 'runs:/x/m', digest, made_by: idOf('a') }), [])).toEqual([
    'a -wrote-> a:m',
    'a:m -began-with-> b',
  ]);
  expect(up(began({ uri: 'hf:bert', revision: 'abc' }))).toEqual(['hf:bert -began-with-> b']);
});

test('a model that a run did not write comes from the run that did', () => {
  const m = { path: 'm', files: { m: 'm' } };
  const graph = graphOf([
    run('a', { models: [m] }),
    run('b', { at: 5, models: [{ ...m, reused: true, made_by: idOf('a') }] }),
  ]);
  expect(edges(graph, output('b', 'm', listed({ m: 'm' })))).toEqual([
    'a -wrote-> a:m',
    'a:m -made-by-> b:m',
  ]);
  expect(edges(graph, ofRun('a'), 'down')).toEqual(['a -wrote-> a:m', 'a:m -made-by-> b:m']);
});

test('what another repository made is told as made there', () => {
  const source = { repository: 'octo/data', revision: 'v7', path: 'x.dvc' };
  const graph = graphOf([run('a', { commit: 'c1', reads: [{ source }] })]);
  expect(edges(graph, ofRun('a'))).toEqual([
    'c1 -code-> a',
    'octo/data -made-in-> orders@v1',
    'orders@v1 -read-> a',
  ]);
  const own = graphOf([
    run('a', { commit: 'c1', reads: [{ source: { ...source, repository: 'octo/clf' } }] }),
  ]);
  expect(edges(own, ofRun('a'))).toEqual(['c1 -code-> a', 'orders@v1 -read-> a']);
});

test('however clones write the address of a repository, its data is its own and its commit one', () => {
  const source = { repository: 'https://github.com/Acme/data', revision: 'v7', path: 'x.dvc' };
  const graph = graphOf([
    ofClone('git@github.com:acme/data.git', run('a', { commit: 'c1', reads: [{ source }] })),
    ofClone('https://github.com/acme/data', run('b', { commit: 'c1' })),
    ofClone('acme/data', run('c', { commit: 'c1' })),
  ]);
  expect(edges(graph, ofRun('a'))).toEqual(['c1 -code-> a', 'orders@v1 -read-> a']);
  const code = ['a', 'b', 'c'].flatMap((letter) =>
    graph.up(ofRun(letter)).filter(({ kind }) => kind === 'code'),
  );
  expect(code.map((edge) => nodeWords(edge.from, graph))).toEqual(Array(3).fill('commit c1 of acme/data'));
  expect(new Set(code.map((edge) => keyOf(edge.from))).size).toBe(1);
});

test('stages, aliases and endpoints are held by versions, both ways', () => {
  const base = run('a', { models: [{ path: 'm', files: { m: 'm' } }] });
  const since = '2026-01-02T00:00:00Z';
  const hold = (of: object) => ({ of, model: 'clf', version: 1, since, record: 'e' }) as never;
  const holds = [
    hold({ kind: 'stage', stage: 'Production' }),
    hold({ kind: 'alias', alias: 'champion' }),
    hold({ kind: 'endpoint', endpoint: '/predict' }),
  ];
  const graph = graphOf([base], { versions: [versionOfRun(1, base)], holds });
  expect(edges(graph, ofRun('a'), 'down')).toEqual([
    'a -wrote-> a:m',
    'a:m -registered-> clf/1',
    'clf/1 -holds-> @champion',
    'clf/1 -holds-> Production',
    'clf/1 -serves-> /predict',
  ]);
  expect(edges(graph, { kind: 'endpoint', endpoint: '/predict' })).toEqual([
    'a -wrote-> a:m',
    'a:m -registered-> clf/1',
    'clf/1 -serves-> /predict',
  ]);
});

test('what comes from itself ends the walk, and an answer has no more nodes than asked for', () => {
  const graph = graphOf([
    run('a', { reads: [{ ...FEATURES, made_by: idOf('b') }], data: [{ path: 'a.csv', text: 'a' }] }),
    run('b', { reads: [{ name: 'a', digest: sha256('a'), made_by: idOf('a') }], data: [features] }),
  ]);
  const answer = trace(graph, { roots: [ofRun('a')], direction: 'up' });
  expect(answer).toMatchObject({ isCut: false });
  expect(new Set(answer.nodes.map(keyOf)).size).toBe(answer.nodes.length);
  expect(answer.nodes).toHaveLength(6);
  expect(trace(graph, { roots: [ofRun('a')], direction: 'up', most: 3 })).toMatchObject({
    isCut: true,
    nodes: { length: 3 },
  });
});

test('bytes are found under whatever name: outputs, files of models, versions, what was read', () => {
  const base = run('a', {
    reads: [{ digest: sha256('o') }],
    data: [features],
    models: [{ path: 'm', files: { w: 'w' } }],
  });
  const graph = graphOf([base], { versions: [versionOfRun(1, base)] });
  const found = (digest: string) => graph.withDigest(digest).map(brief);
  expect(found(sha256('f'))).toEqual(['a:features.csv']);
  expect(found(sha256('w'))).toEqual(['clf/1', 'a:m']);
  expect(found(listed({ w: 'w' }))).toEqual(['clf/1', 'a:m']);
  expect(found(sha256('o'))).toEqual(['orders@v1']);
  expect(found(sha256('nothing'))).toEqual([]);
});

test('what nobody saw being made takes the place of nothing that somebody did', () => {
  const claimed = run('b', { at: 3, data: [features], trust: 'claimed' });
  const reader = run('d', { at: 5, reads: [FEATURES] });
  expect(edges(graphOf([run('a', { data: [features] }), claimed, reader]), ofRun('d'))).toEqual([
    'a -wrote-> a:features.csv',
    'a:features.csv -made-by-> features@f1',
    'b:features.csv -also-made-by-> features@f1',
    'features@f1 -read-> d',
  ]);
  // Where nobody else made them it is the best that is known.
  expect(edges(graphOf([claimed, reader]), ofRun('d'))).toContain('b:features.csv -made-by-> features@f1');
  // Nor is it a part of a run that is trusted.
  const m = { path: 'm', files: { m: 'm' } };
  const parent = run('p', { models: [m] });
  for (const whole of ['parent', 'command']) {
    const hanger = run('x', { [whole]: 'p', models: [m], trust: 'claimed' });
    expect(edges(graphOf([parent, hanger]), output('p', 'm', listed({ m: 'm' })))).toEqual([
      'p -wrote-> p:m',
    ]);
  }
});

test('a commit that a tag alone names counts, marked so', () => {
  const commit = '0123456789abcdef0123456789abcdef01234567';
  const graph = graphOf([
    run('a', { tags: { git_commit: commit } }),
    run('b', { tags: { git_commit: 'abc1234' } }),
  ]);
  expect(edges(graph, ofRun('a'))).toEqual([`${commit} -code by tag-> a`]);
  expect(edges(graph, ofRun('b'))).toEqual([]);
});

test('a version that nobody judged is of its run as its client says, and of a model by all its names', () => {
  const base = run('a', { models: [{ path: 'm', files: { m: 'm' } }] });
  const versions = [
    versionOfRun(1, base, 'new'),
    { ...versionOfRun(2, base, 'new'), status: 'unjudged' as const, digest: null, run_path: null },
  ];
  const since = '2026-01-02T00:00:00Z';
  const holds = [
    { of: { kind: 'endpoint' as const, endpoint: '/predict' }, model: 'old', version: 1, since, record: 'e' },
  ];
  const next = run('b', { at: 5, began: [{ uri: 'models:/old/1', version: '1' }] });
  const graph = graphOf([base, next], { versions, holds, dated: [givenAway('old', 'new')] });
  expect(edges(graph, ofRun('a'), 'down')).toEqual([
    'a -claimed-> new/2',
    'a -wrote-> a:m',
    'a:m -registered-> new/1',
    'new/1 -began-with-> b',
    'new/1 -serves-> /predict',
  ]);
});

test('many parts and many outputs take no more than their product', () => {
  const outputs = Array.from({ length: 60 }, (_, at) => ({ path: `${at}.csv` }));
  const parent = run('p', { reads: [{}], data: outputs });
  const parts = Array.from({ length: 200 }, (_, at) => ({
    ...run('x', { parent: 'p', data: [{ path: `own-${at}.csv` }] }),
    run_id: at.toString(16).padStart(32, '0'),
  }));
  const graph = graphOf([parent, ...parts]);
  const asked = jest.spyOn(Array.prototype, 'flatMap');
  const { nodes } = trace(graph, { roots: [ofRun('p')], direction: 'down', most: Number.POSITIVE_INFINITY });
  const calls = asked.mock.calls.length;
  asked.mockRestore();
  expect(nodes).toHaveLength(1 + 60 + 200 + 200);
  expect(calls).toBeLessThan(10 * (60 + 200));
});

test('a base model that a run made is its output, also where the URI alone names the run', () => {
  const make = { ...run('a', { models: [{ path: 'm', files: { w: 'w' } }] }), run_id: idAt(DAY) };
  const began = [{ uri: `runs:/${make.run_id}/m`, digest: listed({ w: 'w' }) }];
  const graph = graphOf([make, run('b', { at: 0, began })]);
  const [edge] = graph.up(ofRun('b'));
  expect(edge).toMatchObject({ kind: 'began-with', from: { kind: 'output', run_id: make.run_id } });
});

test('bytes that are made each night: of each reader the newest makers, and that there are more is known', () => {
  const nights = 1500;
  const id = (at: number) => idAt(DAY + at * 1000, at);
  const at = (hours: number) => new Date(DAY + hours * 1000).toISOString();
  const night = (number: number, told: Parameters<typeof run>[1]) => ({
    ...{ ...run('a', told), run_id: id(number) },
    ...{ started_at: at(number), ended_at: at(number) },
  });
  const records = Array.from({ length: nights }, (_, number) => [
    night(2 * number, { reads: [{ digest: sha256('o') }], data: [features] }),
    night(2 * number + 1, { reads: [FEATURES] }),
  ]).flat();
  const graph = graphOf(records);
  const [orders] = [...graph.named()].filter((node) => node.kind === 'dataset' && node.name === 'orders');
  const { edges: all, nodes } = trace(graph, {
    ...{ roots: [orders as LineageNode], direction: 'down', most: Number.POSITIVE_INFINITY },
  });
  expect(nodes.filter(({ kind }) => kind === 'run')).toHaveLength(2 * nights);
  expect(all.length).toBeLessThan(30 * nights);
  expect([graph.hasMoreMakers(id(1)), graph.hasMoreMakers(id(41)), graph.hasMoreMakers(id(43))]).toEqual([
    false,
    false,
    true,
  ]);
});
