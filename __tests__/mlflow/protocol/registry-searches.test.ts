import { refused, Server } from './server.js';

const PROMPT = { key: 'mlflow.prompt.is_prompt', value: 'true' };
let server: Server;

beforeEach(() => {
  server = new Server();
  create('rose', [{ key: 'team', value: 'red' }]);
  create('iris', [{ key: 'team', value: 'blue' }]);
  create('lily', []);
  create('greeting', [PROMPT]);
});

/** A model with two versions, the second of a run. */
function create(name: string, tags: { key: string; value: string }[]): void {
  server.call('POST registered-models/create', { name, tags });
  const source = tags.includes(PROMPT) ? 'dummy-source' : `s3://bucket/${name}`;
  server.call('POST model-versions/create', { name, source, tags });
  server.call('POST model-versions/create', { name, source, tags, run_id: `run-of-${name}` });
}

function models(filter?: string, more: object = {}): string[] {
  const { registered_models = [] } = server.call('GET registered-models/search', { filter, ...more });
  return registered_models.map((model: { name: string }) => model.name);
}

function versions(filter?: string, more: object = {}): string[] {
  const { model_versions = [] } = server.call('GET model-versions/search', { filter, ...more });
  return model_versions.map(({ name, version }: Record<string, string>) => `${name} ${version}`);
}

test('models are found by name and tags, and come by name', () => {
  expect(models()).toEqual(['iris', 'lily', 'rose']);
  expect(models("name LIKE '%i%'")).toEqual(['iris', 'lily']);
  expect(models("name ILIKE 'R%'")).toEqual(['rose']);
  expect(models("tags.team = 'blue'")).toEqual(['iris']);
  expect(models("tags.team != 'blue'")).toEqual(['rose']);
  expect(models(undefined, { order_by: ['last_updated_timestamp DESC'] })).toEqual(['lily', 'iris', 'rose']);
  expect(models(undefined, { order_by: 'name DESC' })).toEqual(['rose', 'lily', 'iris']);
});

test('a model that is found is told as it is told alone', () => {
  const [found] = server.call('GET registered-models/search', { filter: "name = 'iris'" }).registered_models;
  expect(found).toEqual(server.call('GET registered-models/get', { name: 'iris' }).registered_model);
});

test('prompts are found by who asks for them, and models need no tag to be none', () => {
  expect(models("tag.`mlflow.prompt.is_prompt` != 'true'")).toEqual(['iris', 'lily', 'rose']);
  expect(models("tags.`mlflow.prompt.is_prompt` = 'false'")).toEqual(['iris', 'lily', 'rose']);
  expect(models("tags.`mlflow.prompt.is_prompt` = 'true'")).toEqual(['greeting']);
  expect(versions("name = 'greeting'")).toEqual([]);
  expect(versions("name = 'greeting' AND tags.`mlflow.prompt.is_prompt` = 'true'")).toEqual([
    'greeting 2',
    'greeting 1',
  ]);
});

test('versions are found by all that MLflow has, the last updated first', () => {
  expect(versions()).toEqual(['lily 2', 'lily 1', 'iris 2', 'iris 1', 'rose 2', 'rose 1']);
  expect(versions("run_id = 'run-of-iris'")).toEqual(['iris 2']);
  expect(versions("run_id IN ('run-of-iris', 'run-of-lily')")).toEqual(['lily 2', 'iris 2']);
  expect(versions("source_path LIKE '%/rose'")).toEqual(['rose 2', 'rose 1']);
  expect(versions("version_number > 1 AND tags.team = 'red'")).toEqual(['rose 2']);
  expect(versions(undefined, { order_by: ['version_number', 'name DESC'], max_results: 4 })).toEqual([
    ...['rose 1', 'lily 1', 'iris 1', 'rose 2'],
  ]);
  expect(versions("name = 'iris'", { order_by: 'creation_timestamp' })).toEqual(['iris 1', 'iris 2']);
});

test.each(['registered-models', 'model-versions'])('pages of %s hold all there is, each once', (what) => {
  const key = what.replace('-', '_');
  const all = server.call(`GET ${what}/search`)[key];
  const seen: unknown[] = [];
  let page_token: string | undefined;
  do {
    const page = server.call(`GET ${what}/search`, { max_results: 2, page_token });
    expect(page[key].length).toBeLessThanOrEqual(2);
    seen.push(...page[key]);
    page_token = page.next_page_token;
  } while (page_token !== undefined);
  expect(seen).toEqual(all);
});

test('where no size is sent, versions come as far as a page may go', () => {
  const given = {
    ...{ source: 's3://bucket/x', storage: 's3://bucket/x', run_id: '', run_link: '' },
    ...{ user_id: '', model_id: '', description: '', tags: [] },
  };
  for (let version = 3; version <= 10_001; version++)
    server.apply({ type: 'version-created', model: 'iris', version, ...given });
  expect(versions("name = 'iris'")).toHaveLength(10_001);
});

test('nothing found is an empty answer', () => {
  expect(server.call('GET registered-models/search', { filter: "name = 'none'" })).toEqual({});
  expect(server.call('GET model-versions/search', { filter: "name = 'none'" })).toEqual({});
});

test.each([
  ['registered-models', 1_000],
  ['model-versions', 200_000],
])('a page of %s has at most %d', (what, most) => {
  const call = `GET ${what}/search`;
  expect(server.call(call, { max_results: most })).toBeDefined();
  const sent = String(most + 1);
  expect(server.refusal(call, { max_results: sent })).toEqual(
    refused(
      'INVALID_PARAMETER_VALUE',
      `Invalid value "${sent}" for parameter 'max_results' supplied:  Hint:`,
    ),
  );
  expect(server.refusal(call, { max_results: 'x' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', `Invalid value "x" for parameter 'max_results' supplied:  Hint:`),
  );
  for (const few of [0, -1])
    expect(server.refusal(call, { max_results: few })).toEqual(
      refused(
        'INVALID_PARAMETER_VALUE',
        `Invalid value for max_results. It must be a positive integer, but got ${few}`,
      ),
    );
});

test.each([
  [{ filter: "stage = 'Production'" }, 'Invalid attribute key'],
  [{ order_by: 'stage' }, 'Invalid '],
  [{ page_token: 'x' }, 'Invalid page token, could not base64-decode'],
])('case %#: what cannot be followed is refused', (raw, begin) => {
  for (const what of ['registered-models', 'model-versions'])
    expect(server.refusal(`GET ${what}/search`, raw)).toEqual(refused('INVALID_PARAMETER_VALUE', begin));
});

test.each([
  [{ filter: 'odd = true' }, 'Invalid clause(s) in filter string: odd, =, true'],
  [
    { filter: "name = 'iris' AND tags.team != NULL" },
    'Invalid clause(s) in filter string: tags.team, !=, NULL',
  ],
  [{ order_by: 'creation_timestamp DESC' }, "Invalid order by key 'creation_timestamp' specified."],
])('case %#: what is no comparison or no key is told before all else', (raw, begin) => {
  expect(server.refusal('GET registered-models/search', raw)).toEqual(
    refused('INVALID_PARAMETER_VALUE', begin),
  );
});
