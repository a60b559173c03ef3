import { curveId, type Measured } from '../../core/series.js';
import type { LoggedModel, Metric } from './entities.js';
import { identity } from './runs.js';

/** What a point was measured of, in the words of a series file; an empty object where it says nothing of that. */
export function measuredOf({ model_id, dataset_name, dataset_digest }: Metric): Measured {
  return {
    ...(model_id === undefined ? {} : { model_id }),
    ...(dataset_name === undefined || dataset_digest === undefined
      ? {}
      : { dataset: dataset_name, dataset_digest }),
  };
}

/** What tells points of a run apart that are the same but for what they were measured of. */
function placeOf(metric: Metric): string {
  return `${identity(metric)} ${curveId({ key: metric.key, ...measuredOf(metric) })}`;
}

/**
 * Points that logged models have of a run and its curves have not: a curve has each point once, and the client logs the metrics of a run
 * again for a model that it logs later.
 */
export function onlyOfModels(
  { run_id, curves }: { run_id: string; curves: ReadonlyMap<string, { points: readonly Metric[] }> },
  models: Iterable<LoggedModel>,
): Metric[] {
  const found: Metric[] = [];
  const known = new Map<string, Set<string>>();
  const inCurve = (metric: Metric) => {
    const places = known.get(metric.key) ?? new Set(curves.get(metric.key)?.points.map(placeOf));
    known.set(metric.key, places);
    return places.has(placeOf(metric));
  };
  for (const { metrics } of models)
    for (const { run_id: of, ...metric } of metrics.values())
      if (of === run_id && !inCurve(metric)) found.push(metric);
  return found;
}
