import { runOfCommit } from '../../../src/commands/gate/main-run.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { codeAt, Folders } from '../../ledger/fixtures.js';
import { at, ledgerOf, someRun } from '../../ledger/index/fixtures.js';

const folders = new Folders();
const COMMIT = '3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3';
const ON = { commit: COMMIT, branch: 'main' };

afterAll(() => folders.remove());

const trusted = (run: RunRecord, changes: Partial<RunRecord> = {}): RunRecord => ({
  ...run,
  ...changes,
  inputs: { ...run.inputs, code: { ...codeAt(COMMIT), repository: 'octo/models' } },
  context: { ...run.context, trust: 'trusted', ...changes.context },
});

test('a run is compared with that of the commit it is built on, where that is sound, else with none', async () => {
  const own = someRun({ time: at(9), seed: 9 });
  const base = (seed: number, changes: Partial<RunRecord> = {}) =>
    trusted(someRun({ time: at(3, seed), seed, commit: COMMIT }), changes);
  const sound = base(1, { experiment: own.experiment });
  const of = async (runs: RunRecord[], commit = COMMIT) => {
    const { ledger } = await ledgerOf(folders, runs);
    const view = await ledger.view();
    return runOfCommit(own, { ...ON, commit }, { view, repository: { owner: 'octo', repo: 'models' } });
  };
  expect(await of([sound])).toMatchObject({ runs: [{ run_id: sound.run_id }], reason: 'run of `main`' });
  expect(await of([sound], 'f'.repeat(40))).toBeNull();
  const fork = { context: { ...sound.context, trust: 'fork' as const } };
  for (const unsound of [base(2, { status: 'FAILED' }), base(3, fork), base(4, { experiment: 'other' })]) {
    expect(await of([unsound])).toBeNull();
  }
  const otherLeg = { context: { ...sound.context, matrix: { model: 'other' } } };
  expect(await of([base(5, { experiment: own.experiment, ...otherLeg })])).toBeNull();
}, 60_000);
