import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keptLines } from '../../../src/collect/freshness/kept-lines.js';
import { lookAt } from '../../../src/collect/freshness/looks.js';
import { collectMetrics } from '../../../src/collect/metrics.js';
import { Faults } from '../../../src/core/errors.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

let dir: string;
beforeEach(async () => {
  dir = await makeTempDir();
});
afterEach(() => removeDir(dir));

/** The metrics of a run that finds a file and leaves another one in its place. */
async function metricsOf(name: string, { before, after }: { before: string; after: string }) {
  const file = join(dir, name);
  writeFileSync(file, before);
  const looks = await lookAt(dir, [name], { scratch: join(dir, 'clock'), hashed: new Set([name]) });
  writeFileSync(file, after);
  const kept = await keptLines(dir, name, looks[name]?.lines);
  const faults = new Faults();
  const input = { text: name, workspace: dir, cwd: '.', kept: () => kept };
  const { metrics } = await collectMetrics(input, faults);
  expect(faults.list).toEqual([]);
  return Object.fromEntries(Object.entries(metrics).map(([key, { value }]) => [key, value]));
}

const ROWS = 'day,model,auc\n2026-11-01,lr,0.95\n2026-11-02,lr,0.93\n';

test.each([
  ['the newest first', 'day,model,auc\r\n2026-12-01,gb,0.5\r\n2026-11-01,lr,0.95\r\n2026-11-02,lr,0.93\r\n'],
  ['the best first', 'day,model,auc\n2026-11-01,lr,0.95\n2026-11-02,lr,0.93\n2026-12-01,gb,0.5\n'],
  ['between the others', 'day,model,auc\n2026-11-01,lr,0.95\n2026-12-01,gb,0.5\n2026-11-02,lr,0.93\n'],
])('the row that a run added to a table that is kept is its metric: %s', async (_what, after) => {
  expect(await metricsOf('results.csv', { before: ROWS, after })).toEqual({ auc: 0.5 });
});

test('in JSON Lines, too', async () => {
  const before = '{"auc": 0.95}\n{"auc": 0.93}\n';
  expect(await metricsOf('results.jsonl', { before, after: `{"auc": 0.5}\n${before}` })).toEqual({
    auc: 0.5,
  });
});

test.each([
  ['fewer of the rows', 'step,auc\n1,0.5\n2,0.7\n', 'step,auc\n1,0.5\n', 0.5],
  ['one row as it was by chance', 'step,auc\n1,0.5\n2,0.7\n', 'step,auc\n1,0.4\n2,0.7\n3,0.6\n2,0.7\n', 0.6],
  ['the same rows', 'step,auc\n1,0.5\n2,0.7\n', 'step,auc\n1,0.5\n2,0.7\n', 0.7],
])('a table that was written anew is all its own: %s', async (_what, before, after, auc) => {
  expect(await metricsOf('h.csv', { before, after })).toEqual({ auc });
});

test('nothing of the lines themselves is kept', async () => {
  writeFileSync(join(dir, 'h.csv'), ROWS);
  const looks = await lookAt(dir, ['h.csv'], { scratch: join(dir, 'clock'), hashed: new Set(['h.csv']) });
  expect(looks['h.csv']?.lines).toHaveLength(3);
  expect(JSON.stringify(looks)).not.toContain('0.95');
  expect(readFileSync(join(dir, 'h.csv'), 'utf8')).toBe(ROWS);
});
