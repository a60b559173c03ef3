import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import { absoluteLocation, below, checkLocation } from '../../../src/mlflow/protocol/uris.js';

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

test.each([
  ['s3://bucket/a', 's3://bucket/a/x/y'],
  ['s3://bucket/a/', 's3://bucket/a/x/y'],
  ['mysql://u:p@host:1/db?driver=d', 'mysql://u:p@host:1/db/x/y?driver=d'],
  ['/data/what?', '/data/what?/x/y'],
])('below %s', (location, expected) => {
  expect(below(location, 'x/y')).toBe(expected);
});

test.each(['s3://bucket/a?region=1', '/data/a', 'a;/b', 'mlflow-artifacts:/', 's3://bucket/a#'])(
  'artifacts may lie at %s',
  (uri) => {
    expect(() => checkLocation(uri)).not.toThrow();
  },
);

const NO_PARTS = "'artifact_location' URL can't include fragments or params.";

test.each([
  ['s3://bucket/a#b', NO_PARTS],
  ['/data/a#b', NO_PARTS],
  ['s3://bucket/a;b', NO_PARTS],
  ['s3://bucket/a?x=../b', 'Invalid query string'],
  ['s3://bucket/a?x=%252e%252e', 'Invalid query string'],
  ['runs:/1/a', "Artifact location cannot be a runs:/ URI. Given: 'runs:/1/a'"],
])('artifacts may not lie at %s', (uri, message) => {
  expect(() => checkLocation(uri)).toThrow(new ProtocolError('INVALID_PARAMETER_VALUE', message));
});
