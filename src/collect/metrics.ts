import type { Faults } from '../core/errors.js';
import type { SourceFile } from './files/paths.js';
import { type Combined, combine, type InlineMetric, type MetricsOfFile } from './values/combine-metrics.js';
import { readInputLines } from './values/input-lines.js';
import { READ_LIMIT } from './values/metric-curves.js';
import { readMetricFile } from './values/metric-files.js';
import { inlineMetric } from './values/metric-values.js';

export interface MetricsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that names count from. */
  cwd: string;
  /** Files from elsewhere, e.g. of LINEAGE_DIR. */
  extraFiles?: readonly SourceFile[];
  /** What was logged otherwise than to a file; `path` is what records name as its source. */
  logged?: readonly MetricsOfFile[];
  /** Whether a file is passed over though a line names it. */
  skip?(file: SourceFile): boolean;
  /** Bytes at the front of a table or of JSON Lines that were there, as they are now, before the run: their rows are no result of it. */
  grownFrom?(file: SourceFile): number;
  /** Lines of a table or of JSON Lines that were there before the run and stand between new ones. */
  kept?(file: SourceFile): ReadonlySet<number>;
}

export interface CollectedMetrics extends Combined {
  /** The files in the workspace that they came from, as records name them, sorted. Extra files are not among them. */
  files: string[];
  /** What a person should know of how they were read; sentences without a full stop. */
  notes: string[];
}

/**
 * Metrics from inline `key=value` lines and from JSON, YAML, TOML, CSV, TSV and JSON Lines files. The files' numbers are metrics;
 * what else is in them is named in a note. Whatever could be collected is returned, faults or not.
 * @param faults gets E_METRIC_INVALID, E_PATH_MISSING, E_PATH_OUTSIDE, E_FILE_*
 */
export async function collectMetrics(input: MetricsInput, faults: Faults): Promise<CollectedMetrics> {
  const lines = await readInputLines(
    { text: input.text, place: input, input: 'metrics', code: 'E_METRIC_INVALID' },
    faults,
  );
  const inline: InlineMetric[] = [];
  for (const pair of lines.pairs) {
    const metric = await faults.catch(() => inlineMetric(pair));
    if (metric !== undefined) inline.push(metric);
  }
  const named = lines.files.filter((file) => input.skip?.(file) !== true);
  const extra = (input.extraFiles ?? []).filter((file) => input.skip?.(file) !== true);
  const files: MetricsOfFile[] = [];
  const notes: string[] = [];
  let room = READ_LIMIT;
  for (const file of [...named, ...extra]) {
    const options = { room, grownFrom: input.grownFrom?.(file) ?? 0, kept: input.kept?.(file) };
    const found = await faults.catch(() => readMetricFile(file, options));
    if (found === undefined) continue;
    for (const fault of found.faults) faults.add(fault);
    room -= found.points;
    files.push({ path: file.shown, curves: found.curves });
    notes.push(...found.notes);
  }
  const logged = (input.logged ?? []).map((one) => ({ ...one, repeats: true }));
  const combined = combine({ inline, files: [...files, ...logged] }, faults);
  return { ...combined, files: named.map((file) => file.shown), notes };
}
