import { sha256 } from '../../../src/core/digest.js';
import { findNodes } from '../../../src/core/lineage/find.js';
import { otherNames } from '../../../src/core/lineage/other-names.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { brief, graphOf, run } from './world.js';

const [same, apart] = [sha256('same'), sha256('apart')];
const graph = graphOf([
  run('a', { reads: [{ digest: same }, { name: 'users', digest: apart }] }),
  run('b', { at: 2, reads: [{ version: 'v1', digest: same }] }),
  run('c', { at: 4, reads: [{ name: 'sales', version: '2024', digest: same }] }),
  run('d', { at: 6, reads: [{ version: 'v2', digest: same }, { name: 'blind' }] }),
  run('e', { at: 8, tags: { dataset_version: 'tagged_v1' } }),
]);
const of = (text: string) => otherNames(graph, findNodes(graph, parseReference(text)));

test('who asks by a name hears of the other names of the same bytes', () => {
  const orders = (version: string) => ({ name: 'orders', version });
  const sales = { name: 'sales', version: '2024' };
  expect(of('dataset:orders@v1')).toEqual([{ digest: same, names: [orders('v2'), sales] }]);
  expect(of('dataset:orders')).toEqual([{ digest: same, names: [sales] }]);
  expect(of('dataset:sales@2024')).toEqual([{ digest: same, names: [orders('v1'), orders('v2')] }]);
});

test('who asks by a name hears of base models with the same bytes, and by the bytes of what they hit', () => {
  const some = graphOf([
    run('a', { reads: [{ digest: same }] }),
    run('b', { at: 2, began: [{ uri: 'glove.bin', digest: sha256('list'), file_digest: same }] }),
    run('c', { at: 4, began: [{ uri: 'glove/', digest: same }] }),
  ]);
  const found = (text: string) => findNodes(some, parseReference(text));
  expect(otherNames(some, found('dataset:orders@v1'))).toEqual([
    { digest: same, names: [], base_models: ['glove.bin', 'glove/'] },
  ]);
  expect(found(same).map(brief)).toEqual(['orders@v1', 'glove.bin', 'glove/']);
  expect(otherNames(some, found(same))).toEqual([]);
});

test.each(['dataset:users@v1', 'dataset:blind@v1', 'dataset:tagged@v1', same, 'runs:/6161'])(
  '%s has no other',
  (text) => {
    expect(of(text)).toEqual([]);
  },
);
