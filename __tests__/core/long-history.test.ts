import { keptHistory, type RunCurve, WHOLE_LIMIT } from '../../src/core/long-history.js';
import { seriesLine } from '../../src/core/series.js';

function curve(key: string, length: number): RunCurve {
  const values = Array.from({ length }, (_, index) => index);
  return { values, keep: [], point: (step) => ({ key, value: step, step, at: null }) };
}

test('a history that a ledger takes is its series as it is', () => {
  const { series, whole } = keptHistory([curve('a', WHOLE_LIMIT - 1), curve('b', 1)]);
  expect([series.length, whole]).toEqual([WHOLE_LIMIT, null]);
  expect(series.at(-1)).toEqual({ key: 'b', value: 0, step: 0, at: null });
  expect(keptHistory([])).toEqual({ series: [], whole: null });
});

test('of one point more the series is thinned, and all of it can be gone through again and again', () => {
  const { series, whole } = keptHistory([curve('a', WHOLE_LIMIT), curve('b', 1)]);
  expect(series.length).toBeLessThan(10_010);
  expect(series.at(-1)?.key).toBe('b');
  expect(whole?.points).toBe(WHOLE_LIMIT + 1);
  for (let time = 0; time < 2; time++) expect([...(whole?.all ?? [])]).toHaveLength(WHOLE_LIMIT + 1);
});

test('long keys leave room for fewer points, so that the file stays one that a ledger takes', () => {
  const keys = Array.from({ length: 100 }, (_, index) => `${index}${'é'.repeat(240)}`);
  const { series, whole } = keptHistory(keys.map((key) => curve(key, 1000)));
  expect(whole?.points).toBe(100_000);
  const bytes = series.reduce((sum, point) => sum + Buffer.byteLength(seriesLine(point)), 0);
  expect(bytes).toBeLessThan(15 * 1024 * 1024);
  expect(bytes).toBeGreaterThan(12 * 1024 * 1024);
  expect(new Set(series.map(({ key }) => key)).size).toBe(100);
});
