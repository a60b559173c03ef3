import type { Finding } from '../../../src/core/generated/types.js';
import type { MetricComparison } from '../../../src/core/judgement.js';
import { mergeSections } from '../../../src/report/comment/comment.js';
import { matrixLabel } from '../../../src/report/context.js';
import { annotationsOf } from '../../../src/report/gate/annotations.js';
import { statusDescription } from '../../../src/report/gate/status.js';
import { gateSummary } from '../../../src/report/gate/summary.js';
import { outcomesOf, verdictOf } from '../../../src/report/gate/view.js';
import { workflowLink } from '../../../src/report/links.js';
import { linkBelow, picture } from '../../../src/report/markdown.js';
import { rowTexts } from '../../../src/report/numbers.js';
import { trackComment } from '../../../src/report/run/comment.js';
import { CASES } from './case-views.js';
import {
  BELOW_MINIMUM,
  currentRun,
  DIRTY,
  FORK,
  gateView,
  judgement,
  metric,
  NEW_METRIC,
  one,
  seeds,
} from './views.js';

test.each([
  ['improvement', 'pass', 'clf_orders passes'],
  ['regression', 'fail', 'clf_orders does not pass: val_auc 0.8912 is below 0.9; and 1 more finding'],
  ['expired-waiver', 'fail', 'clf_orders does not pass: val_auc 0.8912 is below 0.9; and 1 warning'],
  ['waived', 'pass', 'clf_orders passes, with 1 finding waived'],
  ['warning-only', 'pass', 'clf_orders passes, with 1 warning'],
  ['notices-and-warning', 'pass', 'clf_orders passes, with 1 warning'],
  ['first-pull-request', 'pass', 'clf_orders passes (no baseline)'],
  ['tags-only', 'pass', 'clf_orders passes (tags only: no metric has a limit)'],
  [
    'matrix-legs',
    'fail',
    'clf_orders does not pass in 1 of 4 configurations: depth=4 (val_auc 0.8912 is below 0.9)',
  ],
  [
    'configurations',
    'fail',
    'breast-cancer does not pass in 2 of 3 configurations: C=1 (seeds 1, 2, 3) and C=10 (seed 1)',
  ],
  ['several-seeds', 'pass', 'clf_orders (seeds 1, 2, 3, 4, 5) passes'],
  [
    'failed-run',
    'fail',
    "clf_orders does not pass: the run failed (exit code 1): ModuleNotFoundError: No module named 'sklearn'",
  ],
  ['several-models', 'pass', 'All 5 models pass'],
  ['no-run', 'fail', 'No run was recorded for 52f1560'],
  [
    'lost-job',
    'fail',
    "No run of clf_orders was recorded for 52f1560: train (4) failed at the step Run octo/lineage-gate@v1: E_INPUT_INVALID: 'metric' is no input…",
  ],
  ['nothing-changed', 'pass', 'Nothing that a model depends on was changed'],
] as const)('%s: %s, in one line', (name, verdict, line) => {
  const view = CASES[name]?.() ?? gateView();
  expect(statusDescription(view)).toBe(line);
  expect(verdictOf(view)).toBe(verdict);
});

test('nothing judged is no pass, and an error is none either', () => {
  expect(verdictOf(gateView({ judgements: [] }))).toBe('fail');
  expect(outcomesOf(gateView({ judgements: [] }))).toMatchObject([{ state: 'no-runs' }]);
  expect(verdictOf(gateView({ judgements: [judgement({ findings: [BELOW_MINIMUM] })] }))).toBe('fail');
});

test('models of one name are told apart by their matrix leg, the name of the run, or the leg of the job', () => {
  const [run, other] = [currentRun(1, { run_name: 'wide' }), currentRun(2)];
  const matrix = { ...other, context: { ...other.context, matrix: { depth: 6, data: 'all' } } };
  const judgements = [judgement({ runs: [run] }), judgement({ runs: [matrix] })];
  const namesOf = (leg: string | null) => outcomesOf(gateView({ judgements, leg })).map(({ name }) => name);
  expect(namesOf(null)).toEqual(['clf_orders, wide', 'clf_orders, depth=6, data=all']);
  expect(namesOf('linux')).toEqual(['clf_orders, linux, wide', 'clf_orders, linux, depth=6, data=all']);
  expect(matrixLabel({})).toBeNull();
});

test('a pass by tags says so, of all models or of some, and beside a missing baseline', () => {
  const said = (...changes: Parameters<typeof judgement>[0][]) =>
    statusDescription(gateView({ judgements: changes.map((one) => judgement(one)) }));
  const tags = { tags_only: true };
  expect(said({ ...tags, subject: 'a' }, { subject: 'b' })).toBe('a and b pass (1 by tags only)');
  expect(said({ ...tags, subject: 'a' }, { ...tags, subject: 'b' })).toBe(
    'a and b pass (tags only: no metric has a limit)',
  );
  expect(said({ ...tags, baseline: null })).toBe(
    'clf_orders passes (tags only: no metric has a limit; no baseline)',
  );
  expect(said({ ...tags, verdict: 'fail', findings: [BELOW_MINIMUM] })).toBe(
    'clf_orders does not pass: val_auc 0.9412 is below 0.9',
  );
});

