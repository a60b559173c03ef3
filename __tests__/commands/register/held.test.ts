import { type HeldOutcome, heldBack, registerHeld } from '../../../src/commands/register/held.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { namesInUse } from '../../../src/ledger/read/names-in-use.js';
import { readModel } from '../../../src/ledger/read/records.js';
import type { RecordedVersion } from '../../../src/mlflow/held/recorded-versions.js';
import { policy } from '../../core/policy/support.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  modelVersion,
  RecordingLog,
  runFile,
  runRecord,
} from '../../ledger/fixtures.js';
import { initRepository } from '../../support/repository.js';

const folders = new Folders();
afterAll(() => folders.remove());

const ID = idAt(DAY);
const TAGS = { dataset_version: 'orders_v2.1', git_commit: 'abc', triggered_by: 'local' };
let events = 1;

/** A ledger with one run that made two models. */
async function newLedger(): Promise<Ledger> {
  const folder = await folders.make();
  await initRepository(folder);
  const ledger = localLedger(folder);
  const models = [1, 2].map((n) => ({ path: `model-${n}`, manifest: modelVersion(`m${n}`, n).manifest }));
  const { outputs } = runRecord(ID);
  await ledger.write(adding(await runFile(ID, { tags: TAGS, outputs: { ...outputs, models } })));
  return ledger;
}

function version(changes: Partial<RecordedVersion> = {}): RecordedVersion {
  return {
    ...{ model: 'clf', number: 1, run_id: ID, storage: 'mlflow-artifacts:/0/m', run_path: 'model-1' },
    ...{ description: '', tags: new Map(), aliases: [] },
    ...changes,
  };
}

function registered(
  ledger: Ledger,
  versions: readonly RecordedVersion[],
  { rules = policy({}), log = new RecordingLog() }: { rules?: Policy; log?: RecordingLog } = {},
): Promise<HeldOutcome[]> {
  const facts = {
    ...{ at: '2026-11-21T09:30:00Z', actor: 'octo', ci_run_url: null },
    newId: () => idAt(DAY + 1, events++),
  };
  return registerHeld(versions, { ledger, facts, policy: rules, log, redactor: createRedactor([]) });
}

test('each version is registered as the script described it, with its aliases', async () => {
  const ledger = await newLedger();
  const held = version({ description: 'good', tags: new Map([['by', 'ann']]), aliases: ['champion'] });
  const log = new RecordingLog();
  await registered(ledger, [held], { log });
  const model = await readModel(await ledger.view(), 'clf');
  expect(model.versions).toMatchObject([
    { version: 1, run_id: ID, run_path: 'model-1', description: 'good', tags: { by: 'ann' } },
  ]);
  expect(foldModel(model).aliases.get('champion')).toMatchObject({ version: 1 });
  expect(log.lines.join('\n')).not.toContain('What the script knew');
});

test('a number that the ledger has given to another version is told', async () => {
  const ledger = await newLedger();
  const log = new RecordingLog();
  await registered(ledger, [version()]);
  expect(await namesInUse(await ledger.view())).toEqual([{ name: 'clf', number: 1 }]);
  const [outcome] = await registered(ledger, [version({ run_path: 'model-2' })], { log });
  expect(outcome).toMatchObject({ result: { registration: { version: { version: 2 } } } });
  expect(log.lines).toContain('What the script knew as version 1 of clf is version 2.');
});

test('what the policy refuses keeps nothing else from being registered', async () => {
  const ledger = await newLedger();
  const rules = policy({ models: { clf: { metrics: { f1: {} } } } });
  const bad = [version({ run_path: null }), version({ model: 'a/b' }), version({ aliases: ['v1'] })];
  const outcomes = await registered(ledger, [version(), ...bad, version({ model: 'other' })], { rules });
  const said = outcomes.map((outcome) =>
    'error' in outcome ? outcome.error.faults.map(({ code }) => code).join() : outcome.result.verdict,
  );
  expect(said).toEqual(['fail', 'E_MODEL_NOT_FOUND', 'E_NAME_INVALID', 'E_NAME_INVALID', 'pass']);
  expect(await namesInUse(await ledger.view())).toEqual([{ name: 'other', number: 1 }]);
});

test('of a run that went wrong or is not on the ledger nothing is registered, and that is said', () => {
  const log = new RecordingLog();
  const run = { written: {}, notRecorded: null, held: [version()] };
  expect(heldBack({ ...run, record: { status: 'FINISHED' } }, log)).toBeNull();
  expect(log.lines).toEqual([]);
  expect(heldBack({ ...run, record: { status: 'FAILED' } }, log)).toBe('said');
  expect(log.lines.join()).toMatch(/clf.*is not registered.*FAILED/);
  const unsaid = { code: 'E_MLFLOW_MAIN_RUN', what: 'w', where: null, mend: 'm' };
  expect(heldBack({ ...run, record: { status: 'FINISHED', problems: [unsaid] } }, log)).toBe('said');
  expect(log.lines.join()).toMatch(/clf.*is not registered.*`main-run`/);
  const lost = heldBack(
    { ...run, written: null, notRecorded: 'a fork', record: { status: 'FINISHED' } },
    log,
  );
  expect(String(lost)).toMatch(/E_RUN_NOT_FOUND: .*clf.*not on the ledger: a fork/);
});
