import { parsePs, parsePsTime } from '../../../src/collect/process/process-stats-posix.js';

test.each([
  ['0:00.05', 0.05],
  ['1:02.50', 62.5],
  ['123:59.99', 7439.99],
  ['2:03:04.5', 7384.5],
  ['00:00:04', 4],
  ['1-02:03:04', 93784],
  ['', Number.NaN],
  ['TIME', Number.NaN],
  ['5', Number.NaN],
])('%s is %d seconds', (text, seconds) => {
  expect(parsePsTime(text)).toBe(seconds);
});

test('lines of macOS', () => {
  const text = '    1     0     1  18784   4:29.46\n 4711   600  4711   1232   0:00.01\n  junk\n\n';
  expect(parsePs(text)).toEqual([
    { pid: 1, ppid: 0, group: 1, memoryBytes: 18784 * 1024, cpuSeconds: 269.46, exe: null },
    { pid: 4711, ppid: 600, group: 4711, memoryBytes: 1232 * 1024, cpuSeconds: 0.01, exe: null },
  ]);
});
