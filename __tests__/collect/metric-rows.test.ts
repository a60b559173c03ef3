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
    'a column without a name tells them apart',
  ],
])('rows that are no steps: %s', async (_what, name, content, metrics, note) => {
  const found = await read(name, content);
  expect(found.metrics).toEqual(metrics);
  expect(found.notes).toContain(note);
});

test.each<[what: string, name: string, content: string, metrics: Record<string, string>, note: string]>([
  [
    'seeds',
    'h.csv',
    'seed,epoch,auc\n1,1,0.6\n1,2,0.65\n2,1,0.9\n2,2,0.95\n',
    { 'seed_1/auc': '0.65@2', 'seed_2/auc': '0.95@2' },
    '"seed" tells them apart',
  ],
  [
    'seeds of one epoch, in JSON Lines',
    'h.jsonl',
    '{"epoch": 1, "auc": 0.6, "seed": 1}\n{"epoch": 1, "auc": 0.95, "seed": 2}\n',
    { 'seed_1/auc': '0.6@1', 'seed_2/auc': '0.95@1' },
    'as one value',
  ],
  [
    'trials that ended at steps of their own',
    'h.csv',
    'trial_id,training_iteration,acc\na_0,10,0.7\na_1,4,0.9\n',
    { 'a_0/acc': '0.7@10', 'a_1/acc': '0.9@4' },
    '"trial_id" tells them apart',
  ],
  [
    'numbers that no name says anything of, some of which ended early',
    'h.csv',
    'lr,epoch,acc\n0.1,1,0.7\n0.1,2,0.8\n0.1,3,0.9\n0.01,1,0.5\n',
    { 'lr_0.1/acc': '0.9@3', 'lr_0.01/acc': '0.5@1' },
    '"lr" tells them apart',
  ],
  [
    'several of them',
    'h.csv',
    'lr,seed,epoch,acc\n1,7,1,0.1\n2,7,1,0.2\n1,8,1,0.3\n2,8,1,0.4\n',
    {
      'lr_1/seed_7/acc': '0.1@1',
      'lr_2/seed_7/acc': '0.2@1',
      'lr_1/seed_8/acc': '0.3@1',
      'lr_2/seed_8/acc': '0.4@1',
    },
    '"lr" and "seed" tell them apart',
  ],
  [
    'nothing but steps that begin anew',
    'h.csv',
    'epoch,acc,loss\n1,,0.9\n2,0.7,0.8\nepoch,acc,loss\n1,,0.5\n2,0.95,0.4\n',
    { 'pass_1/acc': '0.7@2', 'pass_2/acc': '0.95@2', 'pass_1/loss': '0.8@2', 'pass_2/loss': '0.4@2' },
    'begin anew',
  ],
  [
    'models beside folds',
    'cv.csv',
    'model,fold,auc\nrf,0,0.5\nrf,1,0.4\ngb,0,0.95\ngb,,0.9\n',
    {
      'rf/fold_0/auc': '0.5@null',
      'rf/fold_1/auc': '0.4@null',
      'gb/fold_0/auc': '0.95@null',
      'gb/auc': '0.9@null',
    },
    '"model" and "fold" tell them apart',
  ],
  [
    'splits and folds of one epoch',
    'h.csv',
    'epoch,split,fold,auc\n1,val,0,0.3\n1,test,0,0.4\n1,val,1,0.97\n1,test,1,0.9\n',
    {
      'val/fold_0/auc': '0.3@1',
      'test/fold_0/auc': '0.4@1',
      'val/fold_1/auc': '0.97@1',
      'test/fold_1/auc': '0.9@1',
    },
    'tell them apart',
  ],
  [
    'models beside what scikit-learn gives',
    'cv.csv',
    'model,fit_time,score_time,auc\nrf,1,1,0.5\nrf,1,1,0.6\ngb,1,1,0.95\n',
    expect.objectContaining({ 'rf/fold_1/auc': '0.6@null', 'gb/fold_0/auc': '0.95@null' }),
    '"model" and "fold"',
  ],
  [
    'lists side by side',
    'h.json',
    '{"seed": [1, 2], "acc": [0.9, 0.8]}',
    { 'seed_1/acc': '0.9@null', 'seed_2/acc': '0.8@null' },
    'no steps',
  ],
  [
    'mean and deviation in the index',
    'cv.csv',
    ',fold,acc\n0,0,0.5\nmean,,0.7\nstd,,0.02\n1,1,0.9\n',
    {
      ...{ 'fold_0/acc': '0.5@null', 'fold_1/acc': '0.9@null' },
      'mean/acc': '0.7@null',
      'std/acc': '0.02@null',
    },
    'no steps',
  ],
])(
  'rows of several trainings have metrics of their own, told apart by %s',
  async (_what, name, content, metrics, note) => {
    const found = await read(name, content);
    expect(found.metrics).toEqual(metrics);
    expect(found.notes).toContain(note);
  },
);

