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

const COMMIT = 'abcdef0123456789abcdef0123456789abcdef01';
const MERGE = 'fedcba9876543210fedcba9876543210fedcba98';

test.each([
  ['the first digits of the commit', 'abcdef0'],
  ['all of it', COMMIT],
  ['all of it in capitals, as a file may have it', `${COMMIT.toUpperCase()}\n`],
  ['the first digits of the merge commit', 'fedcba987'],
  ['all of that', MERGE],
])('a script that gives %s means the commit', (_, git_commit) => {
  const sources = { ...NOTHING, script: { git_commit }, commit: COMMIT, mergeCommit: MERGE };
  expect(lineageTags(sources)).toMatchObject({ git_commit: COMMIT });
});

test.each([
  ['too few digits', 'abcdef'],
  ['digits from within', 'bcdef012'],
  ['another commit', '1234567'],
  ['more than digits', 'abcdef0-dirty'],
  ['nothing', ''],
])('a script that gives %s does not', (_, git_commit) => {
  const sources = { ...NOTHING, script: { git_commit }, commit: COMMIT, mergeCommit: MERGE };
  expect(() => lineageTags(sources)).toThrow(/git_commit/);
});

test('sources that are more than a record holds together are a fault', () => {
  const many = (from: string) =>
    Object.fromEntries(Array.from({ length: 600 }, (_, at) => [`${from}${at}`, '']));
  expect(() => lineageTags({ ...NOTHING, given: many('a'), script: many('b') })).toThrow(/1201 tags/);
});

test('without a repository and a CI both can be given', () => {
  expect(lineageTags({ ...NOTHING, given: { git_commit: 'svn-12', triggered_by: 'airflow' } })).toEqual({
    git_commit: 'svn-12',
    triggered_by: 'airflow',
  });
});
