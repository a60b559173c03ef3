import type { Endpoint } from '../../../src/mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import type { Field } from '../../../src/mlflow/protocol/message.js';
import { ENDPOINTS } from '../../../src/mlflow/protocol/protocol.js';
import { breathe, hostileTexts } from '../../support/hostile-texts.js';
import { Server } from './server.js';

type Raw = Record<string, unknown>;

const TEXTS = hostileTexts(200_000, ['0', '/', '.', ' ', '"', '\\', '%41']);
/** What the text stands in where a field has a language of its own. */
const FORMS: Readonly<Record<string, readonly ((text: string) => string)[]>> = {
  filter: [(text) => `metrics.a > '${text}'`, (text) => `params.a ILIKE '${text}'`],
  source: [(text) => `runs:/${text}`, (text) => `models:/m/${text}`, (text) => `mlflow-artifacts:/${text}`],
  artifact_location: [(text) => `file:///${text}`],
};

test.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  '%s answers whatever text any of its fields has',
  async (_, endpoint) => {
    for (const field of Object.keys(endpoint.fields))
      for (const form of [String, ...(FORMS[field] ?? [])]) {
        await breathe();
        for (const text of TEXTS) answered(endpoint, field, form(text));
      }
  },
);

/** What others have made: a call that is not let in early gets as far as it can. */
function filled() {
  const server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'e' });
  const { run } = server.call('POST runs/create', { experiment_id });
  server.call('POST registered-models/create', { name: 'm' });
  const source = run.info.artifact_uri;
  server.call('POST model-versions/create', { name: 'm', source, run_id: run.info.run_id });
  const { model } = server.call('POST logged-models', { experiment_id, name: 'l' });
  const values: Raw = {
    experiment_id,
    experiment_ids: [experiment_id],
    run_id: run.info.run_id,
    run_uuid: run.info.run_id,
    run_ids: [run.info.run_id],
    model_id: model.info.model_id,
    name: 'm',
    version: '1',
    key: 'k',
    metric_key: 'k',
    value: '1',
    source,
  };
  return { server, values };
}

function answered(endpoint: Endpoint, field: string, text: string): void {
  const { server, values } = filled();
  const raw: Raw = { ...values };
  for (const [name, one] of Object.entries(endpoint.fields)) raw[name] ??= shaped(one, '1');
  raw[field] = shaped(endpoint.fields[field] ?? { kind: 'text' }, text);
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(raw[name])),
  );
  try {
    server.call(`${endpoint.method} ${path}`, raw);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}

/** A value of the field's shape in which all is the text. */
function shaped(field: Field, text: string): unknown {
  if (field.kind === 'list') return [shaped(field.of, text)];
  if (field.kind !== 'message') return text;
  return Object.fromEntries(Object.entries(field.fields).map(([name, inner]) => [name, shaped(inner, text)]));
}
