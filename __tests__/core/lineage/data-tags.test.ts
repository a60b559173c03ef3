import { contradicted, namesIn } from '../../../src/core/lineage/data-tags.js';
import { findNodes } from '../../../src/core/lineage/find.js';
import { impactOf } from '../../../src/core/lineage/impact.js';
import { lineageFactsOf } from '../../../src/core/lineage/look-up-facts.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { trace } from '../../../src/core/lineage/trace.js';
import { Matcher } from '../../../src/core/recall/match.js';
import { rootsOfRecalled } from '../../../src/core/recall/roots.js';
import { brief, graphOf, idOf, pathOf, run } from './world.js';

const data = (...all: string[]) =>
  all.map((one) => {
    const [name = '', version = ''] = one.split('@');
    return { name, version };
  });

test.each<[string, string[], string[]]>([
  ['orders_v1', [], ['orders_v1']],
  [' orders@v1 ', [], ['orders_v1']],
  ['orders_v1+build.5', [], ['orders_v1', 'build.5', 'orders_v1+build.5']],
  ['orders@v1+build.5', [], ['orders_v1', 'build.5', 'orders_v1+build.5']],
  ['orders_v1+build.5', ['orders@v1+build.5'], []],
  // What is a dataset's is nobody else's part, wherever it stands.
  ['orders_v1+build.5+users_v3', ['orders@v1+build.5', 'users@v3'], []],
  ['x_1+orders_v1+b+users_v3', ['orders@v1+b'], ['x_1', 'users_v3']],
  ['users_v3+orders@v1+b', ['orders@v1+b'], ['users_v3']],
  ['a_1 + b +', [], ['a_1', 'b', 'a_1+b', 'b+', 'a_1+b+']],
  ['a_1+a_1', [], ['a_1', 'a_1+a_1']],
])('%s beside %j names %j', (tag, datasets, names) => {
  expect(namesIn(tag, data(...datasets))).toEqual(names);
});

test('of very many parts some are read together, and the whole', () => {
  const tag = Array.from({ length: 3000 }, (_, index) => `${index}`).join('+');
  const names = namesIn(tag, data('a@1'));
  expect(names).toHaveLength(3000 + 2999 + 2998 + 2997 + 1);
  expect(names).toContain(tag);
});

test('a version with a `+` that a tag alone names: graph, look-ups and decisions agree', () => {
  const [own, among, other] = [
    run('b', { tags: { dataset_version: 'orders_v1+build.5' } }),
    run('c', { at: 2, tags: { 'lineage.datasets': 'users_v3+orders_v1+build.5+x_1' } }),
    run('d', { at: 3, tags: { dataset_version: 'orders_v1+build.6' } }),
  ] as const;
  const what = { kind: 'dataset', name: 'orders', version: 'v1+build.5', repository: null } as const;
  const recall = {
    what: { ...what, contents: [], other_names: [] },
    affected: { runs: [], versions: [], contents: [], other_makers: [], left_out: 0 },
  };
  const matcher = new Matcher({ ...recall, event_id: 'r', at: '2026-01-01T00:00:00Z' } as never);
  for (const runs of [
    [own, among, other],
    // Whether or not somebody says which part of it is the name.
    [run('a', { reads: [{ name: 'orders', version: 'v1+build.5' }] }), own, among, other],
  ]) {
    const graph = graphOf(runs);
    const roots = findNodes(graph, parseReference('dataset:orders@v1+build.5'));
    const hit = (nodes: typeof roots) =>
      impactOf(graph, nodes, { tenures: [], requests: [] })
        .runs.map(({ run_id }) => run_id)
        .filter((id) => id !== idOf('a'));
    expect(hit(roots)).toEqual([idOf('b'), idOf('c')]);
    expect(hit(rootsOfRecalled(graph, recall.what))).toEqual([idOf('b'), idOf('c')]);
  }
  const decided = [own, among, other].map(
    (one) => matcher.hits(one, runFacts(one, pathOf('x'))).map(({ what: told }) => told)[0],
  );
  expect(decided).toEqual([
    'dataset `orders@v1+build.5`, by the tag `dataset_version`',
    'dataset `orders@v1+build.5`, by the tag `lineage.datasets`',
    undefined,
  ]);
  const isFound = [own, among, other].map((one) =>
    lineageFactsOf(one).includes('dataset-part=orders_v1+build.5'),
  );
  expect(isFound).toEqual([true, true, false]);
});

test('parts together are told only to who asks for them, and where they are known', () => {
  const tagged = run('b', { tags: { dataset_version: 'orders_v1+users_v3' } });
  const up = (graph: ReturnType<typeof graphOf>) =>
    trace(graph, { roots: [{ kind: 'run', run_id: idOf('b') }], direction: 'up' }).nodes.map(brief);
  expect(up(graphOf([tagged]))).toEqual(['b', '?@orders_v1', '?@users_v3']);
  const graph = graphOf([tagged]);
  expect(findNodes(graph, parseReference('dataset:orders')).map(brief)).toEqual(['?@orders_v1']);
  const plus = run('c', { tags: { dataset_version: 'c++_v1' } });
  expect(findNodes(graphOf([plus]), parseReference('dataset:c++')).map(brief)).toEqual(['?@c++_v1']);
});

describe('a tag that says another version of data than its run has used', () => {
  const said = (tag: string, ...used: string[]) => contradicted(tag, data(...used)).map((one) => one.said);

  test.each<[string, string[], string[]]>([
    ['orders_v2.0', ['orders@v2.1'], ['orders_v2.0']],
    ['orders@v2+users_v3', ['orders@v2.1', 'users@v3'], ['orders_v2']],
    ['orders_2026-10', ['orders@2026-11'], ['orders_2026-10']],
    ['orders_v2.1', ['orders@v2.1'], []],
    // It may name more than the run lists, and other data that is called much alike.
    ['orders_v2.0+orders_v2.1', ['orders@v2.1'], []],
    ['orders_eu_v2.0+users_v3', ['orders@v2.1'], []],
    ['spring campaign', ['orders@v2.1'], []],
    // Versions of another kind may mean the same.
    ['orders_v2', ['orders@2026-11'], []],
  ])('%s beside %j: %j', (tag, used, expected) => {
    expect(said(tag, ...used)).toEqual(expected);
  });

  test('test data is not what the tag is about, and the digest that MLflow calls data by is no version', () => {
    const [orders] = data('orders@v2.1');
    expect(contradicted('orders_v2.0', [{ name: '', version: '', ...orders, role: 'test' }])).toEqual([]);
    const logged = { name: 'orders', version: 'a1', digests: { mlflow: 'a1' } };
    expect(contradicted('orders_a2', [logged])).toEqual([]);
  });
});
