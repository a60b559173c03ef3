import type { Metric, Run } from '../state/entities.js';
import type { State } from '../state/state.js';
import { type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { runOf } from './lookups.js';
import { list, text, whole } from './message.js';
import { metricShape } from './shapes.js';

/** What pages that draw curves of many runs ask for. */

const RUNS = 100;
/** Points of one answer, and points of a run in a sampled one. */
const POINTS = 25_000;
const SAMPLE = 2500;

export const bulkHistoryEndpoints: readonly Endpoint[] = [
  endpoint(
    'GET metrics/get-history-bulk',
    { fields: { run_id: list(text), metric_key: text, max_results: whole }, checks: ['max_results'] },
    ({ run_id: ids, metric_key, max_results = POINTS }, { state }) => {
      if (ids.length === 0) throw invalid('GetMetricHistoryBulk request must specify at least one run_id.');
      if (ids.length > RUNS)
        throw invalid(
          `GetMetricHistoryBulk request cannot specify more than ${RUNS} run_ids. Received ${ids.length} run_ids.`,
        );
      if (metric_key === undefined) throw invalid('GetMetricHistoryBulk request must specify a metric_key.');
      const points = [...new Set(ids)].sort().flatMap((id) => {
        const run = state.runs.get(id);
        return run === undefined ? [] : shaped(run, pointsOf(run, metric_key).sort(byTime));
      });
      return { metrics: points.slice(0, Math.min(Math.max(max_results, 0), POINTS)) };
    },
  ),
  endpoint(
    'GET metrics/get-history-bulk-interval',
    {
      fields: {
        run_ids: list(text),
        metric_key: text,
        start_step: whole,
        end_step: whole,
        max_results: whole,
      },
      checks: [
        { field: 'run_ids', required: true, fault: tooMany },
        'metric_key!',
        'start_step',
        'end_step',
        { field: 'max_results', fault: outOfRange },
      ],
    },
    ({ run_ids, metric_key = '', max_results = SAMPLE, ...steps }, { state }) => {
      const within = interval(steps);
      const metrics = runsOf(state, run_ids).flatMap((run) => {
        const points = pointsOf(run, metric_key).filter(within).sort(byStep);
        return shaped(run, sampled(points, max_results));
      });
      return metrics.length === 0 ? {} : { metrics };
    },
  ),
];

function tooMany(value: unknown): string | undefined {
  const count = Array.isArray(value) ? value.length : 0;
  return count <= RUNS
    ? undefined
    : `GetMetricHistoryBulkInterval request must specify at most ${RUNS} run_ids. Received ${count} run_ids.`;
}

function outOfRange(value: unknown): string | undefined {
  const count = Number(value);
  return count >= 1 && count <= SAMPLE ? undefined : `max_results must be between 1 and ${SAMPLE}.`;
}

/** @throws ProtocolError where one is not there */
function runsOf(state: State, ids: readonly string[]): Run[] {
  return ids.map((id) => runOf(state, id));
}

/** @throws ProtocolError */
function interval({
  start_step: start,
  end_step: end,
}: {
  start_step: number | undefined;
  end_step: number | undefined;
}): (point: Metric) => boolean {
  if (start === undefined && end === undefined) return () => true;
  if (start === undefined || end === undefined)
    throw invalid('If either start step or end step are specified, both must be specified.');
  if (start > end)
    throw invalid(`end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`);
  return ({ step }) => step >= start && step <= end;
}

function pointsOf(run: Run, key: string): Metric[] {
  return [...(run.curves.get(key)?.points ?? [])];
}

/** The first of each of `count` parts that are as long as each other, and the last of all. */
function sampled(points: readonly Metric[], count: number): readonly Metric[] {
  const last = points.at(-1);
  if (points.length <= count || last === undefined) return points;
  const short = Math.floor(points.length / count);
  const longer = points.length % count;
  const firsts = Array.from({ length: count }, (_, part) => points[part * short + Math.min(part, longer)]);
  return [...firsts.slice(0, -1).filter((point) => point !== undefined), last];
}

function byTime(one: Metric, other: Metric): number {
  return one.timestamp - other.timestamp || one.step - other.step || (one.value || 0) - (other.value || 0);
}

function byStep(one: Metric, other: Metric): number {
  return one.step - other.step || one.timestamp - other.timestamp || (one.value || 0) - (other.value || 0);
}

function shaped({ run_id }: Run, points: readonly Metric[]): object[] {
  return points.map((point) => ({ ...metricShape(point), run_id }));
}
