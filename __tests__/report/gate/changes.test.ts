import type { Change, Judgement } from '../../../src/core/judgement.js';
import { againstLines } from '../../../src/report/gate/against.js';
import { changesTable } from '../../../src/report/gate/changes.js';
import { COMMIT } from '../views.js';
import { BEFORE, gateView, judgement } from './views.js';

const DETAIL = { rows: 10, text: 200, charts: 0, values: true };
const CHANGED: Change = { name: 'orders', before: 'v1', after: 'v2' };
const UNKNOWN: Change = {
  name: 'users',
  before: 'v1 (sha256:aaaaaaaaaaaa)',
  after: 'v1 (sha256:bbbbbbbbbbbb)',
  unknown: 'digests are of another scheme',
};

const LONG: Change = { name: 'orders', before: 'v1', after: 'v'.repeat(41) };

const table = (...datasets: Change[]) => changesTable({ ...judgement(), params: [], datasets }, DETAIL);
const line = (...datasets: Change[]) =>
  againstLines({ ...judgement(), params: [], datasets }, gateView()).replace(/^.*?\)\)\. /, '');

test('data whose digests cannot be compared is not said to have changed', () => {
  expect(table(UNKNOWN, LONG)).toContain(
    '<summary>Changed: 1 dataset (orders). Not compared: 1 dataset (users)</summary>',
  );
  expect(table(UNKNOWN, LONG)).toContain('`v1 (sha256:bbbbbbbbbbbb)` (digests are of another scheme)');
  expect(line(UNKNOWN)).toContain('(not compared: digests are of another scheme)'.replace(/[()]/g, '\\$&'));
});

test('up to three changes stand in the sentence, data first; the table has what does not fit', () => {
  const params = ['a', 'b', 'c', 'd'].map((name) => ({ name, before: null, after: '1' }));
  const said = againstLines({ ...judgement(), params, datasets: [CHANGED] }, gateView());
  expect(said).toContain(
    'Changed: data orders `v1` → `v2`, a none → `1`, b none → `1`, 2 more in the table below, code [',
  );
  expect(table(CHANGED)).toBe('');
  expect(line(LONG)).toContain('Changed: 1 in the table below, code');
  expect(table(LONG)).toContain('<summary>Changed: 1 dataset (orders)</summary>');
});

test('the code range is linked where both commits are of this repository', () => {
  const range = (code: object | null) => {
    const [run] = judgement().baseline?.runs ?? [];
    const own = run?.inputs.code ?? null;
    const changed = { ...run, inputs: { ...run?.inputs, code: code === null ? null : { ...own, ...code } } };
    const baseline = { ...judgement().baseline, runs: [changed] } as unknown as Judgement['baseline'];
    return againstLines({ ...judgement(), baseline }, gateView());
  };
  const link = `https://github.com/octo/models/compare/${BEFORE}...${COMMIT}`;
  expect(range({})).toContain(`code [\`7d0c1a9...52f1560\`](${link})`);
  for (const none of [null, { commit: COMMIT }, { commit: 'HEAD~1' }, { repository: 'evil/models' }])
    expect(range(none)).not.toContain('/compare/');
});

test('what the reason of a baseline names is linked, and not said again', () => {
  const { baseline } = judgement();
  const reason = 'run of #9 (`7d0c1a9`) on `main` at the merge base';
  const said = againstLines(
    { ...judgement(), baseline: baseline === null ? null : { ...baseline, reason } },
    gateView(),
  );
  expect(said).toContain(
    `, [commit](https://github.com/octo/models/commit/${BEFORE}), [pull request](https://github.com/octo/models/pull/9), [train](`,
  );
});

test('what failed is compared with nothing', () => {
  const runs = judgement().runs.map((run) => ({ ...run, status: 'FAILED' as const }));
  expect(againstLines({ ...judgement(), runs }, gateView())).toBe('');
});