test.each<[what: string, name: string, content: string, metrics: Record<string, string>]>([
  ['rows without a fold', 'cv.csv', 'fold,acc\n0,0.5\n1,0.95\n,0.7\n,0.02\n', FOLDS],
  ['a name that comes twice', 'm.csv', 'metric,value\nacc,0.5\nacc,0.95\nf1,0.4\n', { f1: '0.4@null' }],
  [
    'rows after the last step',
    'h.jsonl',
    '{"step": 1, "loss": 1}\n{"acc": 0.5}\n{"acc": 0.9}\n',
    { loss: '1@1' },
  ],
  [
    'a curve that begins anew',
    'h.csv',
    'key,value,step\nacc,0.5,1\nacc,0.6,2\nacc,0.9,1\nacc,0.95,2\nf1,0.4,\n',
    { f1: '0.4@null' },
  ],
  [
    'two searches, each with a first',
    'grid.csv',
    'model,mean_test_score,rank_test_score\nrf,0.5,1\ngb,0.95,1\n',
    {},
  ],
])('of several values of one name none is the metric: %s', async (_what, name, content, metrics) => {
  const found = await read(name, content);
  expect(found.metrics).toEqual(metrics);
  expect(found.notes).toMatch(/none (of them )?is a metric/);
});

test.each<[what: string, name: string, content: string, metrics: Record<string, string>, note: string]>([
  [
    'rows of one epoch that nothing tells apart',
    'h.csv',
    'epoch,loss\n1,0.9\n1,0.8\n2,0.7\n2,0.6\n',
    { loss: '0.6@2' },
    '"loss" in h.csv have the highest step',
  ],
  [
    'the best epoch of each row',
    'h.csv',
    'depth,epoch,acc\n3,7,0.9\n4,10,0.8\n5,9,0.95\n',
    { depth: '4@10', acc: '0.8@10' },
    'go back',
  ],
])('that the metric is one value of several is said: %s', async (_what, name, content, metrics, note) => {
  const found = await read(name, content);
  expect(found.metrics).toEqual(metrics);
  expect(found.notes).toContain(note);
});

test.each<[what: string, name: string, content: string, metrics: Record<string, string>]>([
  [
    'batches within epochs',
    'h.csv',
    'epoch,batch_idx,loss\n1,0,0.9\n1,1,0.8\n2,0,0.7\n2,1,0.6\n',
    { batch_idx: '1@2', loss: '0.6@2' },
  ],
  [
    'one that was resumed',
    'h.csv',
    'epoch,loss\n1,0.9\n2,0.8\n3,0.7\n2,0.75\n3,0.65\n4,0.6\n',
    { loss: '0.6@4' },
  ],
  [
    'evaluations again that say the same',
    'trainer_state.json',
    '{"log_history": [{"loss": 1, "step": 10}, {"eval_loss": 0.6, "eval_runtime": 2, "step": 20}, {"eval_loss": 0.6, "eval_runtime": 3, "step": 20}]}',
    { loss: '1@10', eval_loss: '0.6@20', eval_runtime: '3@20' },
  ],
  [
    'evaluations with steps of their own, as MMEngine has them',
    'scalars.json',
    '{"loss": 0.9, "time": 1, "step": 1}\n{"loss": 0.8, "time": 2, "step": 2}\n{"mAP": 0.3, "time": 3, "step": 1}\n{"loss": 0.7, "time": 4, "step": 3}\n{"loss": 0.6, "time": 5, "step": 4}\n{"mAP": 0.4, "time": 6, "step": 2}\n',
    { loss: '0.6@4', time: '5@4', mAP: '0.4@2' },
  ],
  [
    'evaluations between the steps',
    'h.jsonl',
    '{"step": 1, "loss": 0.9}\n{"acc": 0.5}\n{"step": 2, "loss": 0.8}\n{"acc": 0.6}\n',
    { loss: '0.8@2', acc: '0.6@null' },
  ],
  [
    'episodes of so many steps',
    'h.csv',
    'episode,step,reward\n1,200,10\n2,150,30\n3,200,20\n',
    { step: '200@3', reward: '20@3' },
  ],
  [
    'one run after the other',
    'h.csv',
    'run,step,loss\n1,1,0.9\n1,2,0.8\n2,3,0.7\n',
    { run: '2@3', loss: '0.7@3' },
  ],
])('an ordinary curve stays one, and nothing is said: %s', async (_what, name, content, metrics) => {
  expect(await read(name, content)).toEqual({ metrics, notes: '' });
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
