import { isUtf8 } from 'node:buffer';
import type { RunRecord } from '../../core/generated/types.js';
import { parseSeriesLine, type SeriesPoint } from '../../core/series.js';
import { seriesPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';

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
    .flatMap((line) => parseSeriesLine(line) ?? []);
}
