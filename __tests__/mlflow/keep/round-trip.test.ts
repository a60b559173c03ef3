import { join } from 'node:path';
import fc from 'fast-check';
import { openSpool, readSpool } from '../../../src/mlflow/keep/spool.js';
import type { Method } from '../../../src/mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import { findCall } from '../../../src/mlflow/protocol/protocol.js';
import { applyEntry } from '../../../src/mlflow/state/apply.js';
import type { Entry } from '../../../src/mlflow/state/changes.js';
import { emptyState, type State } from '../../../src/mlflow/state/state.js';
import { codePoint } from '../../support/code-points.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

/** Ids of what there is, of which a call takes one by its number. */
interface Pick {
  experiment: string;
  run: string;
  logged: string;
}
type Step = (pick: Pick) => [call: string, raw: object];

const text = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'NaN', 'mlflow.runName', '\ud800', '\u2028', '"\\\n', '__proto__', 'ü😀'),
  fc.string({ unit: codePoint, maxLength: 8 }),
);
const key = fc.constantFrom('a', 'b', 'mlflow.runName', '__proto__', 'constructor', 'ü/1');
const pair = fc.record({ key, value: text });
const pairs = fc.uniqueArray(pair, { maxLength: 3, selector: (one) => one.key });
const value = fc.oneof(
  fc.constantFrom('NaN', 'Infinity', '-Infinity', 0, -0, 5e-324, 1e21),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const metric = fc.record(
  {
    key,
    value,
    timestamp: fc.nat(3),
    step: fc.integer({ min: -2, max: 2 }),
    model_id: fc.constantFrom('m-none', ''),
    dataset_name: text,
  },
  { requiredKeys: ['key', 'value', 'timestamp'] },
);
const dataset = fc.record({
  tags: pairs,
  dataset: fc.record(
    { name: key, digest: key, source_type: text, source: text, schema: text },
    { requiredKeys: [] },
  ),
});
const model = fc.constantFrom('iris', 'rose', '__proto__');
const version = fc.constantFrom('1', '2', '3');
const stage = fc.constantFrom('None', 'Staging', 'Production', 'Archived');

/** A call about something that the step picks when it is run. */
const step = <T>(values: fc.Arbitrary<T>, make: (pick: Pick, values: T) => [string, object]) =>
  values.map(
    (one): Step =>
      (pick) =>
        make(pick, one),
  );
const ofRun = (call: string, fields: fc.Arbitrary<object>) =>
  step(fields, ({ run: run_id }, raw) => [`POST runs/${call}`, { run_id, ...raw }]);
const ofExperiment = (call: string, fields: fc.Arbitrary<object>) =>
  step(fields, ({ experiment: experiment_id }, raw) => [call, { experiment_id, ...raw }]);
const ofModel = (call: string, fields: Record<string, fc.Arbitrary<unknown>>) =>
  step(fc.record({ name: model, ...fields }), (_, raw) => [call, raw]);
const none = fc.constant({});

const steps = fc.oneof(
  step(fc.record({ name: text, tags: pairs }), (_, raw) => ['POST experiments/create', raw]),
  ofExperiment('POST experiments/update', fc.record({ new_name: text })),
  ofExperiment('POST experiments/delete', none),
  ofExperiment('POST experiments/restore', none),
  ofExperiment('POST experiments/set-experiment-tag', pair),
  ofExperiment('POST experiments/delete-experiment-tag', fc.record({ key })),
  ofExperiment('POST runs/create', fc.record({ run_name: text, tags: pairs, start_time: fc.nat() })),
  ofExperiment('POST logged-models', fc.record({ name: key, tags: pairs, params: pairs })),
  ofRun('log-metric', metric),
  ofRun('log-batch', fc.record({ metrics: fc.array(metric, { maxLength: 4 }), params: pairs, tags: pairs })),
  ofRun('log-parameter', pair),
  ofRun('set-tag', pair),
  ofRun('delete-tag', fc.record({ key })),
  ofRun('update', fc.record({ status: fc.nat(6), end_time: fc.nat(), run_name: text }, { requiredKeys: [] })),
  ofRun('delete', none),
  ofRun('restore', none),
  ofRun(
    'log-inputs',
    fc.record({ datasets: fc.array(dataset, { maxLength: 2 }), models: fc.constant([{ model_id: 'x' }]) }),
  ),
  ofRun(
    'outputs',
    fc.record({
      models: fc.array(fc.record({ model_id: key, step: fc.nat(1) }), { minLength: 1, maxLength: 2 }),
    }),
  ),
  step(metric, ({ run: run_id, logged: model_id }, raw) => [
    'POST runs/log-metric',
    { ...raw, run_id, model_id },
  ]),
  step(fc.nat(4), ({ logged }, status) => [`PATCH logged-models/${logged}`, { status }]),
  step(pairs, ({ logged }, tags) => [`PATCH logged-models/${logged}/tags`, { tags }]),
  step(pairs, ({ logged }, params) => [`POST logged-models/${logged}/params`, { params }]),
  step(key, ({ logged }, one) => [`DELETE logged-models/${logged}/tags/${encodeURIComponent(one)}`, {}]),
  step(none, ({ logged }) => [`DELETE logged-models/${logged}`, {}]),
  ofModel('POST registered-models/create', { description: text, tags: pairs }),
  ofModel('POST registered-models/rename', { new_name: model }),
  ofModel('PATCH registered-models/update', { description: text }),
  ofModel('DELETE registered-models/delete', {}),
  ofModel('POST registered-models/set-tag', { key, value: text }),
  ofModel('POST registered-models/alias', { alias: key, version }),
  ofModel('DELETE registered-models/alias', { alias: key }),
  ofModel('POST model-versions/create', { source: fc.constant('s3://b/m'), run_link: text, tags: pairs }),
  ofModel('POST model-versions/transition-stage', {
    version,
    stage,
    archive_existing_versions: fc.boolean(),
  }),
  ofModel('PATCH model-versions/update', { version, description: text }),
  ofModel('DELETE model-versions/delete', { version }),
  ofModel('POST model-versions/set-tag', { version, key, value: text }),
  ofModel('DELETE model-versions/delete-tag', { version, key }),
);

/** Runs calls on a state; those that are refused change nothing. @returns what was changed, as it would be kept */
function play(state: State, calls: readonly { step: Step; pick: number }[]): Entry[] {
  let ids = 0;
  const newId = () => (++ids).toString(16).padStart(32, '0');
  return calls.flatMap(({ step, pick }, index): Entry[] => {
    const one = (map: ReadonlyMap<string, unknown>) => [...map.keys()][pick % map.size] ?? '7';
    const [call, raw] = step({
      experiment: one(state.experiments),
      run: one(state.runs),
      logged: one(state.loggedModels),
    });
    const [method, route = ''] = call.split(' ') as [Method, string];
    const now = 1_000 * (index + 1);
    try {
      const { changes, body } = findCall(method, route, JSON.parse(JSON.stringify(raw))).run({
        state,
        now,
        newId,
      });
      const entry = { at: now, changes };
      applyEntry(state, entry);
      body();
      return changes.length === 0 ? [] : [entry];
    } catch (error) {
      if (error instanceof ProtocolError) return [];
      throw error;
    }
  });
}

/** All of a state in the order that it has, without what is only made for speed. */
function textOf(state: State): string {
  return JSON.stringify(state, (name, item: unknown) => {
    if (name === 'known') return undefined;
    if (item instanceof Map || item instanceof Set) return [...item];
    return Number.isNaN(item) ? 'NaN' : item;
  });
}

let folder: string;
beforeAll(async () => {
  folder = await makeTempDir('round-trip-');
});
afterAll(() => removeDir(folder));

test('what any calls come to is what their entries come to, read back from a file', async () => {
  let files = 0;
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ step: steps, pick: fc.nat(3) }), { minLength: 20, maxLength: 60 }),
      async (calls) => {
        const state = emptyState();
        const entries = play(state, calls);
        for (const { changes } of entries) for (const { type } of changes) seen.add(type);
        const path = join(folder, `${files++}`);
        const spool = await openSpool(path, await readSpool(path), 'f'.repeat(32));
        await Promise.all(entries.map((entry) => spool.append(entry)));
        await spool.close();
        const again = emptyState();
        for (const entry of (await readSpool(path)).entries) applyEntry(again, entry);
        expect(textOf(again)).toBe(textOf(state));
      },
    ),
    { numRuns: 150, seed: 7 },
  );
  // Else the calls would be refused, and nothing be shown.
  expect(seen.size).toBeGreaterThanOrEqual(25);
});
