import { collectMetrics, type MetricsInput } from '../../src/collect/metrics.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

async function collect(text: string, more: Partial<MetricsInput> = {}) {
  const faults = new Faults();
  const found = await collectMetrics({ text, workspace: ws.root, cwd: '.', ...more }, faults);
  return { ...found, faults: faults.list };
}

/** What one file gives: `value@step` by key, the number of points, the notes. */
async function read(name: string, content: string, more: Partial<MetricsInput> = {}) {
  await ws.write(name, content);
  const { metrics, series, notes, faults } = await collect(name, more);
  expect(faults).toEqual([]);
  const texts = Object.entries(metrics).map(([key, { value, step }]) => [key, `${value}@${step}`]);
  return { metrics: Object.fromEntries(texts), series, notes };
}

/** The name, the content, the metrics as `value@step`, and what the one note names. */
const TRAINERS: [
  who: string,
  name: string,
  content: string,
  metrics: Record<string, string>,
  note: string[],
][] = [
  [
    'Hugging Face Trainer',
    'trainer_state.json',
    '{"best_metric": null, "epoch": 1.0, "global_step": 20, "is_world_process_zero": true, "log_history": [{"epoch": 0.5, "loss": 0.7, "step": 10}, {"epoch": 1.0, "loss": 0.5, "step": 20}, {"epoch": 1.0, "eval_loss": 0.6, "step": 20}]}',
    { epoch: '1@null', global_step: '20@null', loss: '0.5@20', eval_loss: '0.6@20' },
    ['"best_metric"', '"is_world_process_zero" (true)'],
  ],
  [
    'Hugging Face results',
    'all_results.json',
    '{"epoch": 3.0, "eval_accuracy": 0.91, "eval_runtime": 2.5}',
    { epoch: '3@null', eval_accuracy: '0.91@null', eval_runtime: '2.5@null' },
    [],
  ],
  [
    'Lightning CSVLogger',
    'metrics.csv',
    'epoch,step,train_loss,val_loss\n0,49,0.5,\n0,99,0.4,\n0,99,,0.6\n1,149,0.3,\n',
    { epoch: '1@149', train_loss: '0.3@149', val_loss: '0.6@99' },
    [],
  ],
  [
    'Keras CSVLogger',
    'training.log',
    'epoch;accuracy;loss\n0;0.5;1.2\n1;0.6;1.0\n',
    { accuracy: '0.6@1', loss: '1@1' },
    [],
  ],
  [
    'Keras history',
    'history.json',
    '{"loss": [0.9, 0.5], "val_loss": [1, 0.6]}',
    { loss: '0.5@1', val_loss: '0.6@1' },
    [],
  ],
  [
    'fastai CSVLogger',
    'history.csv',
    'epoch,train_loss,valid_loss,accuracy,time\n0,0.5,0.4,0.9,00:03\n1,0.4,0.3,0.92,01:05:03\n',
    { train_loss: '0.4@1', valid_loss: '0.3@1', accuracy: '0.92@1', time: '3903@1' },
    [],
  ],
  [
    'Ultralytics',
    'results.csv',
    '                  epoch,         train/box_loss,   metrics/mAP50(B)\n                      1,                1.2,  0.4\n                      2,     1.1,   0.5\n',
    { 'train/box_loss': '1.1@2', 'metrics/mAP50(B)': '0.5@2' },
    [],
  ],
  [
    'Stable-Baselines3 progress',
    'progress.csv',
    'time/iterations,rollout/ep_rew_mean,time/total_timesteps,train/loss\n1,20,2048,\n2,30,4096,0.5\n',
    { 'time/iterations': '2@4096', 'rollout/ep_rew_mean': '30@4096', 'train/loss': '0.5@4096' },
    [],
  ],
  [
    'Stable-Baselines3 monitor',
    'monitor.csv',
    '#{"t_start": 1652.1, "env_id": "CartPole-v1"}\nr,l,t\n21.0,21,0.5\n15.0,15,0.7\n',
    { r: '15@1', l: '15@1', t: '0.7@1' },
    [],
  ],
  [
    'Ray progress',
    'ray/progress.csv',
    'mean_accuracy,done,training_iteration,trial_id,hostname\n0.7,False,1,a_0,h\n0.8,True,2,a_0,h\n',
    { mean_accuracy: '0.8@2' },
    ['"done" ("False", 2 times)', '"trial_id"', '"hostname"'],
  ],
  [
    'Ray result',
    'result.json',
    '{"reward": 22, "done": false, "training_iteration": 1, "date": "2021-05-01_12-00-00", "timestamp": 1619870000, "config": {"lr": 0.1, "env": "C"}}\n{"reward": 30, "done": true, "training_iteration": 2, "date": "2021-05-01_12-10-00", "timestamp": 1619870600, "config": {"lr": 0.1, "env": "C"}}\n',
    { reward: '30@2', 'config.lr': '0.1@2' },
    ['"done" (false, 2 times)', '"date"', '"config.env"'],
  ],
  [
    'Detectron2',
    'metrics.json',
    '{"iteration": 19, "total_loss": 2.1}\n{"iteration": 39, "total_loss": 1.4}\n{"bbox/AP": 33.1, "iteration": 39}\n',
    { total_loss: '1.4@39', 'bbox/AP': '33.1@39' },
    [],
  ],
  [
    'MMDetection, which counts iterations within each epoch anew',
    'mm.log.json',
    '{"mode": "train", "epoch": 1, "iter": 50, "loss": 2}\n{"mode": "train", "epoch": 1, "iter": 100, "loss": 1.5}\n{"mode": "train", "epoch": 2, "iter": 50, "loss": 1}\n',
    { iter: '50@2', loss: '1@2' },
    ['"mode" ("train", 3 times)'],
  ],
  [
    'lm-evaluation-harness',
    'results.json',
    '{"results": {"arc": {"alias": "arc", "acc,none": 0.51, "acc_stderr,none": "N/A"}}, "git_hash": "abc", "higher_is_better": {"arc": {"acc": true}}}',
    { 'results.arc.acc,none': '0.51@null' },
    ['"results.arc.acc_stderr,none" ("N/A")', '"git_hash"', '"higher_is_better.arc.acc" (true)'],
  ],
  [
    'XGBoost and LightGBM',
    'evals_result.json',
    '{"train": {"auc": [0.8, 0.9]}, "eval": {"auc": [0.7, 0.8]}}',
    { 'train.auc': '0.9@1', 'eval.auc': '0.8@1' },
    [],
  ],
  ['CatBoost', 'learn_error.tsv', 'iter\tLogloss\n0\t0.6\n1\t0.5\n', { Logloss: '0.5@1' }, []],
  [
    'W&B summary',
    'wandb-summary.json',
    '{"_step": 99, "_runtime": 12.5, "_timestamp": 1700000000.5, "loss": 0.3, "img": {"_type": "image-file"}}',
    { _step: '99@null', _runtime: '12.5@null', loss: '0.3@null' },
    ['"_timestamp" (a time)', '"img._type" ("image-file")'],
  ],
  [
    'github-action-benchmark',
    'output.json',
    '[{"name": "latency", "unit": "ms", "value": 12.5, "range": "± 1%"}, {"name": "rps", "unit": "1/s", "value": 900}]',
    { latency: '12.5@null', rps: '900@null' },
    [],
  ],
  [
    'TensorBoard’s download',
    'run.csv',
    'Wall time,Step,Value\n1700000000.1,1,0.5\n1700000001.1,2,0.4\n',
    { Value: '0.4@2' },
    [],
  ],
  [
    'DETR',
    'log.txt',
    '{"epoch": 0, "train_loss": 2.1}\n{"epoch": 1, "train_loss": 2}\n',
    { train_loss: '2@1' },
    [],
  ],
  ['numpy.savetxt', 'loss.txt', '# epoch,loss\n0,1.5\n1,1.2\n', { loss: '1.2@1' }, []],
  [
    'pandas',
    'frame.csv',
    'loss,,Unnamed: 2,acc\n0.5,0,0,0.1\n0.4,1,1,0.2\n',
    { loss: '0.4@1', acc: '0.2@1' },
    [],
  ],
  [
    'a script',
    'm.json',
    '{"model": "rf", "accuracy": 0.93, "passed": true, "none": null, "timestamp": "2026-01-01T00:00:00Z", "cm": [[1, 2], [3, 4]], "loss": [0.9, null, 0.4]}',
    { accuracy: '0.93@null', loss: '0.4@2' },
    ['"model" ("rf")', '"passed" (true)', '"none"', '"timestamp" (a time)', '"cm" (a list)', '"loss"'],
  ],
  [
    'a script in YAML',
    'm.yaml',
    'acc: 0.9\nwhen: 2026-01-31\nok: yes\n',
    { acc: '0.9@null' },
    ['"when" (a time)', '"ok" ("yes")'],
  ],
];

