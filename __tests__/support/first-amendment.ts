import { firstAmendment } from '../../src/commands/track/amendment/first.js';
import { newRun, type OwnRun } from '../../src/commands/track/write-run.js';
import type { RunRecord } from '../../src/core/generated/types.js';
import { createRedactor, type Redactor } from '../../src/core/redact/redactor.js';
import type { Change } from '../../src/mlflow/state/changes.js';
import { RecordingLog, runRecord } from '../ledger/fixtures.js';
import { MADE, made, runsAfter } from './logged.js';

/** The record of a run that a wrapped command has logged, with the amendment that comes with it. */
export async function wrappedRun(
  run_id: string,
  changes: readonly Change[] = [],
  {
    record = {},
    client = run_id,
    redactor = createRedactor([]),
    experiment_id = '0',
    registers = true,
  }: {
    record?: Partial<RunRecord> /** Id that the client knows. */;
    client?: string;
    redactor?: Redactor;
    experiment_id?: string;
    registers?: boolean;
  } = {},
): Promise<OwnRun & { log: RecordingLog }> {
  const log = new RecordingLog();
  const draft = runRecord(run_id, {
    started_at: new Date(MADE - 1000).toISOString(),
    ended_at: new Date(MADE + 60_000).toISOString(),
    run_name: `run ${client.slice(-2)}`,
    ...record,
  });
  const [logged] = runsAfter(made(client, { 'mlflow.source.name': 'train.py' }, experiment_id), ...changes);
  if (logged === undefined) throw new Error('no run was made');
  const amendment = await firstAmendment(logged, { draft, server: client, registers }, { redactor, log });
  return { record: draft, run: await newRun(draft, [], { amendment }), log };
}
