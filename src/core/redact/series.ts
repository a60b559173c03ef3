import type { SeriesPoint } from '../series.js';
import type { Redactor } from './redactor.js';

/** The points of which key, model and data set can be told: the others are left out like the metrics themselves. */
export function redactSeries(series: readonly SeriesPoint[], redactor: Redactor): SeriesPoint[] {
  return series.filter(pointFilter(redactor.secretIn));
}

/** Whether a point can be told. Of the same few names there can be millions. */
export function pointFilter(secretIn: (name: string) => string | undefined): (point: SeriesPoint) => boolean {
  const told = new Map<string, boolean>();
  const isTold = (name: string) => {
    const known = told.get(name) ?? secretIn(name) === undefined;
    told.set(name, known);
    return known;
  };
  return ({ key, model_id, dataset, dataset_digest }) =>
    [key, model_id, dataset, dataset_digest].every((name) => name === undefined || isTold(name));
}
