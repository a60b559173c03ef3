import { pageOf } from '../../core/query/page.js';
import type { Metric, Run } from '../state/entities.js';
import { compareLongs, type Long } from '../state/long.js';
import { pythonFloat } from '../state/python-value.js';
import { storedValue } from '../state/stored-value.js';
import { type Context, type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { checkLength, checkName, LIMITS } from './limits.js';
import { long, number, text, whole } from './message.js';
import { asRefusal } from './search.js';
import { listed, metricShape, numberText } from './shapes.js';
import { wireLong } from './wire-long.js';

/** Fields of a metric as it is logged. */
export const METRIC = {
  key: text,
  value: number,
  timestamp: long,
  step: long,
  model_id: text,
  dataset_name: text,
  dataset_digest: text,
};

interface Sent {
  key?: string | undefined;
  value?: number | undefined;
  timestamp?: Long | undefined;
  step?: Long | undefined;
  model_id?: string | undefined;
  dataset_name?: string | undefined;
  dataset_digest?: string | undefined;
}

/** @param index of it in the request's list of metrics, where it is in one @throws ProtocolError */
export function readMetric(sent: Sent, index?: number): Metric {
  const { key = '', value = 0, timestamp = 0, step = 0 } = sent;
  if (Boolean(sent.dataset_name) !== Boolean(sent.dataset_digest))
    throw invalid('Both dataset_name and dataset_digest must be provided if one is provided');
  const at = (name: string) => (index === undefined ? name : `metrics[${index}].${name}`);
  checkName(key, () => at('name'));
  if (timestamp < 0)
    throw invalid(
      `Invalid value ${timestamp} for parameter '${at('timestamp')}' supplied: metric '${key}' (value=${pythonFloat(value)}). ` +
        'Timestamp must be a nonnegative long (64-bit integer) ',
    );
  checkLength(key, LIMITS.key, 'Metric name');
  const metric: Metric = { key, value: storedValue(value), timestamp, step };
  if (sent.model_id) metric.model_id = sent.model_id;
  if (sent.dataset_name) metric.dataset_name = sent.dataset_name;
  if (sent.dataset_digest) metric.dataset_digest = sent.dataset_digest;
  return metric;
}

/** All points of a metric, in the order that they came in. */
export function pointsOf(
  context: Pick<Context, 'wholeHistory'>,
  run: Run | undefined,
  key: string,
): readonly Metric[] {
  if (run === undefined) return [];
  return context.wholeHistory?.(run, key) ?? run.curves.get(key)?.points ?? [];
}

/** Points of a metric by time, then step, then value. */
function historyOf(points: readonly Metric[]): readonly Metric[] {
  const isSorted = points.every(
    (point, index) => index === 0 || byTime(points[index - 1] ?? point, point) <= 0,
  );
  return isSorted ? points : [...points].sort(byTime);
}

function byTime(one: Metric, other: Metric): number {
  return (
    compareLongs(one.timestamp, other.timestamp) ||
    compareLongs(one.step, other.step) ||
    (one.value || 0) - (other.value || 0) ||
    0
  );
}

/** Points that the web interface is shown of many runs. */
const BULK = { runs: 100, points: 25_000 };

export const metricEndpoints: readonly Endpoint[] = [
  endpoint(
    'GET metrics/get-history',
    {
      fields: { run_id: text, run_uuid: text, metric_key: text, max_results: whole, page_token: text },
      checks: ['run_id!', 'metric_key!', 'page_token'],
    },
    ({ run_id, run_uuid, metric_key = '', max_results, page_token }, context) => {
      if (max_results !== undefined && max_results <= 0)
        throw invalid(
          `Invalid value ${max_results} for parameter 'max_results' supplied. It must be a positive integer.`,
        );
      const points = historyOf(
        pointsOf(context, context.state.runs.get(run_id || run_uuid || ''), metric_key),
      );
      const size = max_results ?? points.length;
      const { items, next } = asRefusal(() => pageOf(points, { token: page_token, size }));
      return { metrics: listed(items.map(metricShape)), next_page_token: next };
    },
  ),
  endpoint(
    'GET metrics/get-history-bulk',
    { fields: { run_id: { kind: 'list', of: text }, metric_key: text, max_results: whole }, checks: [] },
    ({ run_id, metric_key, max_results = BULK.points }, context) => {
      if (run_id.length === 0)
        throw invalid('GetMetricHistoryBulk request must specify at least one run_id.');
      if (run_id.length > BULK.runs)
        throw invalid(
          `GetMetricHistoryBulk request cannot specify more than ${BULK.runs} run_ids. Received ${run_id.length} run_ids.`,
        );
      if (metric_key === undefined) throw invalid('GetMetricHistoryBulk request must specify a metric_key.');
      const metrics = [...new Set(run_id)].sort().flatMap((id) =>
        historyOf(pointsOf(context, context.state.runs.get(id), metric_key)).map(
          ({ key, value, timestamp, step }) => ({
            key,
            value: numberText(value),
            timestamp: wireLong(timestamp),
            step: wireLong(step),
            run_id: id,
          }),
        ),
      );
      return { metrics: metrics.slice(0, Math.max(0, Math.min(max_results, BULK.points))) };
    },
  ),
];
