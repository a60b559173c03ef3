import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { sha256 } from '../../../src/core/digest.js';
import { trace } from '../../../src/core/lineage/trace.js';
import { openLineageEvents } from '../../../src/report/lineage/openlineage.js';
import { graphOf, idOf, ofClone, run, versionOfRun } from '../../core/lineage/world.js';
import { DEFINITIONS, FORMATS, RUN_EVENT } from './openlineage-rules.js';

interface Dataset {
  namespace: string;
  name: string;
  facets: {
    version?: { datasetVersion: string };
    symlinks?: object;
    lineageGate_dataset?: { role: string };
    lineageGate_versions?: { versions: object[] };
  };
}

interface Event {
  eventType: string;
  eventTime: string;
  run: { runId: string; facets: object };
  job: object;
  inputs: Dataset[];
  outputs: Dataset[];
}

const make = run('a', {
  ...{ commit: 'c0ffee', reads: [{ digest: sha256('o') }] },
  data: [{ path: 'features.csv', text: 'f' }],
});
const train = run('b', {
  ...{ at: 5, commit: 'c0ffee', parent: 'a', tags: { dataset_version: 'users_v3' } },
  reads: [
    { name: 'features', version: 'f1', digest: sha256('f'), scheme: 'file' },
    { name: 'holdout', version: '1', role: 'validation' },
    { name: 'shared', version: '2', source: { repository: 'octo/data' } as never },
  ],
  began: [{ uri: 'hf:bert', revision: 'r1' }],
  models: [{ path: 'm', files: { m: 'm' } }],
});
const adapter = run('c', { at: 9, began: [{ uri: 'models:/clf/1', version: '1' }] });
const graph = graphOf([adapter, { ...train, status: 'FAILED' }, { ...make, status: 'KILLED' }], {
  versions: [versionOfRun(1, train)],
  holds: [
    {
      ...{ of: { kind: 'stage', stage: 'Production' }, model: 'clf', version: 1 },
      ...{ since: '2026-01-02T00:00:00Z', record: 'e' },
    },
  ],
});
const commit = 'd'.repeat(40);
const events = openLineageEvents(
  trace(graph, { roots: [{ kind: 'run', run_id: idOf('c') }], direction: 'up' }),
  graph,
  { commit },
) as unknown as Event[];

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: FORMATS });
ajv.addSchema(DEFINITIONS);
ajv.addSchema(JSON.parse(readFileSync('docs/openlineage.v1.schema.json', 'utf8')));

/** Every facet with the schema that it names. */
function facets(value: unknown): { _schemaURL: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(facets);
  return '_schemaURL' in value ? [value as { _schemaURL: string }, ...below] : below;
}

function errorsOf(value: unknown, schema: string) {
  const validate = ajv.getSchema(schema);
  if (validate === undefined) throw new Error(`no schema ${schema}`);
  validate(value);
  return validate.errors ?? [];
}

test('each event and each facet is what its own schema says', () => {
  for (const event of events) expect(errorsOf(event, RUN_EVENT)).toEqual([]);
  const all = facets(events);
  expect(all.length).toBeGreaterThan(15);
  for (const facet of all) expect(errorsOf(facet, facet._schemaURL)).toEqual([]);
});

test('the schemas refuse what is wrong', () => {
  const [event] = events;
  expect(errorsOf({ ...event, run: { runId: idOf('a') } }, RUN_EVENT)).not.toEqual([]);
  expect(errorsOf({ ...event, eventTime: 'yesterday' }, RUN_EVENT)).not.toEqual([]);
  expect(errorsOf({ ...event, producer: 'no URI' }, RUN_EVENT)).not.toEqual([]);
  const [facet] = facets(event);
  expect(errorsOf({ _producer: facet }, facet?._schemaURL ?? '')).not.toEqual([]);
});

