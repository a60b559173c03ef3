import { absoluteLocation } from '../../../src/mlflow/protocol/uris.js';

test.each([
  ['my_location', '/srv/mlflow', '/srv/mlflow/my_location'],
  ['./a//b/', '/srv/mlflow/', '/srv/mlflow/a/b'],
  ['a', '/', '/a'],
  ['file:a/b', '/srv', 'file:///srv/a/b'],
  ['my_location', 'C:\\work', 'file:///C:/work/my_location'],
  ['/abs/a', '/srv', '/abs/a'],
  ['C:\\data', '/srv', 'C:\\data'],
  ['file:///abs', '/srv', 'file:///abs'],
  ['file://host/a', '/srv', 'file://host/a'],
  ['s3://bucket/a', '/srv', 's3://bucket/a'],
  ['mlflow-artifacts:/7', '/srv', 'mlflow-artifacts:/7'],
])('%s in %s is %s', (uri, folder, expected) => {
  expect(absoluteLocation(uri, folder)).toBe(expected);
});
