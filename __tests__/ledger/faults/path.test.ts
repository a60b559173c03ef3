import type { Lab, Report } from './case.js';
import { openLab, runCases } from './lab.js';

let lab: Lab & { close: () => Promise<void> };
beforeAll(async () => {
  lab = await openLab(false);
});
afterAll(() => lab.close());

test('first', async () => {
  const n = Number(process.env['LINEAGE_FAULT_CASES'] ?? 20);
  const from = Number(process.env['LINEAGE_FAULT_SEED'] ?? 0);
  const start = Date.now();
  const reports: Report[] = await runCases(
    lab,
    'path',
    Array.from({ length: n }, (_, i) => from + i),
  );
  const tally = new Map<string, number>();
  for (const r of reports) for (const s of r.seen) tally.set(s, (tally.get(s) ?? 0) + 1);
  const bad = reports.filter((r) => r.problems.length > 0);
  process.stdout.write(
    `${JSON.stringify([...tally].sort(), null, 1)}\n${(Date.now() - start) / n} ms a case\n`,
  );
  for (const r of bad)
    process.stdout.write(
      `${r.scenario.seed}: ${JSON.stringify(r.problems)} ${JSON.stringify(r.scenario.faults)}\n`,
    );
  expect(bad.length).toBe(0);
}, 600_000);
