import { sha256 } from '../../../src/core/digest.js';
import { findNodes } from '../../../src/core/lineage/find.js';
import { impactOf } from '../../../src/core/lineage/impact.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { trace } from '../../../src/core/lineage/trace.js';
import { rootsOfRecalled } from '../../../src/core/recall/roots.js';
import { lineageTree } from '../../../src/report/lineage/tree.js';
import { brief, graphOf, idOf, run, versionOfRun } from './world.js';

const m = { path: 'm', files: { m: 'm' } };
const silent = run('a', { commit: 'c0ffee', models: [m] });
const named = run('b', {
  ...{ at: 2, reads: [{ version: 'v1+b' }], tags: { dataset_version: 'orders_v1+b' } },
  models: [{ path: 'm', files: { m: 'other' } }],
});
const adapter = run('c', { at: 4, began: [{ uri: 'models:/clf/1', version: '1' }] });
const tags = { dataset_version: 'orders_v2+users_v3', 'lineage.datasets': 'orders_v2' };
const bytes = (text: string) => ({ digest: sha256(`folder ${text}`), files: [sha256(text)] });
const graph = graphOf([silent, named, adapter], {
  versions: [
    { ...versionOfRun(1, silent), tags },
    // What its run names, and no more.
    { ...versionOfRun(2, named), tags: { dataset_version: 'orders_v1+b' } },
    { ...versionOfRun(3, silent), ...bytes('3'), run_id: idOf('z'), tags },
    { ...versionOfRun(4, silent), ...bytes('4'), run_id: null, tags: { dataset_version: 'orders@v9' } },
  ],
});
const impact = (text: string) =>
  impactOf(graph, findNodes(graph, parseReference(text)), { tenures: [], requests: [] });

test('data that a registration names by a tag counts, with what comes from the version', () => {
  const { runs, versions } = impact('dataset:orders@v2');
  expect(versions.map(({ version }) => version)).toEqual([1]);
  expect(runs.map(({ run_id }) => run_id)).toEqual([idOf('c')]);
  expect(impact('dataset:orders@v9').versions.map(({ version }) => version)).toEqual([4]);
  // Of a run that is gone nobody knows what it named itself, and that version is told among the lost.
  expect(impact('dataset:users@v3').versions.map(({ version }) => version)).toEqual([1]);
});

test("what its run names itself is its run's", () => {
  const up = (version: number) =>
    trace(graph, { roots: [{ kind: 'version', model: 'clf', version }], direction: 'up' });
  expect(up(2).nodes.map(brief)).toEqual(['clf/2', 'b:m', 'b', 'orders@v1+b']);
  expect(lineageTree(up(1), graph)).toContain(
    '\n├─ by tag dataset tagged orders_v2\n└─ by tag dataset tagged users_v3\n',
  );
  const roots = findNodes(graph, parseReference('dataset:users@v3'));
  expect(lineageTree(trace(graph, { roots, direction: 'down' }), graph)).toContain(
    'by tag named by models:/clf/1',
  );
});

test('a recall takes it in, of the repository that is meant', () => {
  const what = { kind: 'dataset', name: 'orders', version: 'v2', contents: [], other_names: [] } as const;
  const hit = (repository: string | null) =>
    impactOf(graph, rootsOfRecalled(graph, { ...what, repository } as never), { tenures: [], requests: [] });
  expect(hit('octo/clf').versions.map(({ version }) => version)).toEqual([1]);
  expect(hit('octo/other').versions).toEqual([]);
});