test('a failure counts no notices', () => {
  const findings = [NEW_METRIC, BELOW_MINIMUM, FORK];
  const view = gateView({ judgements: [judgement({ verdict: 'fail', baseline: null, findings })] });
  expect(outcomesOf(view)).toMatchObject([{ errors: 1, warnings: 0, no_baseline: true }]);
  expect(statusDescription(view)).toBe('clf_orders does not pass: val_auc 0.9412 is below 0.9');
});

test('an incomplete run shows its problems one by one, as text, and says how many more there are', () => {
  const problem = (index: number) => ({
    ...{ code: 'E_PATH_MISSING', what: `No file <b>${index}</b>`, where: `metrics, line ${index}` },
    mend: 'Correct the path',
  });
  const run = currentRun(1, { problems: Array.from({ length: 12 }, (_, index) => problem(index + 1)) });
  const found: Finding = {
    ...{ rule: 'run.complete', severity: 'error', subject: run.run_id },
    ...{ message: 'all of them in one line', mend: 'Correct the path' },
  };
  const text = gateSummary(
    gateView({ judgements: [judgement({ verdict: 'fail', runs: [run], findings: [found] })] }),
  );
  const from = text.indexOf('- ❌');
  const lines = text.slice(from).split('\n').slice(0, 13);
  expect(lines[0]).toBe(`- ❌ Run \`${run.run_id}\` is incomplete. 12 problems:`);
  expect(lines[1]).toBe('  - `E_PATH_MISSING` No file \\<b\\>1\\</b\\> (metrics, line 1). Correct the path.');
  expect(lines[11]).toBe('  - … and 2 more, in the record.');
  expect(lines[12]).toBe('');
  expect(text).not.toContain('all of them in one line');
});

test('metrics that were compared across different data are said to be, in a pass and in a failure', () => {
  const said = (changes: Parameters<typeof judgement>[0]) =>
    statusDescription(gateView({ judgements: [judgement({ other_data: ['orders'], ...changes })] }));
  expect(said({})).toBe('clf_orders passes (compared across different data)');
  expect(said({ verdict: 'fail', findings: [BELOW_MINIMUM] })).toBe(
    'clf_orders does not pass: val_auc 0.9412 is below 0.9 (compared across different data)',
  );
});

test('a long description of a status is cut', () => {
  const description = statusDescription(
    gateView({ judgements: ['a', 'b', 'c'].map((name) => judgement({ subject: name.repeat(500) })) }),
  );
  expect(description).toHaveLength(140);
  expect(description.endsWith('…')).toBe(true);
});

test('annotations stand where the rule is written, else at the workflow', () => {
  const findings = [NEW_METRIC, DIRTY, BELOW_MINIMUM];
  expect(annotationsOf(gateView({ judgements: [judgement({ verdict: 'fail', findings })] }))).toEqual([
    {
      severity: 'error',
      title: 'clf_orders: metrics.val_auc.min',
      message: `${BELOW_MINIMUM.message}. ${BELOW_MINIMUM.mend}.`,
      file: '.github/lineage.yml',
      line: 9,
    },
    {
      severity: 'warning',
      title: 'clf_orders: code.allow_dirty',
      message: `${DIRTY.message}. ${DIRTY.mend}.`,
      file: '.github/workflows/train.yml',
    },
    {
      severity: 'notice',
      title: 'clf_orders: metrics.recall.baseline',
      message: `${NEW_METRIC.message}. ${NEW_METRIC.mend}.`,
      file: '.github/workflows/train.yml',
    },
  ]);
});

test('no more annotations than GitHub shows, and the last says how many are left', () => {
  const findings = [...Array(11).fill(FORK), ...Array(25).fill(BELOW_MINIMUM), ...Array(10).fill(DIRTY)];
  const annotations = annotationsOf(gateView({ judgements: [judgement({ verdict: 'fail', findings })] }));
  expect(annotations).toHaveLength(30);
  expect(annotations[9]?.message).toBe('16 more errors are in the job summary.');
  expect(annotations[19]?.title).toBe('clf_orders: code.allow_dirty');
  expect(annotations[29]?.message).toBe('2 more notices are in the job summary.');
});

test('no run is an error at the workflow; nothing changed is none', () => {
  const [missing, ...more] = annotationsOf(CASES['no-run']?.() ?? gateView());
  expect(more).toEqual([]);
  expect(missing).toMatchObject({ severity: 'error', file: '.github/workflows/train.yml' });
  expect(missing?.message).toContain('`uses: octo/lineage-gate@v1`');
  expect(annotationsOf(CASES['nothing-changed']?.() ?? gateView())).toEqual([]);
});

test('the summary says what the comment could not', () => {
  const notes = ['The comment could not be posted: the token lacks `pull-requests: write`'];
  expect(gateSummary(gateView({ notes })).split('\n')[2]).toBe(`> ${notes[0]}.`);
});

