import { sha256 } from '../../../src/core/digest.js';
import { findNodes } from '../../../src/core/lineage/find.js';
import { otherNames } from '../../../src/core/lineage/other-names.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { graphOf, run } from './world.js';

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

test.each(['dataset:users@v1', 'dataset:blind@v1', 'dataset:tagged@v1', same, 'runs:/6161'])(
  '%s has no other',
  (text) => {
    expect(of(text)).toEqual([]);
  },
);
