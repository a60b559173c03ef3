import { collectMetrics } from '../../src/collect/metrics.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

/** What one file gives: `value@step` by key, and what is told of it. */
async function read(name: string, content: string) {
  await ws.write(name, content);
  const faults = new Faults();
  const { metrics, notes } = await collectMetrics({ text: name, workspace: ws.root, cwd: '.' }, faults);
  expect(faults.list).toEqual([]);
  const texts = Object.entries(metrics).map(([key, { value, step }]) => [key, `${value}@${step}`]);
  return { metrics: Object.fromEntries(texts), notes: notes.join('\n') };
}

const FOLDS = { 'fold_0/acc': '0.5@null', 'fold_1/acc': '0.95@null' };
const CROSS_VALIDATE = ['fit_time', 'score_time', 'test_score'];
const TIMES = { 'fold_0/fit_time': '1@null', 'fold_1/fit_time': '2@null' };

test.each<[what: string, name: string, content: string, metrics: Record<string, string>, note: string]>([
  ['a column of folds', 'cv.csv', 'fold,acc\n0,0.5\n1,0.95\n', FOLDS, '"fold" tells them apart'],
  ['with an index', 'cv.csv', ',fold,acc\n0,0,0.5\n1,1,0.95\n', FOLDS, '"fold_0/…"'],
  [
    'with what all came to',
    'cv.csv',
    'cv_fold,acc\n1,0.5\n2,0.95\nmean,0.725\n,0.7\n',
    { 'cv_fold_1/acc': '0.5@null', 'cv_fold_2/acc': '0.95@null', 'mean/acc': '0.725@null', acc: '0.7@null' },
    'as one value',
  ],
  [
    'curves of folds',
    'cv.jsonl',
    '{"fold": 0, "epoch": 1, "acc": 0.4}\n{"fold": 0, "epoch": 2, "acc": 0.5}\n{"fold": 1, "epoch": 1, "acc": 0.9}\n',
    { 'fold_0/acc': '0.5@2', 'fold_1/acc': '0.9@1' },
    'no steps',
  ],
  [
    'rows in JSON',
    'cv.json',
    '[{"split": 0, "acc": 0.5}, {"split": 1, "acc": 0.95}]',
    {
      'split_0/acc': '0.5@null',
      'split_1/acc': '0.95@null',
    },
    'no steps',
  ],
  ['lists beside the folds', 'cv.json', '{"fold": [0, 1], "acc": [0.5, 0.95]}', FOLDS, 'no steps'],
  [
    'a list named so',
    'cv.yaml',
    'cv_scores: [0.5, 0.95]\nauc: 0.8\n',
    {
      'fold_0/cv_scores': '0.5@null',
      'fold_1/cv_scores': '0.95@null',
      auc: '0.8@null',
    },
    'no steps',
  ],
  [
    'cross_validate in JSON',
    'cv.json',
    '{"rf": {"fit_time": [1, 2], "score_time": [1, 1], "test_score": [0.5, 0.95]}}',
    {
      'fold_0/rf.fit_time': '1@null',
      'fold_0/rf.score_time': '1@null',
      'fold_0/rf.test_score': '0.5@null',
      'fold_1/rf.fit_time': '2@null',
      'fold_1/rf.score_time': '1@null',
      'fold_1/rf.test_score': '0.95@null',
    },
    'no steps',
  ],
  [
    'cross_validate by pandas',
    'cv.csv',
    `,${CROSS_VALIDATE.join(',')}\n0,1,1,0.5\n1,2,1,0.95\n`,
    {
      ...TIMES,
      'fold_0/score_time': '1@null',
      'fold_0/test_score': '0.5@null',
      'fold_1/score_time': '1@null',
      'fold_1/test_score': '0.95@null',
    },
    'no steps',
  ],
  [
    'a search, by pandas',
    'grid.csv',
    ',mean_test_score,param_C,params,rank_test_score\n0,0.51,1,"{\'C\': 1}",2\n1,0.93,5,"{\'C\': 5}",1\n2,0.4,9,"{\'C\': 9}",3\n',
    { mean_test_score: '0.93@null', param_C: '5@null', rank_test_score: '1@null' },
    'ranks first',
  ],
  [
    'a search in JSON',
    'grid.json',
    '{"mean_test_score": [0.93, 0.51], "params": [{"C": 1}, {"C": 5}], "rank_test_score": [1, 2]}',
    { mean_test_score: '0.93@null', rank_test_score: '1@null' },
    'ranks first',
  ],
  [
    'trials without a rank',
    'trials.csv',
    'number,value,params_lr\n0,0.9,0.1\n1,0.5,0.2\n',
    {},
    'ranks none first',
  ],
  [
    'a table of models',
    'models.csv',
    'model,acc\nforest,0.95\nbase line,0.5\n',
    { 'forest/acc': '0.95@null', 'base line/acc': '0.5@null' },
    '"model" tells them apart',
  ],
  [
    'a report of classes',
    'report.csv',
    ',f1\n0,0.5\n1,0.7\nmacro avg,0.6\n',
    { 'row_0/f1': '0.5@null', 'row_1/f1': '0.7@null', 'macro avg/f1': '0.6@null' },
    'they have names',
  ],
])('rows that are no steps: %s', async (_what, name, content, metrics, note) => {
  const found = await read(name, content);
  expect(found.metrics).toEqual(metrics);
  expect(found.notes).toContain(note);
});

