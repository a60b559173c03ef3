import { sha256 } from '../../../src/core/digest.js';
import { findNodes, neitherIn } from '../../../src/core/lineage/find.js';
import { impactOf, unjudged } from '../../../src/core/lineage/impact.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { brief, graphOf, idOf, run, versionOfRun } from './world.js';

const base = run('a', {
  packages: { NumPy: '1.26.0', pandas: '2.2' },
  models: [{ path: 'm', files: { w: 'w' } }],
});
const adapter = run('b', {
  ...{ at: 2, packages: { numpy: '2.0' } },
  began: [{ uri: 'models:/clf/1', version: '1', digest: base.outputs.models[0]?.manifest.digest ?? null }],
});
const odd = run('c', { at: 3, packages: { numpy: 'from-source' }, reads: [{ digest: sha256('o') }] });
const unknown = run('d', { at: 4, packages: null, reads: [{ digest: sha256('o') }] });
const without = run('e', { at: 5, packages: { pandas: '2.2' }, reads: [{ digest: sha256('o') }] });
const graph = graphOf([base, adapter, odd, unknown, without], {
  versions: [versionOfRun(1, base)],
  asked: { package: 'numpy' },
});

test('a package hits the runs that had it, and what comes from them', () => {
  const roots = findNodes(graph, parseReference('package:numpy>=1.26,<2'));
  expect(roots.map(brief)).toEqual(['numpy 1.26.0']);
  const { runs, versions } = impactOf(graph, roots, { tenures: [], requests: [] });
  expect(runs.map(({ run_id }) => run_id)).toEqual([idOf('a'), idOf('b')]);
  expect(versions.map(({ version }) => version)).toEqual([1]);
  const hit = new Set(runs.map(({ run_id }) => run_id));
  expect(unjudged(graph, hit)).toEqual([
    { why: 'recorded no list of Python packages, or not of every interpreter', ids: [idOf('d')] },
  ]);
});

test('all versions of it, and those that have no order', () => {
  expect(findNodes(graph, parseReference('package:NUMPY')).map(brief)).toEqual([
    'numpy 1.26.0',
    'numpy 2.0',
    'numpy from-source',
  ]);
  const range = parseReference('package:numpy>3');
  expect(findNodes(graph, range)).toEqual([]);
  expect(neitherIn(graph, range)).toEqual(['from-source']);
});

test('no other package is kept, and one that is not there is said to be', () => {
  expect([...graph.named()].filter(({ kind }) => kind === 'package')).toHaveLength(3);
  expect([...graphOf([base]).named()].map(brief)).toEqual([]);
  // A run without a list may have had it: nobody can tell.
  const blind = graphOf([base, unknown], { asked: { package: 'torch' } });
  expect(findNodes(blind, parseReference('package:torch'))).toEqual([]);
  expect(unjudged(blind, new Set())).toContainEqual({
    ...{ why: 'recorded no list of Python packages, or not of every interpreter', ids: [idOf('d')] },
  });
  // Also where others had it, in other versions.
  const some = graphOf([base, unknown], { asked: { package: 'numpy' } });
  expect(findNodes(some, parseReference('package:numpy>2'))).toEqual([]);
  // Unless it is a slip of the pen.
  expect(() =>
    findNodes(graphOf([base, unknown], { asked: { package: 'nmupy' } }), parseReference('package:Nmupy')),
  ).toThrow(/"nmupy", and some have not recorded all of theirs .*Did you mean `numpy`\?/);
  const two = graphOf([base, adapter], { asked: { package: 'numpy' } });
  expect(() => findNodes(graphOf([base, adapter]), parseReference('package:nunpy'))).toThrow(
    'No run has recorded a Python package "nunpy"',
  );
  expect(() => findNodes(two, parseReference('package:numpy==1.25'))).toThrow(
    'No run had "numpy" in a version like that',
  );
});

test('a run had what any of its interpreters had, and what those had that listed nothing is not known', () => {
  const two = run('a', {
    ...{ packages: { pandas: '2.2' }, others: [{ numpy: '1.26.0' }, { NumPy: '2.0' }, { numpy: '2.0' }] },
    models: [{ path: 'm', files: { w: 'w' } }],
  });
  const some = run('b', { packages: { numpy: '2.0' }, unlisted: 1, reads: [{ digest: sha256('o') }] });
  const world = graphOf([two, some], { asked: { package: 'numpy' }, versions: [versionOfRun(1, two)] });
  const hits = (reference: string) => {
    const { runs, versions } = impactOf(world, findNodes(world, parseReference(reference)), {
      ...{ tenures: [], requests: [] },
    });
    const ids = runs.map(({ run_id }) => run_id);
    return { ids, versions: versions.length, left: unjudged(world, new Set(ids)).map((one) => one.ids) };
  };
  expect(hits('package:numpy<2')).toEqual({ ids: [idOf('a')], versions: 1, left: [[idOf('b')]] });
  expect(hits('package:numpy==2.0')).toEqual({ ids: [idOf('a'), idOf('b')], versions: 1, left: [] });
  const torch = graphOf([two, some], { asked: { package: 'torch' } });
  expect(findNodes(torch, parseReference('package:torch'))).toEqual([]);
  expect(unjudged(torch, new Set()).map(({ ids }) => ids)).toContainEqual([idOf('b')]);
});
