import { numberOrName } from '../../../core/flatten.js';
import { type KeptHistory, keptHistory, type RunCurve } from '../../../core/long-history.js';
import { curveId } from '../../../core/series.js';
import type { LoggedModel, Metric, Run } from '../../../mlflow/state/entities.js';
import { measuredOf, onlyOfModels } from '../../../mlflow/state/measured.js';
import { loggedValue } from '../../../mlflow/state/stored-value.js';
import { isPoint } from '../../track/mlflow/parts.js';

/** The metrics of a run as a ledger keeps them. */
export interface SealedHistory extends KeptHistory {
  /** Points that a record has no words for. */
  left: Metric[];
}

/** @param models that may have metrics of the run */
export function sealedHistory(run: Run, models: Iterable<LoggedModel>): SealedHistory {
  const all = [...run.curves.values()].flatMap(({ points }) => points);
  const extra = onlyOfModels(run, models);
  const left = [...all, ...extra].filter((point) => !isPoint(point));
  const latest = new Set([...run.curves.values()].map((curve) => curve.latest));
  // Points that the metrics of the record do not say already.
  const isHistory = extra.length > 0 || all.some((point) => !latest.has(point) || isMeasured(point));
  // Those of the curves first: whoever reads them again takes the first of two that are the same.
  const curves = isHistory ? [...curvesOf(all, latest), ...curvesOf(extra, latest)] : [];
  return { ...keptHistory(curves), left };
}

/** What a record says of a point beside its key. */
export function told({ value, step, timestamp }: Metric): {
  value: ReturnType<typeof numberOrName>;
  step: number;
  at: string;
} {
  return {
    value: numberOrName(loggedValue(value)),
    step: Number(step),
    at: new Date(Number(timestamp)).toISOString(),
  };
}

function isMeasured(metric: Metric): boolean {
  return metric.model_id !== undefined || metric.dataset_name !== undefined;
}

function curvesOf(points: readonly Metric[], latest: ReadonlySet<Metric>): RunCurve[] {
  const curves = new Map<string, Metric[]>();
  for (const point of points.filter(isPoint)) {
    const id = curveId({ key: point.key, ...measuredOf(point) });
    const own = curves.get(id);
    if (own === undefined) curves.set(id, [point]);
    else own.push(point);
  }
  return [...curves.values()].map((own) => ({
    values: own.map(({ value }) => loggedValue(value)),
    keep: own.flatMap((point, index) => (latest.has(point) ? [index] : [])),
    point: (index) => pointOf(own[index]),
  }));
}

function pointOf(metric: Metric | undefined) {
  if (metric === undefined) throw new RangeError('a curve has no such point');
  return { key: metric.key, ...told(metric), ...measuredOf(metric) };
}