test.each(TRAINERS)('%s: %s', async (_who, name, content, metrics, note) => {
  const found = await read(name, content);
  expect(found.metrics).toEqual(metrics);
  const notes = found.notes.filter((one) => one.includes('left out'));
  expect(notes).toHaveLength(note.length === 0 ? 0 : 1);
  for (const part of note) expect(notes[0]).toContain(part);
});

test('what counts the steps is recorded by its name, unless that is the step', async () => {
  await ws.write('epochs.csv', 'Epoch,loss\n0,2\n1,1\n');
  await ws.write('steps.csv', 'step,val_loss\n0,2\n1,1\n');
  await ws.write('rows.csv', 'acc\n0.2\n0.4\n');
  const { metrics } = await collect('*.csv');
  expect(Object.entries(metrics).map(([key, { step_name }]) => [key, step_name])).toEqual([
    ['loss', 'Epoch'],
    ['acc', undefined],
    ['val_loss', undefined],
  ]);
});

test('a schedule of 270,000 iterations is taken, and thinned', async () => {
  const line = (iteration: number) =>
    `{"iteration":${iteration},${Array.from({ length: 18 }, (_, key) => `"k${key}":${iteration * key}`).join()}}`;
  const lines = Array.from({ length: 13_500 }, (_, index) => line(19 + 20 * index));
  await ws.write('metrics.json', lines.join('\n'));
  const { metrics, series, whole, faults } = await collect('metrics.json');
  expect(faults).toEqual([]);
  expect(whole?.points).toBe(243_000);
  expect(series.length).toBeLessThanOrEqual(150_000);
  expect(metrics.k17).toEqual({
    ...{ value: 17 * 269_999, step: 269_999, step_name: 'iteration' },
    ...{ at: null, source: 'metrics.json' },
  });
}, 60_000);

