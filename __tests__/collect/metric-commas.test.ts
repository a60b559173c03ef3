// Numbers as other countries and spreadsheets write them: read as what they are, or a problem, and never an earlier row's value.
import { collectMetrics } from '../../src/collect/metrics.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

async function read(name: string, content: string) {
  await ws.write(name, content);
  const faults = new Faults();
  const { metrics, notes } = await collectMetrics({ text: name, workspace: ws.root, cwd: '.' }, faults);
  const texts = Object.entries(metrics).map(([key, { value, step }]) => [key, `${value}@${step}`]);
  const told = faults.list.map(({ code, what, where }) => `${code} ${what} ${where}`);
  return { metrics: Object.fromEntries(texts), faults: told, notes: notes.join('\n') };
}

test.each<[what: string, name: string, content: string, metrics: Record<string, string>]>([
  ['with whole rows', 'm.csv', 'epoch;acc\n1;0,91\n2;1\n3;0,42\n', { acc: '0.42@3' }],
  ['with a whole row last', 'm.csv', 'epoch;acc\n1;0,91\n2;-,5\n3;1\n', { acc: '1@3' }],
  ['in tabs', 'm.tsv', 'epoch\tacc\n1\t1\n2\t4,2e-1\n', { acc: '0.42@2' }],
  ['with NaN and NA', 'm.csv', 'epoch;acc;f\n1;0,5;1\n2;NaN;0,5\n3;NA;NA\n', { acc: 'NaN@2', f: '0.5@2' }],
  ['of which some could be thousands', 'm.csv', 'epoch;loss\n1;1,500\n2;0,987\n', { loss: '0.987@2' }],
  [
    'that split the data',
    'm.csv',
    'epoch;split;acc\n1;train;1\n1;val;0,5\n',
    {
      'train/acc': '1@1',
      'val/acc': '0.5@1',
    },
  ],
  ['of named metrics', 'm.csv', 'metric;value\nacc;0,91\nf1;1\n', { acc: '0.91@null', f1: '1@null' }],
])('decimal commas %s are read', async (_, name, content, metrics) => {
  expect(await read(name, content)).toMatchObject({ metrics, faults: [] });
});

test.each<[what: string, name: string, content: string, key: string, where: string]>([
  ['thousands', 't.csv', 'epoch,loss\n1,"1,200.5"\n2,900.5\n3,"1,500.5"\n', 'loss', 't.csv:4'],
  ['commas in a table of commas', 't.csv', 'epoch,acc\n1,1\n2,"0,42"\n', 'acc', 't.csv:3'],
  ['commas beside dots', 't.csv', 'epoch;acc\n1;0.91\n2;0,42\n', 'acc', 't.csv:3'],
  ['commas beside a column of dots', 't.csv', 'epoch;acc;loss\n1;1;2\n2;0,5;0.25\n', 'acc', 't.csv:3'],
  ['what may be thousands', 't.csv', 'epoch;loss\n1;900\n2;1,500\n', 'loss', 't.csv:3'],
  ['brackets', 't.csv', 'epoch,acc\n1,1\n2,[0.95]\n', 'acc', 't.csv:3'],
  ['per cent', 't.csv', 'epoch,acc\n1,1\n2,95 %\n', 'acc', 't.csv:3'],
  ['rows without a step', 't.csv', 'acc,f1\n1,1\n"0,42",1\n', 'acc', 't.csv:3'],
  ['the highest step in a row before', 't.csv', 'epoch,acc\n3,"0,42"\n1,1\n2,1\n', 'acc', 't.csv:2'],
  ['texts in JSON Lines', 't.jsonl', '{"step":1,"acc":1}\n{"step":2,"acc":"0.42"}\n', 'acc', 't.jsonl:2'],
  ['a list', 't.json', '{"acc": [1, "0,42"]}', 'acc', 't.json, item 2'],
  ['points', 't.json', '{"acc": [{"step": 1, "value": 1}, {"step": 2, "value": "0,42"}]}', 'acc', 't.json'],
  [
    'named values',
    't.jsonl',
    '{"key":"acc","value":1,"step":1}\n{"key":"acc","value":"0,42","step":2}\n',
    'acc',
    't.jsonl:2',
  ],
])(
  '%s in the last row are a problem, and no earlier value is the metric',
  async (_, name, content, key, where) => {
    const { metrics, faults } = await read(name, content);
    expect(metrics).not.toHaveProperty(key);
    expect(faults).toEqual([
      expect.stringMatching(/^E_METRIC_INVALID The last value of "\w+" is .*no number/),
    ]);
    expect(faults[0]?.endsWith(where)).toBe(true);
  },
);

test('a word in the last row is told, and no earlier value is the metric', async () => {
  const { metrics, faults, notes } = await read('t.csv', 'epoch,loss,acc\n1,0.3,0.5\n2,diverged,0.6\n');
  expect(metrics).toEqual({ acc: '0.6@2' });
  expect(faults).toEqual([]);
  expect(notes).toContain('The last value of "loss" is "diverged", which is no number');
});

test.each([
  ['nothing', ''],
  ['a dash', '-'],
  ['NA', 'NA'],
  ['None', 'None'],
  ['#N/A', '#N/A'],
])('%s in the last row says that there is no value there', async (_, cell) => {
  const { metrics, faults } = await read('t.csv', `epoch,loss,acc\n1,0.3,0.5\n2,${cell},0.6\n`);
  expect(metrics).toEqual({ loss: '0.3@1', acc: '0.6@2' });
  expect(faults).toEqual([]);
});

test('what is no number before the last value is left out as ever', async () => {
  const { metrics, faults, notes } = await read('t.csv', 'epoch,loss\n1,"1,200.5"\n2,900.5\n');
  expect(metrics).toEqual({ loss: '900.5@2' });
  expect(faults).toEqual([]);
  expect(notes).toContain('left out: "loss" ("1,200.5")');
});

test('an empty text of JSON says no more than an empty cell', async () => {
  const { metrics } = await read('t.jsonl', '{"step":1,"acc":0.9}\n{"step":2,"loss":1,"acc":""}\n');
  expect(metrics).toEqual({ acc: '0.9@1', loss: '1@2' });
});

test.each(['\t', ';'])('a list in a cell (%j) is none beside numbers with dots', async (sign) => {
  const rows = ['layers,epoch,acc', '64-64,1,0.95', '128-64,1,0.40'];
  const table = rows.map((row) => row.replaceAll(',', sign).replace('-', ',')).join('\n');
  const { metrics } = await read('t.csv', table);
  expect(metrics).toEqual({ '64,64/acc': '0.95@1', '128,64/acc': '0.4@1' });
});

test.each(['2026-01-31', '2026-01-31 12:30:00', '12:30', '1/10', '1.0.1'])(
  'what nobody means as a number in the last row is told, and the run is whole: %s',
  async (cell) => {
    const { metrics, faults, notes } = await read('t.csv', `epoch,acc,other\n1,1,0\n2,0.9,${cell}\n`);
    expect([metrics, faults]).toEqual([{ acc: '0.9@2' }, []]);
    expect(notes).toContain('The last value of "other"');
  },
);

test('numbers with commas alone are no names of columns', async () => {
  const { faults } = await read('t.csv', '1;2;0,5\n2;3;0,25\n');
  expect(faults).toEqual([expect.stringContaining('The first row of the table holds numbers')]);
});
