import type { Metric, Run } from '../state/entities.js';
import { compareLongs, type Long } from '../state/long.js';
import { type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { list, long, text, whole } from './message.js';
import { pointsOf } from './metrics.js';
import { listed, metricShape } from './shapes.js';

/** What a page draws of many runs: so many points of each, from all of its curve. */

/** Runs of one answer, and points of each of them. */
const RUNS = 100;
const POINTS = 2500;

export const sampledHistoryEndpoints: readonly Endpoint[] = [
  endpoint(
    'GET metrics/get-history-bulk-interval',
    {
      fields: {
        run_ids: list(text),
        metric_key: text,
        start_step: long,
        end_step: long,
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
    ({ run_ids, metric_key = '', max_results = POINTS, ...steps }, context) => {
      const within = interval(steps);
      const runs = run_ids.flatMap((id) => context.state.runs.get(id) ?? []);
      const metrics = runs.flatMap((run) => {
        const points = pointsOf(context, run, metric_key).filter(within);
        return sampled(shapes(run, points), max_results);
      });
      return { metrics: listed(metrics) };
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
  return count >= 1 && count <= POINTS ? undefined : `max_results must be between 1 and ${POINTS}.`;
}

interface Steps {
  start_step: Long | undefined;
  end_step: Long | undefined;
}

/** @throws ProtocolError */
function interval({ start_step: start, end_step: end }: Steps): (point: Metric) => boolean {
  if (start === undefined && end === undefined) return () => true;
  if (start === undefined || end === undefined)
    throw invalid('If either start step or end step are specified, both must be specified.');
  if (start > end)
    throw invalid(`end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`);
  return ({ step }) => step >= start && step <= end;
}

function shapes({ run_id }: Run, points: Metric[]): object[] {
  return points.sort(byStep).map((point) => ({ ...metricShape(point), run_id }));
}

function byStep(one: Metric, other: Metric): number {
  return (
    compareLongs(one.step, other.step) ||
    compareLongs(one.timestamp, other.timestamp) ||
    (one.value || 0) - (other.value || 0) ||
    0
  );
}

/** The first of each of `count` parts, of which the earlier ones are longer by one where they must, and the last of all. */
function sampled(points: readonly object[], count: number): readonly object[] {
  if (points.length <= count) return points;
  const length = Math.floor(points.length / count);
  const longer = points.length % count;
  const firsts = Array.from({ length: count - 1 }, (_, part) => part * length + Math.min(part, longer));
  return [...firsts, points.length - 1].flatMap((at) => points[at] ?? []);
}
