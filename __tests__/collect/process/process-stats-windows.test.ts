import { type ListedProcess, ListedStats } from '../../../src/collect/process/process-stats.js';
import { parseWindowsProcesses, windowsStats } from '../../../src/collect/process/process-stats-windows.js';

const LIST = [
  '0|0|8192|123450000000|',
  '100|4|1000|10000000|C:\\Program Files\\Git\\bin\\bash.exe',
  '102|101|4000|30000000|C:\\hosted tools\\Python\\3.12\\x64\\python.exe',
  '101|100|2000|20000000|C:\\w\\.venv\\Scripts\\python.exe',
  '200|4|9000|90000000|C:\\Python\\python.exe',
  'WARNING: something else',
  '',
].join('\r\n');

test('lines of PowerShell', () => {
  const rows = parseWindowsProcesses(LIST);
  expect(rows).toHaveLength(5);
  expect(rows[0]).toEqual({ pid: 0, ppid: 0, memoryBytes: 8192, cpuSeconds: 12345, group: null, exe: null });
  expect(rows[2]).toMatchObject({ pid: 102, ppid: 101, memoryBytes: 4000, cpuSeconds: 3 });
});

test('the tree below the command is added up over time, and no more', async () => {
  const lists: (ListedProcess[] | null)[] = [
    parseWindowsProcesses(LIST),
    null,
    // bash's child has ended, and its own child is an orphan now.
    parseWindowsProcesses('100|4|1000|10000000|bash\n102|101|9000|50000000|x\n300|102|1|0|y\n200|4|1|1|z'),
  ];
  const stats = new ListedStats({
    pace: { first: [], later: 1 },
    ownGroup: false,
    list: async () => lists.shift() ?? null,
  });
  stats.begin(100);
  await stats.look();
  expect(stats.usage()).toEqual({
    peak_memory_bytes: 7000,
    cpu_s: 6,
    pythons: [{ file: 'C:\\w\\.venv\\Scripts\\python.exe' }],
  });
  await stats.look();
  await stats.look();
  stats.end();
  expect(stats.usage()).toMatchObject({ peak_memory_bytes: 10_001, cpu_s: 8 });
});

test('a Python without a virtual environment is itself, even where parents form a ring', async () => {
  const rows = parseWindowsProcesses(
    '5|6|1|1|C:\\a\\python.exe\n6|5|1|1|C:\\b\\python3.exe\n7|6|1|1|C:\\c\\x.exe',
  );
  const stats = new ListedStats({ pace: { first: [], later: 1 }, ownGroup: false, list: async () => rows });
  stats.begin(5);
  await stats.look();
  expect(stats.usage().pythons).toEqual([{ file: 'C:\\a\\python.exe' }, { file: 'C:\\b\\python3.exe' }]);
});

test('without PowerShell nothing is known', async () => {
  const stats = windowsStats({ env: { PATH: '' }, cwd: import.meta.dirname });
  stats.begin(1);
  await stats.look();
  expect(stats.usage()).toEqual({ peak_memory_bytes: null, cpu_s: null, pythons: null });
});
