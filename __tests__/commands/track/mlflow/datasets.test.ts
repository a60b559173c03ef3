import { withLoggedDatasets } from '../../../../src/commands/track/mlflow/datasets.js';
import { runTags } from '../../../../src/commands/track/run-tags.js';
import type { Session } from '../../../../src/commands/track/session.js';
import { Faults } from '../../../../src/core/errors.js';
import type { RunRecord } from '../../../../src/core/generated/types.js';
import { runFacts } from '../../../../src/core/lineage/run-facts.js';
import { Matcher } from '../../../../src/core/recall/match.js';
import { beyondLimits } from '../../../../src/core/run-limits.js';
import { runPath } from '../../../../src/ledger/layout.js';
import type { Change } from '../../../../src/mlflow/state/changes.js';
import { datasetOf, runRecord } from '../../../ledger/fixtures.js';
import { idOfRun, made, runsAfter } from '../../../support/logged.js';
import { dataset, recalled } from '../../recalled/world.js';

type Dataset = RunRecord['inputs']['datasets'][number];

const RUN = idOfRun(1);

function data(name: string, digest: string, context?: string, source = '{}'): Change {
  const tags = context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }];
  const datasets = [{ tags, dataset: { name, digest, source_type: 'local', source } }];
  return { type: 'run-inputs-logged', run_id: RUN, datasets, model_ids: [] };
}

function found(own: readonly Dataset[], ...changes: Change[]) {
  const [run] = runsAfter(made(RUN), ...changes);
  if (run === undefined) throw new Error('no run');
  const faults = new Faults();
  return { ...withLoggedDatasets(own, run, faults), faults };
}

/** Name, version and role of each. */
function told(own: readonly Dataset[], ...changes: Change[]) {
  return found(own, ...changes).datasets.map(({ name, version, role }) =>
    role === undefined ? `${name}@${version}` : `${name}@${version} ${role}`,
  );
}

const given = (version: string, more: Partial<Dataset> = {}): Dataset => ({
  ...datasetOf('orders', version, `sha256:${'0'.repeat(64)}`),
  ...more,
});

test("a data set of log_input has MLflow's digest for a version, and a place without secrets", () => {
  const source = '{"uri": "https://me:secret@data.example/o.csv?sig=abc"}';
  const { datasets, also_named } = found([], data('orders', 'ab12', 'training', source));
  expect(datasets).toEqual([
    {
      ...datasetOf('orders', 'ab12'),
      digests: { mlflow: 'ab12' },
      source: { path: 'https://data.example/o.csv' },
    },
  ]);
  expect(also_named).toEqual([]);
});

test('two that a client calls the same have that name, whatever they are for, and differ by their versions', () => {
  const [test, training] = [data('dataset', 'b2', 'testing'), data('dataset', 'a1', 'training')];
  expect(told([], test, training)).toEqual(['dataset@b2 test', 'dataset@a1']);
  expect(told([], training, test)).toEqual(['dataset@a1', 'dataset@b2 test']);
  expect(told([], data('', '', 'eval'), data('', 'c3'))).toEqual([
    'dataset@unknown validation',
    'dataset@c3',
  ]);
});

test.each<[string, string, (string | undefined)[]]>([
  ['what was trained on', 'a@1', ['training', 'validation']],
  ['also where it came last', 'a@1', ['validation', 'test', 'training']],
  ['a use that nobody knows', 'a@1', ['test', 'holdout']],
  ['a use called as something of every object is', 'a@1', ['test', 'constructor']],
  ['a use that is not said', 'a@1', ['test', undefined]],
  ['of two that judge the first', 'a@1 validation', ['eval', 'testing', 'eval']],
])('of several uses of one data set the strictest counts: %s', (_, expected, contexts) => {
  expect(told([], ...contexts.map((context) => data('a', '1', context)))).toEqual([expected]);
});

test('one that the input names gets the digest beside its own, stays as it is, and is named by both versions', () => {
  const own = given('v2.1');
  const { datasets, also_named } = found([own], data('orders', 'ab12', 'train'));
  expect(datasets).toEqual([{ ...own, digests: { mlflow: 'ab12' } }]);
  expect(also_named).toEqual(['orders_ab12']);
  expect(own).not.toHaveProperty('digests');
  expect(told([own], data('orders', 'ab12', 'test'))).toEqual(['orders@v2.1']);
});

