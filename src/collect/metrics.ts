import { Faults } from '../core/errors.js';
import { KEYS_LIMIT } from '../core/flatten.js';
import { shown } from '../core/key-values.js';
import type { SourceFile } from './files/paths.js';
import { readInputLines } from './values/input-lines.js';
import { readMetricFile } from './values/metric-files.js';
import { POINTS_LIMIT, tooManyPoints } from './values/metric-rows.js';
import { type Metric, type MetricPoint, metricOfText } from './values/metric-values.js';

export interface MetricsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that names count from. */
  cwd: string;
  /** Files from elsewhere, e.g. of LINEAGE_DIR. */
  extraFiles?: readonly SourceFile[];
}

export interface CollectedMetrics {
  /** Last value by key: that without a step, else that of the highest step; the later one of the same. No prototype. */
  metrics: Record<string, Metric>;
  /** Every point of the keys that have several, or a step. */
  series: MetricPoint[];
  /** The files in the workspace that they came from, as records name them, sorted. Extra files are not among them. */
  files: string[];
}

interface Source {
  where: string;
  points: readonly MetricPoint[];
}

/**
 * Metrics from inline `key=value` lines and from JSON, YAML, TOML, CSV, TSV and JSON Lines files.
 * A key that two sources give different final values is a fault: a gate must not decide on either.
 * @throws UserError with every fault: E_METRIC_INVALID, E_PATH_MISSING, E_PATH_OUTSIDE, E_FILE_*
 */
export async function collectMetrics(input: MetricsInput): Promise<CollectedMetrics> {
  const faults = new Faults();
  const lines = await faults.catch(() =>
    readInputLines({ text: input.text, place: input, input: 'metrics', code: 'E_METRIC_INVALID' }),
  );
  const sources: Source[] = [];
  for (const { key, value: text, where } of lines?.pairs ?? []) {
    const value = metricOfText(text);
    if (value !== undefined) sources.push({ where, points: [{ key, value, step: null, at: null }] });
    else {
      const what = `The value of ${shown(key)} is ${shown(text)} where a number is needed`;
      const mend = 'Write a number, NaN or Infinity; texts belong into params or tags';
      faults.add({ code: 'E_METRIC_INVALID', what, where, mend });
    }
  }
  let count = sources.length;
  for (const file of [...(lines?.files ?? []), ...(input.extraFiles ?? [])]) {
    const points = (await faults.catch(() => readMetricFile(file))) ?? [];
    count += points.length;
    if (count > POINTS_LIMIT) throw tooManyPoints(file.shown);
    sources.push({ where: file.shown, points });
  }
  const byKey = gather(sources, faults);
  faults.throwIfAny();
  return { ...summary(byKey), files: (lines?.files ?? []).map((file) => file.shown) };
}

function gather(sources: readonly Source[], faults: Faults): Map<string, MetricPoint[]> {
  const byKey = new Map<string, MetricPoint[]>();
  const final = new Map<string, { point: MetricPoint; where: string }>();
  for (const { where, points } of sources) {
    for (const point of points) {
      const list = byKey.get(point.key);
      if (list === undefined) byKey.set(point.key, [point]);
      else list.push(point);
      if (point.step !== null) continue;
      const earlier = final.get(point.key);
      if (earlier !== undefined && earlier.where !== where && earlier.point.value !== point.value) {
        faults.add({
          code: 'E_METRIC_INVALID',
          what: `The metric ${shown(point.key)} has two values: ${earlier.point.value} in ${earlier.where} and ${point.value} in ${where}`,
          where,
          mend: 'Leave one of them out, or give them different keys',
        });
      }
      final.set(point.key, { point, where });
    }
  }
  if (byKey.size > KEYS_LIMIT) {
    const mend = 'Name fewer files, and record the others as artifacts';
    faults.add({
      code: 'E_METRIC_INVALID',
      what: `There are more than ${KEYS_LIMIT} metrics`,
      where: 'metrics',
      mend,
    });
  }
  return byKey;
}

function summary(byKey: ReadonlyMap<string, readonly MetricPoint[]>): Omit<CollectedMetrics, 'files'> {
  const metrics: Record<string, Metric> = Object.create(null);
  const series: MetricPoint[] = [];
  for (const [key, points] of byKey) {
    const last = points.reduce((best, point) => (rank(point) >= rank(best) ? point : best));
    metrics[key] = { value: last.value, step: last.step, at: last.at };
    if (points.length === 1 && last.step === null) continue;
    // Not by spreading: as many arguments as a run can have points are more than the stack holds.
    for (const point of points) series.push(point);
  }
  return { metrics, series };
}

/** A value without a step is what the whole run came to. */
function rank({ step }: MetricPoint): number {
  return step ?? Number.POSITIVE_INFINITY;
}
