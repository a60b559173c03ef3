import type { RunRecord } from '../core/generated/types.js';
import type { Log } from '../core/log.js';
import { runPath, seriesPath } from '../ledger/layout.js';
import type { Ledger, NewFile } from '../ledger/ledger.js';
import { encodeRecord } from '../ledger/records.js';

export interface MetricPoint {
  key: string;
  value: number | string;
  step: number | null;
  at: string | null;
}

/** Writes a run's record, and its training curves beside it, as one commit. */
export async function writeRun(
  run: { record: RunRecord; series: readonly MetricPoint[] },
  deps: { ledger: Ledger; log: Log },
): Promise<{ path: string; commit: string | null }> {
  const { record, series } = run;
  const path = runPath(record.run_id);
  const files: NewFile[] = [{ path, bytes: await encodeRecord('run', record) }];
  if (series.length > 0) {
    files.push({ path: seriesPath(record.run_id), bytes: Buffer.from(series.map(pointLine).join('')) });
  }
  const run_id = record.run_id;
  const commit = await deps.ledger.append([{ run_id, files, message: messageOf(record) }]);
  if (commit !== null) deps.log.info(`Recorded run ${run_id} as ${path} (commit ${commit}).`);
  return { path, commit };
}

/** Keys in a fixed order, so that the same curve gives the same bytes. */
function pointLine({ key, value, step, at }: MetricPoint): string {
  return `${JSON.stringify({ key, value, step, at })}\n`;
}

function messageOf(record: RunRecord): { subject: string; trailers: [string, string][] } {
  const metrics = Object.entries(record.outputs.metrics)
    .slice(0, 3)
    .map(([key, { value }]) => `${key}=${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`);
  return {
    subject: ['run', record.run_name ?? record.experiment, record.status, ...metrics].join(' '),
    trailers: [['Lineage-Run', record.run_id]],
  };
}
