import { datasetVersion } from '../../src/core/dataset-version.js';

test('dataset_version joins names and versions in the order given', () => {
  const orders = { name: 'orders', version: 'v2.1' };
  const users = { name: 'users', version: 'v3.0' };
  expect(datasetVersion([orders, users])).toBe('orders_v2.1+users_v3.0');
  expect(datasetVersion([users, orders])).toBe('users_v3.0+orders_v2.1');
  expect(datasetVersion([])).toBeUndefined();
});
