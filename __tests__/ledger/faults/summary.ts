import { appendFile } from 'node:fs/promises';

/** What one suite of `npm run fault` has done. */
export interface SuiteSummary {
  suite: string;
  cases: number;
  /** Processes that were killed before they came to their end. */
  kills: number;
  /** Cases with faults of the network. */
  network: number;
  /** The first and the last. */
  seeds: readonly [number, number];
  /** Kills by what was killed. */
  kinds: Readonly<Record<string, number>>;
}

/** Adds a line for `npm run fault`, which tells of all suites at its end; without it nothing is kept. */
export async function addToSummary(summary: SuiteSummary): Promise<void> {
  const file = process.env['LINEAGE_FAULT_SUMMARY'];
  if (file !== undefined) await appendFile(file, `${JSON.stringify(summary)}\n`);
}