test('a file without a number is a fault that says what was found, and takes nothing from the others', async () => {
  await ws.write('texts.json', '{"auc": "high", "ok": true}');
  await ws.write('good.json', '{"auc": 0.9}');
  const { metrics, faults } = await collect('*.json');
  expect(Object.keys(metrics)).toEqual(['auc']);
  expect(faults).toMatchObject([{ code: 'E_METRIC_INVALID', where: 'texts.json' }]);
  expect(faults[0]?.what).toMatch(/no number, only "auc" \("high"\), "ok" \(true\)/);
});

test('a header that was written again, and comments between rows, are no rows', async () => {
  const found = await read('h.csv', 'step,a\n1,0.5\n# resumed\nstep,a\n2,0.4\n');
  expect(found.metrics).toEqual({ a: '0.4@2' });
  expect(found.series).toHaveLength(2);
});

test.each(['log', 'log.csv', 'log.yaml', 'log.TXT', 'a.b.c'])('JSON Lines in a file %s', async (name) => {
  expect((await read(name, '{"step": 1, "loss": 0.5}\n\n{"step": 2, "loss": 0.4}\n')).metrics).toEqual({
    loss: '0.4@2',
  });
});

test('a table of names and values has a metric for each name', async () => {
  expect((await read('m.csv', 'Metric,Value\naccuracy,0.93\nf1,0.91\nmodel,rf\n')).metrics).toEqual({
    accuracy: '0.93@null',
    f1: '0.91@null',
  });
  const long = await read(
    'long.csv',
    'key,value,step,timestamp\nloss,0.5,1,1700000000\nauc,0.9,1,\nloss,0.4,2,\n',
  );
  expect(long.metrics).toEqual({ loss: '0.4@2', auc: '0.9@1' });
});

test('a column that tells two values of one step apart makes them two metrics', async () => {
  const rows = 'epoch,split,acc\n0,val,0.4\n0,train,0.5\n1,val,0.6\n1,train,0.99\n';
  const { metrics, series } = await read('long.csv', rows);
  expect(metrics).toEqual({ 'val/acc': '0.6@1', 'train/acc': '0.99@1' });
  expect(series).toHaveLength(4);
  const lines =
    '{"epoch": 1, "mode": "train", "loss": 2}\n{"epoch": 1, "mode": "val", "acc": 0.5}\n{"epoch": 2, "mode": "train", "loss": 1}\n';
  expect((await read('log.jsonl', lines)).metrics).toEqual({ loss: '1@2', acc: '0.5@1' });
});

test('time steps of single episodes are a metric and no step', async () => {
  expect((await read('h.csv', 'timesteps,reward\n20,1\n10,2\n')).metrics).toEqual({
    timesteps: '10@1',
    reward: '2@1',
  });
});

test('what is no number may have any name', async () => {
  const text = JSON.stringify({ auc: 0.9, ['q'.repeat(300)]: 'x', 'a\u0007b': null });
  expect((await read('m.json', text)).metrics).toEqual({ auc: '0.9@null' });
});

