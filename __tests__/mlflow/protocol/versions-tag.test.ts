import { versionRenumbered } from '../../../src/mlflow/protocol/versions-tag.js';

const KEY = 'mlflow.modelVersions';
const change = (value: string, to: number | null) =>
  versionRenumbered({ model_id: 'm-1', tags: new Map([[KEY, value]]) }, { name: 'clf', from: 1, to });

test.each([
  [
    'both the number of the server and the text of the client',
    2,
    '[{"name": "clf", "version": 2}, {"name": "clf", "version": "2"}]',
  ],
  ['neither, where there is no such version', null, '[]'],
])('%s', (_, to, value) => {
  const tags = [{ key: KEY, value }];
  expect(change('[{"name": "clf", "version": 1}, {"name": "clf", "version": "1"}]', to)).toEqual([
    { type: 'logged-model-tags-set', model_id: 'm-1', tags },
  ]);
});

test.each([
  '',
  '[]',
  'null',
  '[null, 7]',
  '[{"name": "clf", "version": 3}, {"name": "other", "version": 1}]',
])('nothing of %j', (value) => {
  expect(change(value, 2)).toEqual([]);
});
