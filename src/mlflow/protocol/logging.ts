import { parseJson } from '../../core/json.js';
import type { KeyValue, Run } from '../state/entities.js';
import { changed, type Endpoint, endpoint } from './endpoint.js';
import { invalid } from './errors.js';
import { runParam, runTag } from './limits.js';
import { activeRun } from './lookups.js';
import { list, message, text } from './message.js';
import { METRIC, readMetric } from './metrics.js';
import { PAIR, pair } from './pairs.js';
import { pythonDumps, pythonRepr } from './python-text.js';
import { checkRunId, idOf, isEmptyName, RUN_ID } from './runs.js';
import { asKept, isSameParam } from './same-param.js';

/** Most of one batch. */
const MOST = { metrics: 1000, params: 100, tags: 100, all: 1000 };
const LOGGED_MODELS = 'mlflow.log-model.history';

/** Params are written once: the same value again is fine. */
function checkUnchanged(run: Run, params: readonly KeyValue[]): void {
  const changes = params.filter(({ key, value }) => !isSameParam(run.params.get(key) ?? value, value));
  if (changes.length === 0) return;
  const told = changes.map(
    ({ key, value }) =>
      `{'key': ${pythonRepr(key)}, 'old_value': ${pythonRepr(run.params.get(key) ?? '')}, 'new_value': ${pythonRepr(value)}}`,
  );
  throw invalid(
    `Changing param values is not allowed. Params were already logged='[${told.join(', ')}]' for run ID='${run.run_id}'. ` +
      'Log the new value under another key, or in a nested run.',
  );
}

/** Which items of a list lack what they must have. */
function lacking(names: readonly string[], field: string) {
  return (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return undefined;
    for (let index = 0; index < value.length; index++) {
      const item = value[index];
      for (const name of names) {
        const sent = item?.[name] ?? '';
        if (sent === '') return `Missing value for required parameter '${field}[${index}].${name}'.`;
      }
    }
    return undefined;
  };
}

function checkMost(count: number, most: number, what: string): void {
  if (count > most)
    throw invalid(
      `A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}. ` +
        `Please split up ${what} across multiple requests and try again.`,
    );
}

function checkTwice(params: readonly KeyValue[]): void {
  const keys = params.map(({ key }) => key);
  const twice = keys.filter((key, index) => keys.indexOf(key) < index);
  if (twice.length > 0)
    throw invalid(
      `Duplicate parameter keys have been submitted: [${twice.map(pythonRepr).join(', ')}]. ` +
        'Please ensure the request contains only one param value per param key.',
    );
}

export const loggingEndpoints: readonly Endpoint[] = [
  endpoint(
    'POST runs/log-metric',
    {
      fields: { ...RUN_ID, ...METRIC },
      checks: [
        ...['run_id!', 'key!', 'value!', 'timestamp!', 'step'],
        ...['model_id', 'dataset_name', 'dataset_digest'],
      ],
    },
    (sent, { state }) => {
      if (sent.model_id) activeRun(state, idOf(sent));
      const metric = readMetric(sent);
      const { run_id } = activeRun(state, idOf(sent));
      return changed({ type: 'run-logged', run_id, metrics: [metric] });
    },
  ),
  endpoint(
    'POST runs/log-parameter',
    { fields: { ...RUN_ID, key: text, value: text }, checks: ['run_id!', 'key!', 'value'] },
    ({ key = '', value = '', ...sent }, { state }) => {
      const param = runParam({ key, value });
      const run = activeRun(state, idOf(sent));
      const old = run.params.get(param.key);
      if (old !== undefined && !isSameParam(old, param.value))
        throw invalid(
          `Changing param values is not allowed. Param with key='${param.key}' was already logged with value='${old}' ` +
            `for run ID='${run.run_id}'. Attempted logging new value '${param.value}'. ` +
            'Log it under another key, or in a nested run.',
        );
      return changed({ type: 'run-logged', run_id: run.run_id, params: asKept([param], run.params) });
    },
  ),
  endpoint(
    'POST runs/log-batch',
    {
      fields: { ...RUN_ID, metrics: list(message(METRIC)), params: list(PAIR), tags: list(PAIR) },
      checks: [
        'run_id!',
        { field: 'metrics', fault: lacking(['key', 'value', 'timestamp'], 'metrics') },
        { field: 'params', fault: lacking(['key'], 'params') },
        { field: 'tags', fault: lacking(['key'], 'tags') },
      ],
    },
    ({ metrics: sentMetrics, params: sentParams, tags: sentTags, ...sent }, { state }) => {
      checkRunId(state, idOf(sent));
      const metrics = sentMetrics.map((one, index) => readMetric(one, index));
      const params = sentParams.map((one, index) => runParam(pair(one), `params[${index}]`));
      const tags = sentTags.map((one, index) => runTag(pair(one), `tags[${index}]`));
      checkMost(metrics.length, MOST.metrics, 'metrics');
      checkMost(params.length, MOST.params, 'params');
      checkMost(tags.length, MOST.tags, 'tags');
      checkMost(metrics.length + params.length + tags.length, MOST.all, 'metrics, params, and tags');
      checkTwice(params);
      const run = activeRun(state, idOf(sent));
      checkUnchanged(run, params);
      return changed({
        type: 'run-logged',
        run_id: run.run_id,
        metrics,
        params: asKept(params, run.params),
        tags: tags.filter((tag) => !isEmptyName(tag)),
      });
    },
  ),
  endpoint(
    'POST runs/log-model',
    { fields: { ...RUN_ID, model_json: text }, checks: ['run_id!', 'model_json!'] },
    ({ model_json = '', ...sent }, { state }) => {
      const model = readModel(model_json);
      const run = activeRun(state, idOf(sent));
      // Anybody may have set the tag to something else.
      const before = parseJson(run.tags.get(LOGGED_MODELS) ?? '[]');
      const value = pythonDumps([...(Array.isArray(before) ? before : []), model]);
      return changed({ type: 'run-logged', run_id: run.run_id, tags: [{ key: LOGGED_MODELS, value }] });
    },
  ),
];

/** What the history of a run's models keeps of one. @throws ProtocolError */
function readModel(json: string): Record<string, unknown> {
  let model: Record<string, unknown>;
  try {
    model = JSON.parse(json);
  } catch {
    throw invalid(`Malformed model info. \n ${json} \n is not a valid JSON.`);
  }
  const lacks = ['artifact_path', 'flavors', 'run_id', 'utc_time_created'].filter(
    (name) => model === null || typeof model !== 'object' || !Object.hasOwn(model, name),
  );
  if (lacks.length > 0)
    throw invalid(`Model json is missing mandatory fields: {${lacks.map(pythonRepr).join(', ')}}`);
  const { run_id, utc_time_created, artifact_path, model_uuid, flavors } = model;
  const kept = Object.entries(flavors ?? {}).map(([name, flavor]) => [
    name,
    flavor !== null && typeof flavor === 'object' ? { ...flavor, config: undefined } : flavor,
  ]);
  return {
    run_id,
    artifact_path,
    utc_time_created,
    model_uuid: model_uuid ?? null,
    flavors: Object.fromEntries(kept),
  };
}
