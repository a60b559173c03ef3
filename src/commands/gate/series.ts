import { isUtf8 } from 'node:buffer';
import type { RunRecord } from '../../core/generated/types.js';
import { seriesPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import type { SeriesPoint } from '../../report/gate-view.js';

/** Runs whose curves a report may show; those of further ones are not fetched. */
const MOST_RUNS = 64;
/** Longest file that is drawn, in bytes. */
const LARGEST = 4 * 1024 * 1024;

/** Training curves of runs, by run id. What is no curve is left out: it decides nothing here. */
export async function readSeries(
  view: LedgerView,
  runs: readonly RunRecord[],
): Promise<Map<string, SeriesPoint[]>> {
  const ids = [...new Set(runs.map((run) => run.run_id))].slice(0, MOST_RUNS);
  const files = await view.read(ids.map(seriesPath));
  return new Map(
    ids.flatMap((id) => {
      const points = pointsOf(files.get(seriesPath(id)));
      return points.length === 0 ? [] : [[id, points] as const];
    }),
  );
}

function pointsOf(bytes: Buffer | undefined): SeriesPoint[] {
  if (bytes === undefined || bytes.length > LARGEST || !isUtf8(bytes)) return [];
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((line) => {
      const point = line === '' ? undefined : parse(line);
      return isPoint(point) ? [point] : [];
    });
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isPoint(value: unknown): value is SeriesPoint {
  if (typeof value !== 'object' || value === null) return false;
  const { key, value: number, step } = value as Record<string, unknown>;
  return (
    typeof key === 'string' &&
    (typeof number === 'number' || typeof number === 'string') &&
    (step === null || typeof step === 'number')
  );
}