test('a clock is no duration', async () => {
  const { metrics, notes } = await read('h.csv', 'step,start_time,elapsed,a\n1,12:30:45,1:05,2\n');
  expect(metrics).toEqual({ elapsed: '65@1', a: '2@1' });
  expect(notes[0]).toContain('"start_time" ("12:30:45")');
});

test('texts and empty cells of a column leave its numbers', async () => {
  const { metrics, notes } = await read('h.csv', 'step,auc\n1,0.5\n2,N/A\n3,\n');
  expect(metrics).toEqual({ auc: '0.5@1' });
  expect(notes).toEqual(['Of h.csv only the numbers are metrics; left out: "auc" ("N/A")']);
});

test('each metric says where it was read', async () => {
  await ws.write('out/m.json', '{"auc": 0.9}');
  await ws.write('out/h.csv', 'step,auc,loss\n1,0.8,0.3\n');
  const { metrics, series } = await collect('f1=0.7\nout/*');
  expect(metrics).toMatchObject({
    f1: { source: 'input metrics, line 1' },
    auc: { value: 0.9, step: null, source: 'out/m.json' },
    loss: { source: 'out/h.csv' },
  });
  expect(series.filter(({ key }) => key === 'auc')).toHaveLength(2);
});

describe('a file that grew', () => {
  const old = 'epoch,loss,auc\n0,0.9,0.5\n1,0.8,0.6\n';
  const grownFrom = () => old.length;

  test('has its metric from the new rows, and older ones as history where the steps go on', async () => {
    const { metrics, series } = await read('h.csv', `${old}2,0.7,\n3,0.75,\n`, { grownFrom });
    expect(metrics).toEqual({ loss: '0.75@3' });
    expect(series.map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  });

  test('has the new rows alone where they begin again', async () => {
    const { metrics, series } = await read('h.csv', `${old}0,0.95,0.4\n`, { grownFrom });
    expect(metrics).toEqual({ loss: '0.95@0', auc: '0.4@0' });
    expect(series).toHaveLength(2);
  });

  test('begins with a row of its own where the last one had no line feed', async () => {
    const options = { grownFrom: () => old.length - 1 };
    expect((await read('h.csv', `${old}2,0.7,0.7\n`, options)).metrics).toEqual({
      loss: '0.7@2',
      auc: '0.7@2',
    });
    // The old end was `1,0.`, so that the row is new.
    const cut = { grownFrom: () => old.length - 2 };
    expect((await read('h.csv', old, cut)).metrics).toEqual({ loss: '0.8@1', auc: '0.6@1' });
  });

  test('is read so as JSON Lines, too; an older final value is none of this run', async () => {
    const before = '{"step": 1, "loss": 0.9}\n{"test_acc": 0.5}\n';
    const lines = `${before}{"step": 2, "loss": 0.8}\n`;
    const { metrics, series } = await read('log.jsonl', lines, { grownFrom: () => before.length });
    expect(metrics).toEqual({ loss: '0.8@2' });
    expect(series).toHaveLength(2);
  });

  test('by rows without a number is a fault', async () => {
    await ws.write('h.csv', `${old}2,,\n`);
    const { metrics, faults } = await collect('h.csv', { grownFrom });
    expect([metrics, faults.map(({ code }) => code)]).toEqual([{}, ['E_METRIC_INVALID']]);
  });
});

test('a file that is skipped is neither read nor missing', async () => {
  await ws.write('old.json', 'broken');
  await ws.write('new.json', '{"auc": 0.9}');
  const skip = ({ shown }: { shown: string }) => shown === 'old.json';
  expect(await collect('old.json\nnew.json', { skip })).toMatchObject({ files: ['new.json'], faults: [] });
});

test('what only begins like JSON is told by its name, with the names that are known', async () => {
  await ws.write('p.ini', '[train]\nauc = 0.9\n');
  const { faults } = await collect('p.ini');
  expect(faults).toMatchObject([
    {
      code: 'E_FILE_FORMAT',
      what: expect.stringMatching(/^The name of the file tells no format that is known, and it is no JSON: /),
      mend: expect.stringMatching(/\.json, \.yaml.*\.csv/),
    },
  ]);
});

test('a broken line leaves the others, and is a fault', async () => {
  await ws.write('log.jsonl', '{"step": 1, "loss": 0.9}\n{"step": 2, "lo');
  const { metrics, faults } = await collect('log.jsonl');
  expect(metrics.loss?.value).toBe(0.9);
  expect(faults).toMatchObject([{ code: 'E_FILE_FORMAT', where: 'log.jsonl:2' }]);
});
