import { type Lab, MOST_TIME, type Report } from './case.js';
import { openLab, runCases } from './lab.js';
import { strataOf } from './scenario.js';
import type { Driver } from './strata.js';
import { addToSummary } from './summary.js';

const BATCH = 50;

/** How often something has to have been seen at least: a tally of nothing shows nothing. */
export type Least = Readonly<Record<string, number>>;

export interface SuiteOptions {
  driver: Driver;
  /** In one round, with one case for each kind of scenario: what all tests run. */
  round: Least;
  /** In so many cases: what `npm run fault` runs. */
  long: { cases: number; least: Least };
}

/**
 * Runs seeded cases in batches: one round, or the long one where LINEAGE_FAULT_LONG is set. LINEAGE_FAULT_SEED runs that one alone,
 * and tells all about it; LINEAGE_FAULT_CASES that many from seed 0, or from LINEAGE_FAULT_FROM.
 */
export function faultSuite(options: SuiteOptions): void {
  // Windows has neither named pipes in the file system nor a shell for the wrapper.
  const onUnix = process.platform === 'win32' ? describe.skip : describe;
  onUnix(`seeded faults (${options.driver})`, () => defineCases(options));
}

function defineCases({ driver, round, long }: SuiteOptions): void {
  const { cases, least } =
    process.env['LINEAGE_FAULT_LONG'] === undefined ? { cases: strataOf(driver), least: round } : long;
  const { LINEAGE_FAULT_SEED: seed, LINEAGE_FAULT_CASES: count, LINEAGE_FAULT_FROM: from } = process.env;
  const first = Number(seed ?? from ?? 0);
  const total = seed === undefined ? Number(count ?? cases) : 1;
  let lab: Lab & { close: () => Promise<void> };
  const reports: Report[] = [];
  beforeAll(async () => {
    lab = await openLab(driver === 'http');
  });
  afterAll(() => lab.close());

  for (let at = first; at < first + total; at += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, first + total - at) }, (_, index) => at + index);
    const name = seeds.length === 1 ? `case ${at}` : `cases ${at} to ${seeds.at(-1)}`;
    test(
      `${name}: nothing lost, doubled or half-written`,
      async () => {
        const done = await runCases(lab, driver, seeds);
        reports.push(...done);
        if (seed !== undefined) process.stdout.write(`${done.map(story).join('\n')}\n`);
        const bad = done.filter((report) => report.problems.length > 0);
        if (bad.length > 0)
          throw new Error(bad.map((report) => `${repeat(driver, report)}\n${story(report)}`).join('\n\n'));
      },
      BATCH * MOST_TIME,
    );
  }

  if (total < cases) return;
  test('all that can go wrong did', async () => {
    const network = driver === 'http' ? total : 0;
    await addToSummary({
      suite: `writers (${driver})`,
      cases: total,
      kills: 0,
      network,
      seeds: [first, first + total - 1],
      kinds: {},
    });
    const tally = new Map<string, number>();
    for (const one of reports.flatMap((report) => report.seen)) tally.set(one, (tally.get(one) ?? 0) + 1);
    if (process.env['LINEAGE_FAULT_TALLY'] !== undefined) {
      process.stdout.write(
        `${[...tally]
          .map(([one, times]) => `${one}: ${times}`)
          .sort()
          .join('\n')}\n`,
      );
    }
    const rare = Object.entries(least).filter(([one, times]) => (tally.get(one) ?? 0) < times);
    expect(rare.map(([one, times]) => `${one}: ${tally.get(one) ?? 0} of ${times}`)).toEqual([]);
    expect(new Set(reports.map(({ scenario }) => scenario.seed % strataOf(driver))).size).toBe(
      strataOf(driver),
    );
  });
}

function repeat(driver: Driver, { scenario }: Report): string {
  return `LINEAGE_FAULT_SEED=${scenario.seed} NODE_OPTIONS=--experimental-vm-modules npx jest __tests__/ledger/faults/${driver}.test.ts`;
}

function story({ scenario, problems, told }: Report): string {
  return [...problems.map((one) => `PROBLEM ${one}`), JSON.stringify(scenario, null, 1), ...told].join('\n');
}