test('a track comment has the metrics and the links of a run and no verdict', () => {
  const record = currentRun();
  const view = gateView();
  const body = mergeSections(
    null,
    trackComment({ ...view, record, missing_tags: ['owner'], not_recorded: null }),
  );
  const lines = body.split('\n').filter((line) => !line.startsWith('<!--') && line !== '');
  expect(lines.slice(0, 6)).toEqual([
    '## 📋 clf\\_orders: FINISHED',
    '⚠️ `register` will refuse a model of this run, which lacks `owner`.',
    '| metric | value |',
    '|---|--:|',
    '| val\\_auc | 0.976744 |',
    '| loss | NaN |',
  ]);
  expect(body).toContain(`[\`${record.run_id}\`](${view.urls.records.get(record.run_id)})`);
  expect(body).not.toMatch(/pass|baseline|✅|❌/);
});

test.each([
  [one(0.93), '0.93'],
  [one('NaN'), 'NaN'],
  [one(-1e-9), '−1e−9'],
  [one(123456.789), '123457'],
  [seeds([0.91, 0.92, 0.9], 0.0248), '0.910 ± 0.025 (3)'],
  [seeds([1200, 1250], 320), '1225 ± 320 (2)'],
  [seeds([5, 5], 0), '5 ± 0 (2)'],
  [{ values: [1, 2], mean: 1.5, interval: null }, '1.5 (2)'],
  [{ values: [1, 'NaN', 'Infinity'], mean: null, interval: null }, 'NaN, Infinity in 2 of 3'],
])('a sample %j as %s', (sample, text) => {
  expect(rowTexts(metric('m', sample)).current).toBe(text);
});

/** As the table has it. */
function formatChange(row: MetricComparison): string {
  const { change, share } = rowTexts(row);
  return change === null ? '' : share === null ? change : `${change} (${share})`;
}

test.each([
  [0.93, 0.0111, '+0.0111 (+1.2 %)'],
  [-2, -1, '−1 (−50.0 %)'],
  [0, 0.5, '+0.5'],
  [1, 0, '0'],
  [1000, 0.2, '+0.2 (+0.02 %)'],
  [1, null, ''],
])('from %d a change of %d as %s', (before, change, text) => {
  const current = one(before + (change ?? 0));
  expect(formatChange(metric('m', current, { baseline: one(before), change }))).toBe(text);
});

test('a change has half of its interval, where it has one', () => {
  const changed = (interval: [number, number] | null) =>
    formatChange(
      metric('m', [1], {
        baseline: one(1),
        change: -0.01,
        compared: { by: 'paired', interval, left_out: { current: 0, baseline: 0 } },
      }),
    );
  expect(changed([-0.0142, -0.0058])).toBe('−0.01 ± 0.0042 (−1.0 %)');
  expect(changed([-0.01, -0.01])).toBe('−0.01 (−1.0 %)');
  expect(changed(null)).toBe('−0.01 (−1.0 %)');
});

const REPOSITORY = 'https://github.com/octo/models';

test.each([
  [`${REPOSITORY}/actions/runs/3`, true],
  [REPOSITORY, false],
  ['https://github.com/octo/models-evil/x', false],
  [`${REPOSITORY}/../../evil/x`, false],
  [`${REPOSITORY}/%2e%2e/%2E%2E/evil/x`, false],
  ['https://github.com@evil.test/octo/models/x', false],
  ['http://github.com/octo/models/x', false],
  ['https://evil.test/octo/models/x', false],
  [`${REPOSITORY}/x)](https://evil.test`, false],
  [`${REPOSITORY}/\u202ex`, false],
  ['javascript:alert(1)', false],
])('%s is a link: %s', (url, isLink) => {
  expect(linkBelow('text', url, REPOSITORY)).toBe(isLink ? `[text](${url})` : 'text');
});

test('a workflow is linked to a page of a workflow run of the repository only', () => {
  const urls = { server: 'https://github.com', repository: 'octo/models', ci_run: null, records: new Map() };
  const run = `${REPOSITORY}/actions/runs/3`;
  expect(workflowLink('Log', `${run}/job/7#step:4:1`, urls)).toBe(`[Log](${run}/job/7#step:4:1)`);
  expect(workflowLink('Log', `${REPOSITORY}/blob/evil/fake.md`, urls)).toBe('Log');
  expect(workflowLink('Log', 'https://evil.test/octo/models/actions/runs/3', urls)).toBe('Log');
  expect(workflowLink('Log', null, urls)).toBe('Log');
});

test('pictures are shown from the server itself, as it is spoken with', () => {
  expect(picture('a](b', `${REPOSITORY}/raw/lineage/1.png`, 'https://github.com')).toBe(
    `![a\\]\\(b](${REPOSITORY}/raw/lineage/1.png)`,
  );
  expect(picture('a', 'https://pictures.test/1.png', 'https://github.com')).toBeNull();
  expect(picture('a', 'http://github.com/octo/models/raw/1.png', 'https://github.com')).toBeNull();
  expect(picture('a', 'http://ghe.test/1.png', 'http://ghe.test')).toBe('![a](http://ghe.test/1.png)');
});
