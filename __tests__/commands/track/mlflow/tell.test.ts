import { tellIds, tellPassed, tellUnkept } from '../../../../src/commands/track/mlflow/tell.js';
import { RecordingLog } from '../../../ledger/fixtures.js';

const models = new Map();
const RUNS = [
  { client_id: 'a', run_id: 'b', models },
  { client_id: 'c', run_id: 'c', models },
];

test('a run whose id is another one in the ledger is told once, and no other', () => {
  const log = new RecordingLog();
  tellIds(RUNS, log);
  expect(log.lines.join('\n')).toMatch(/^[^\n]*MLflow's run a is recorded as b\.$/);
});

test('what was registered past us is told where it was to be held, with the command to type', () => {
  const version = { model: 'my clf', number: 2, storage: '', description: '', tags: new Map(), aliases: [] };
  const passed = ['a', 'of no record'].map((run_id) => ({ ...version, run_id }));
  const told = (mlflow_registry: 'hold' | 'refuse') => {
    const log = new RecordingLog();
    tellPassed({ passed }, RUNS, { request: { mlflow_registry }, log });
    return log.lines;
  };
  expect(told('hold')).toEqual([expect.stringContaining("`lineage-gate register 'my clf' --run b`")]);
  expect(told('refuse')).toEqual([]);
});

test('what was said of a registered model itself is told not to be kept', () => {
  const told = (mlflow_registry: 'hold' | 'refuse') => {
    const log = new RecordingLog();
    tellUnkept({ described: ['my clf'] }, { request: { mlflow_registry }, log });
    return log.lines;
  };
  expect(told('hold')).toEqual([expect.stringContaining("`lineage-gate models describe 'my clf'`")]);
  expect(told('refuse')).toEqual([]);
});
