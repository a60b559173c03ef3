import { EarlierUses } from '../../../src/commands/datasets/earlier-uses.js';
import type { ModelEvent, ModelVersion, RunRecord } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { eventPath, versionPath } from '../../../src/ledger/layout.js';
import {
  adding,
  codeAt,
  DAY,
  datasetOf,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  registered,
  runFile,
  runRecord,
  userRepository,
} from '../../ledger/fixtures.js';
import { gitEnvironment } from '../../support/exec.js';

const folders = new Folders();
afterAll(() => folders.remove());

const D = (digit: string) => `sha256:${digit.repeat(64)}`;

function inputsOf(digest: string | null, changes: Partial<RunRecord['inputs']> = {}): RunRecord['inputs'] {
  const isChanged = changes.changed !== undefined;
  const dataset = {
    ...datasetOf('orders', 'v1', digest),
    scheme: 'file' as const,
    path: 'd.csv',
    ...(isChanged && { changed_during_run: true }),
  };
  const code = { ...codeAt('a'.repeat(40)), ref: 'refs/tags/v1' };
  return { ...runRecord(idAt(DAY)).inputs, datasets: [dataset], code, ...changes };
}

test.each([
  ['went back to the content that counts', D('a'), D('b'), D('a')],
  ['has no digest that counts', null, null, D('b')],
])(
  'of data that changed during the run and %s, a registered run says what it is',
  async (_, digest, begin, end) => {
    const folder = await folders.make();
    await userRepository(folder, gitEnvironment());
    const ledger = localLedger(folder);
    const run_id = idAt(DAY - 60_000, 1);
    const event = { ...registered('clf', 1, null), run_id };
    const bytes = (record: ModelVersion | ModelEvent) => Buffer.from(canonicalJson(record));
    await ledger.write(
      adding(
        await runFile(run_id, { inputs: inputsOf(D('a')) }),
        { path: versionPath('clf', 1), bytes: bytes({ ...modelVersion('clf', 1), run_id }) },
        { path: eventPath('clf', event.event_id), bytes: bytes(event) },
      ),
    );
    const view = await ledger.view();
    const uses = new EarlierUses({ view, repository: null, branch: 'main', log: new RecordingLog() });
    const changed = [{ kind: 'dataset' as const, name: 'orders', path: 'd.csv', begin, end }];
    const judged = runRecord(idAt(DAY), { inputs: inputsOf(digest, { changed }) });
    const { earlier_uses } = await uses.of([judged], []);
    expect(earlier_uses.map(({ run, defines }) => [run.run_id, defines])).toEqual([[run_id, true]]);
  },
);
