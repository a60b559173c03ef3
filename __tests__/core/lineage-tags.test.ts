import { lineageTags } from '../../src/core/lineage-tags.js';

const NOTHING = { given: {}, script: {}, datasetVersion: null, commit: null, triggeredBy: 'local' };

test('the three lineage tags come from what was observed', () => {
  expect(
    lineageTags({
      ...NOTHING,
      datasetVersion: 'orders_v2.1',
      commit: 'abc',
      triggeredBy: 'ci/github-actions',
    }),
  ).toEqual({ dataset_version: 'orders_v2.1', git_commit: 'abc', triggered_by: 'ci/github-actions' });
});

test('a given dataset_version wins over the derived one, and the script over the workflow', () => {
  const tags = lineageTags({
    ...NOTHING,
    given: { dataset_version: 'given', team: 'risk' },
    script: { team: 'fraud' },
    datasetVersion: 'derived',
  });
  expect(tags).toEqual({ dataset_version: 'given', team: 'fraud', triggered_by: 'local' });
});

test('nobody can claim another commit or another CI than the one observed', () => {
  expect(() =>
    lineageTags({
      ...NOTHING,
      script: { git_commit: 'fff', triggered_by: 'me' },
      commit: 'abc',
      triggeredBy: 'ci/gitlab',
    }),
  ).toThrow(/git_commit[\s\S]*triggered_by/);
});

test('without a repository and a CI both can be given', () => {
  expect(lineageTags({ ...NOTHING, given: { git_commit: 'svn-12', triggered_by: 'airflow' } })).toEqual({
    git_commit: 'svn-12',
    triggered_by: 'airflow',
  });
});
