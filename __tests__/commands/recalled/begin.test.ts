import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { detectCi } from '../../../src/collect/ci/detect.js';
import { beginRun } from '../../../src/commands/track/begin.js';
import type { TrackRequest } from '../../../src/commands/track/session.js';
import { sha256 } from '../../../src/core/digest.js';
import type { PolicyFile, RecalledEvent } from '../../../src/core/generated/types.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { recallPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { policy } from '../../core/policy/support.js';
import { adding, DAY, Folders, idAt, localLedger, RecordingLog } from '../../ledger/fixtures.js';
import { bareEnvironment } from '../../support/exec.js';
import { initRepository } from '../../support/repository.js';
import { addRecalls, addRuns, dataset, id, recalled, recallId, trained } from './world.js';

const folders = new Folders();
afterAll(() => folders.remove());

/** A run that is about to begin in a repository with a file of orders. */
async function beginning(
  changes: Partial<TrackRequest>,
  {
    recall = 'warn',
    wrap = (ledger) => ledger,
  }: { recall?: 'warn' | 'refuse'; wrap?: (ledger: Ledger) => Ledger },
) {
  const root = await folders.make();
  await mkdir(path.join(root, 'data'), { recursive: true });
  await writeFile(path.join(root, 'data', 'orders.csv'), 'orders');
  await mkdir(path.join(root, 'base'));
  await writeFile(path.join(root, 'base', 'a'), 'a');
  await writeFile(path.join(root, 'data', 'features.csv'), 'features');
  const env = bareEnvironment(root);
  await initRepository(root);
  const request: TrackRequest = {
    ...{ experiment: 'clf', experiment_named: true, run_name: null, command: { run: 'train', shell: null } },
    ...{ workspace: root, cwd: root, tags: '', datasets: '', params: '', metrics: '', artifacts: '' },
    ...{ pictures: '', model: '', model_name: 'clf', flavor: null, record: 'ledger', comment: false },
    ...{ base_models: '', stale: 'allow', mlflow: 'off', mlflow_registry: 'refuse', main_run: 'only' },
    ...changes,
  };
  const log = new RecordingLog();
  const ledger = localLedger(root);
  const ci = await detectCi({
    ...{ env: {}, matrix: '', toolVersion: '0.1.0' },
    ciInfo: async () => ({ id: null, isCI: false }),
  });
  const rules: Omit<PolicyFile, 'version'> = { required_tags: [], recall: { track: recall } };
  const temp = await folders.make();
  const begin = () =>
    beginRun(request, {
      ...{ now: () => DAY, elapsed: () => 0, newId: () => idAt(DAY), log, env, inAction: false, ci, temp },
      ...{ redactor: createRedactor([]), ledger: wrap(ledger), policy: policy(rules), github: null },
    });
  return { begin, ledger, log };
}

const LEAK = recalled(dataset('orders', 'v2.1', [`file ${sha256('orders')}`]));
const WORDS = 'It comes from what is recalled';

test.each<[string, Partial<TrackRequest>, RecalledEvent]>([
  ['data by its name', { datasets: 'orders=v2.1' }, LEAK],
  ['data by its content', { datasets: 'sales=v9 data/orders.csv' }, LEAK],
  ['data that a run made which descends', { datasets: `features=v1 made_by=${id('a')}` }, LEAK],
  ['the tag', { tags: 'dataset_version=users_v1+orders_v2.1' }, LEAK],
  ['a base model', { base_models: `runs:/${id('a')}/m` }, LEAK],
  ['a base model by the bytes at its path', { base_models: 'base' }, LEAK],
  ['data whose bytes came from it', { datasets: 'own=v1 data/features.csv' }, LEAK],
])('%s that is recalled is told, or keeps the run from beginning', async (_, changes, recall) => {
  const warned = await beginning(changes, {});
  const refused = await beginning(changes, { recall: 'refuse' });
  for (const { ledger } of [warned, refused]) {
    await addRuns(
      ledger,
      trained('a', {
        ...{ reads: [{ version: 'v2.1' }], models: [{ path: 'm', files: { a: 'a' } }] },
        data: [{ path: 'features' }],
      }),
    );
    await addRecalls(ledger, recall);
  }
  await warned.begin();
  expect(warned.log.lines.join('\n')).toContain(WORDS);
  await expect(refused.begin()).rejects.toThrow(/E_RECALLED: The run is not begun/);
});

test('what is not recalled begins without a word, and a judge is only told', async () => {
  const sound = await beginning({ datasets: 'orders=v2.2' }, { recall: 'refuse' });
  await addRecalls(sound.ledger, LEAK);
  await sound.begin();
  expect(sound.log.lines.join('\n')).not.toContain('recalled');
  const judged = await beginning({ datasets: 'orders=v2.1 role=validation' }, { recall: 'refuse' });
  await addRecalls(judged.ledger, LEAK);
  await judged.begin();
  expect(judged.log.lines.join('\n')).toContain('It was judged on recalled data');
});

test('a ledger whose recalls cannot be read fails no training that would only be warned', async () => {
  const broken = { path: `${recallPath(recallId(1)).replace(/\/.*/, '')}`, bytes: Buffer.from('no folder') };
  const warned = await beginning({ datasets: 'orders=v2.1' }, {});
  await warned.ledger.write(adding(broken));
  await warned.begin();
  expect(warned.log.lines.join('\n')).toContain('is recalled is not known');
  const refused = await beginning({ datasets: 'orders=v2.1' }, { recall: 'refuse' });
  await refused.ledger.write(adding(broken));
  await expect(refused.begin()).rejects.toThrow('E_LEDGER_RECORD_INVALID');
});
