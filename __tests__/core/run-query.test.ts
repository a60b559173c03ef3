import {
  dayAfter,
  eitherFacts,
  folderDays,
  matchesRun,
  queryFaults,
  type RunQuery,
  requiredFacts,
} from '../../src/core/run-query.js';
import { DAY, idAt, runRecord } from '../ledger/fixtures.js';

const started = (started_at: string) => runRecord(idAt(DAY), { started_at });

test.each<[RunQuery, string, boolean]>([
  [{ since: '2026-11-21' }, '2026-11-21T00:00:00Z', true],
  [{ since: '2026-11-21' }, '2026-11-20T23:59:59.999999999Z', false],
  [{ until: '2026-11-21' }, '2026-11-21T23:59:60Z', true],
  [{ until: '2026-11-21' }, '2026-11-22T00:00:00Z', false],
  [{ since: '2026-11-21T09:30:00.5Z' }, '2026-11-21T09:30:00.49Z', false],
  [{ since: '2026-11-21T09:30:00Z' }, '2026-11-21T09:30:00.1Z', true],
  [{ until: '2026-11-21T09:30:00Z' }, '2026-11-21T09:30:00.000Z', true],
  [{ until: '2026-11-21T09:30:00Z' }, '2026-11-21T09:30:00.000000001Z', false],
])('%j of a run that started at %s: %s', (query, at, expected) => {
  expect(matchesRun(started(at), query)).toBe(expected);
});

test('a key and a value with = are told apart, though their facts are the same', () => {
  const run = runRecord(idAt(DAY), { tags: { a: 'b=c' } });
  const [right, wrong] = [{ tag: { key: 'a', value: 'b=c' } }, { tag: { key: 'a=b', value: 'c' } }];
  expect(requiredFacts(right)).toEqual(requiredFacts(wrong));
  expect([matchesRun(run, right), matchesRun(run, wrong)]).toEqual([true, false]);
});

test('an inherited property is no tag', () => {
  const query = { tag: { key: 'constructor', value: String(Object) } };
  expect(matchesRun(runRecord(idAt(DAY)), query)).toBe(false);
});

test('facts of a query: a whole commit, the beginning of one, versions and all versions of a dataset', () => {
  const commit = '3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3';
  expect(requiredFacts({ commit: commit.toUpperCase() })).toEqual([`commit=${commit}`]);
  expect(requiredFacts({ commit: commit.slice(0, 12) })).toEqual(['commit7=3f2a91c']);
  expect(
    requiredFacts({
      dataset: [{ name: 'orders' }, { name: 'users', version: 'v1' }, { digest: 'sha256:x' }],
    }),
  ).toEqual(['dataset-name=orders', 'dataset=users=v1', 'dataset-digest=sha256:x']);
  expect(requiredFacts({ since: '2026-11-21' })).toEqual([]);
});

test('several commits are facts of which one is enough', () => {
  const [one, other] = ['a'.repeat(40), 'b'.repeat(40)];
  expect(requiredFacts({ experiment: 'clf', commits: [one, other] })).toEqual(['experiment=clf']);
  expect(eitherFacts({ commits: [one, other] })).toEqual([`commit=${one}`, `commit=${other}`]);
  expect(eitherFacts({ commit: one })).toEqual([]);
});

test('folders of the days around a time range are looked into', () => {
  expect(folderDays({ since: '2026-03-01T00:00:00Z', until: '2026-12-31' })).toEqual({
    first: '2026-02-28',
    last: '2027-01-01',
  });
  expect(folderDays({})).toEqual({ first: null, last: null });
  expect(dayAfter('2028-02-28', 1)).toBe('2028-02-29');
});

test('all faults of a query are told at once', () => {
  const faults = queryFaults({
    commit: 'main\u001b',
    model_digest: 'sha256:12',
    dataset: { digest: 'x' },
    since: '2026-02-30',
    until: '2026-11-21T24:00:00Z',
  });
  expect(faults.map(({ where, what }) => `${where}: ${what}`)).toEqual([
    'commit: "main\\u001b" is no commit and no beginning of one',
    'model_digest: "sha256:12" is no digest',
    'dataset: "x" is no digest',
    'since: "2026-02-30" is no day and no time in UTC',
    'until: "2026-11-21T24:00:00Z" is no day and no time in UTC',
  ]);
  expect(queryFaults({ since: '2026-11-22', until: '2026-11-21' })).toMatchObject([{ where: 'since' }]);
  expect(queryFaults({ since: '2026-11-21T10:00:00Z', until: '2026-11-21' })).toEqual([]);
  expect(queryFaults({ commits: ['a'.repeat(40), 'main'] })).toMatchObject([{ where: 'commits' }]);
  expect(queryFaults({ commit: '3f2a91' })).toMatchObject([{ mend: 'Give at least 7 hex digits of it' }]);
});