test('more folds than a record should name are no metric, and no fault', async () => {
  const rows = Array.from({ length: 101 }, (_, fold) => `${fold},0.5`);
  const { metrics, notes } = await read('loo.csv', `fold,acc\n${rows.join('\n')}\n`);
  expect(metrics).toEqual({});
  expect(notes).toContain('more than 100');
});

test.each<[what: string, name: string, content: string, metrics: Record<string, string>]>([
  ['rows', 'h.csv', 'loss\n0.9\n0.5\n', { loss: '0.5@1' }],
  ['a measure called as folds are', 'h.csv', 'cv,loss\n0.1,0.9\n0.2,0.5\n', { cv: '0.2@1', loss: '0.5@1' }],
  ['a list', 'h.json', '{"loss": [0.9, 0.5], "auc": 0.7}', { loss: '0.5@1', auc: '0.7@null' }],
  ['counted names', 'h.csv', 'epoch_name,loss\nepoch 1,0.9\nepoch 2,0.5\n', { loss: '0.5@1' }],
  ['days', 'h.csv', 'day,loss\n2026-01-01,0.9\n2026-01-02,0.5\n', { loss: '0.5@1' }],
  [
    'values of which one is missing',
    'h.csv',
    'auc,loss\nN/A,0.9\n0.7,0.5\n',
    { auc: '0.7@1', loss: '0.5@1' },
  ],
  ['texts that come again', 'h.csv', 'phase,loss\nwarm,0.9\nwarm,0.7\nmain,0.5\n', { loss: '0.5@2' }],
])(
  'where nothing says otherwise rows are steps, and the log says so: %s',
  async (_what, name, content, metrics) => {
    const found = await read(name, content);
    expect(found.metrics).toEqual(metrics);
    expect(found.notes).toContain(`Nothing says the steps of ${name}`);
  },
);

test('a curve with steps, one row, and one fold of a job that trains one are told nothing of', async () => {
  expect(await read('a.csv', 'step,loss\n1,0.9\n2,0.5\n')).toEqual({ metrics: { loss: '0.5@2' }, notes: '' });
  expect(await read('b.csv', 'fold,acc\n3,0.9\n')).toEqual({
    metrics: { fold: '3@null', acc: '0.9@null' },
    notes: '',
  });
  expect(await read('c.csv', 'epoch,fold,acc\n1,3,0.8\n2,3,0.9\n')).toEqual({
    metrics: { fold: '3@2', acc: '0.9@2' },
    notes: '',
  });
});