test('of several by the name of the input nobody knows which it means, so that each stands for itself', () => {
  const logged = [data('orders', 'b2', 'testing'), data('orders', 'a1', 'training')];
  const { datasets, also_named } = found([given('v1')], ...logged);
  expect(told([given('v1')], ...logged)).toEqual(['orders@v1', 'orders@b2 test', 'orders@a1']);
  expect(datasets[0]).toEqual(given('v1'));
  expect(also_named).toEqual([]);
});

test("MLflow's name for what nobody has named means no data set of the input", () => {
  const own = { ...datasetOf('dataset', 'v1'), role: 'test' as const };
  expect(told([own], data('dataset', 'a1', 'training'))).toEqual(['dataset@v1 test', 'dataset@a1']);
  // But for one that says the very same.
  const same = { ...own, version: 'a1' };
  expect(found([same], data('dataset', 'a1', 'training')).datasets).toEqual([
    { ...datasetOf('dataset', 'a1'), digests: { mlflow: 'a1' } },
  ]);
});

test('what the input says is for tests only was trained on where the script says so by its name', () => {
  const own = given('v1', { role: 'test' });
  expect(told([own], data('orders', 'a1', 'testing'))).toEqual(['orders@v1 test', 'orders@a1 test']);
  expect(told([own], data('orders', 'a1', 'testing'), data('orders', 'a1', 'train'))).toEqual(['orders@v1']);
  expect(told([own], data('orders', 'a1', 'train'))).toEqual(['orders@v1']);
  // No use is said here, and one there.
  expect(told([own], data('orders', 'a1'))).toEqual(['orders@v1 test', 'orders@a1']);
});

test('more than a record holds are a problem of it', () => {
  const { datasets, faults } = found([], ...Array.from({ length: 1001 }, (_, at) => data('d', `${at}`)));
  expect(datasets).toHaveLength(1000);
  expect(faults.list).toMatchObject([{ code: 'E_DATASET_INVALID', what: expect.stringContaining('1001') }]);
});

const SESSION = {
  request: { tags: '' },
  triggered_by: 'local',
  code: null,
} as unknown as Session;

/** What a recall of a version says of a run that logged these. */
async function severities(
  [name, version]: [name: string, version: string],
  { own = [], logged, tags = {} }: { own?: Dataset[]; logged: Change[]; tags?: Record<string, string> },
): Promise<string[]> {
  const read = found(own, ...logged);
  const inputs = { ...read, given: own } as never;
  const faults = new Faults();
  const record = runRecord(RUN, {
    tags: await runTags(SESSION, { scriptTags: tags, inputs }, { faults }),
    inputs: { datasets: read.datasets, code: null, params: {}, seeds: {} },
  });
  expect(faults.list).toEqual([]);
  expect(beyondLimits(record)).toBeUndefined();
  const facts = runFacts(record, runPath(RUN));
  return new Matcher(recalled(dataset(name, version))).hits(record, facts).map(({ severity }) => severity);
}

test('a recall finds what a script logs, whatever it or the input says of it besides', async () => {
  const [test, training] = [data('dataset', 'b2', 'testing'), data('dataset', 'a1', 'training')];
  expect(await severities(['dataset', 'a1'], { logged: [test, training] })).toEqual(['refuse']);
  expect(await severities(['dataset', 'b2'], { logged: [test, training] })).toEqual(['judged-on']);
  const both = [data('a', '1', 'validation'), data('a', '1', 'training')];
  expect(await severities(['a', '1'], { logged: both })).toEqual(['refuse']);
  expect(await severities(['a', '1'], { logged: both, tags: { dataset_version: 'clean_v1' } })).toEqual([
    'refuse',
  ]);
  const own = [given('v1')];
  for (const version of ['v1', 'ab12'])
    expect(await severities(['orders', version], { own, logged: [data('orders', 'ab12')] })).toEqual([
      'refuse',
    ]);
  const judge = { own: [given('v1', { role: 'test' })], logged: [data('orders', 'ab12', 'test')] };
  for (const version of ['v1', 'ab12'])
    expect(await severities(['orders', version], judge)).toEqual(['judged-on']);
});