test('a run is one event, by how it ended, and what made data comes before who read it', () => {
  expect(events.map(({ eventType, run: { runId } }) => [eventType, runId])).toEqual([
    ['ABORT', '61616161-6161-6161-6161-616161616161'],
    ['FAIL', '62626262-6262-6262-6262-626262626262'],
    ['COMPLETE', '63636363-6363-6363-6363-636363636363'],
  ]);
  expect(events.map(({ eventTime }) => eventTime)).toEqual([make.ended_at, train.ended_at, adapter.ended_at]);
  expect(events[1]?.run.facets).toMatchObject({
    parent: { run: { runId: '61616161-6161-6161-6161-616161616161' }, job: { name: 'clf_orders' } },
    lineageGate_run: { ledgerCommit: commit, code: { repository: 'octo/clf', commit: 'c0ffee' } },
  });
  expect(events[1]?.job).toMatchObject({ namespace: 'lineage-gate://octo/clf', name: 'clf_orders' });
});

const named = (datasets: Dataset[] = []) =>
  datasets.map(({ namespace, name, facets: { version } }) => [namespace, name, version?.datasetVersion]);

test('data is read under the name that its maker gave it, else under that of the record', () => {
  const ours = 'lineage-gate://octo/clf';
  const made = [ours, 'clf_orders/features.csv', sha256('f')];
  const model = [ours, 'clf_orders/m', train.outputs.models[0]?.manifest.digest];
  expect(named(events[0]?.inputs)).toEqual([[ours, 'orders', 'v1']]);
  expect(named(events[0]?.outputs)).toEqual([made]);
  expect(named(events[1]?.inputs)).toEqual([
    made,
    [ours, 'holdout', '1'],
    ['lineage-gate://octo/data', 'shared', '2'],
    [ours, 'users_v3', 'users_v3'],
    [ours, 'hf:bert', 'r1'],
  ]);
  const roles = events[1]?.inputs.map((one) => one.facets.lineageGate_dataset?.role);
  expect(roles).toEqual(['training', 'evaluation', 'training', 'training', undefined]);
  expect(events[1]?.inputs[0]?.facets.symlinks).toMatchObject({
    identifiers: [{ namespace: ours, name: 'features' }],
  });
  expect(named(events[1]?.outputs)).toEqual([model]);
  expect(events[1]?.outputs[0]?.facets.lineageGate_versions?.versions).toEqual([
    { uri: 'models:/clf/1', holds: ['Production'] },
  ]);
  // Of a version that was begun with, the bytes are known by whose output they are.
  expect(named(events[2]?.inputs)).toEqual([model]);
});

test('a repository is one namespace, however clones write its address', () => {
  const namespaces = (...runs: Parameters<typeof graphOf>[0]) => {
    const all = graphOf(runs);
    const roots = [{ kind: 'run' as const, run_id: idOf('b') }];
    const told = openLineageEvents(trace(all, { roots, direction: 'up' }), all, {
      commit,
    }) as unknown as Event[];
    const every = told.flatMap(({ job, inputs, outputs }) => [job as Dataset, ...inputs, ...outputs]);
    return [...new Set(every.map(({ namespace }) => namespace))];
  };
  const [ours, theirs] = ['https://github.com/Octo/clf.git', 'github.com:octo/clf'];
  expect(namespaces(ofClone(ours, make), ofClone(theirs, train))).toEqual([
    'lineage-gate://octo/clf',
    'lineage-gate://octo/data',
  ]);
  expect(namespaces(ofClone('git@gitlab.com:group/sub/models.git', run('b', { reads: [{}] })))).toEqual([
    'lineage-gate://gitlab.com/group/sub/models',
  ]);
});

test('a run without a repository is of the ledger', () => {
  const only = graphOf([run('a', { reads: [{}] })]);
  const roots = [{ kind: 'run' as const, run_id: idOf('a') }];
  expect(openLineageEvents(trace(only, { roots, direction: 'up' }), only, { commit: null })).toMatchObject([
    { job: { namespace: 'lineage-gate://ledger' }, inputs: [{ namespace: 'lineage-gate://ledger' }] },
  ]);
});
