import { readLineage } from '../../src/commands/lineage/read-lineage.js';
import { recordedId } from '../../src/commands/track/mlflow/recorded-id.js';
import { digitsOfRecord } from '../../src/core/ids.js';
import { parseReference } from '../../src/core/lineage/reference.js';
import { trace } from '../../src/core/lineage/trace.js';
import { findRun } from '../../src/ledger/find-run.js';
import { FetchSetup } from '../commands/fetch/setup.js';
import { adding, DAY, idAt, runFile, runRecord } from './fixtures.js';

const CLIENT = 'c'.repeat(32);
const TWICE = 'd'.repeat(32);
let setup: FetchSetup;
beforeAll(async () => {
  setup = await FetchSetup.start();
});
afterAll(() => setup.close());

test('a run is found by its own id, its beginning and the id that its client knew; also by a URI', async () => {
  const tags = { 'mlflow.runId': CLIENT };
  const id = await setup.train({ model: { MLmodel: 'x' }, changes: { tags } });
  const other = await setup.train({ changes: { tags: { 'mlflow.runId': TWICE } } });
  const second = await setup.train({ changes: { tags: { 'mlflow.runId': TWICE } } });
  const view = await setup.ledger.view();
  for (const text of [id, id.slice(0, 12), CLIENT, CLIENT.toUpperCase()])
    expect([text, await findRun(view, text)]).toEqual([text, id]);
  // Its own id counts before all others.
  expect(await findRun(view, other)).toBe(other);
  const both = new RegExp(`${second} and ${other}`);
  await expect(findRun(view, TWICE)).rejects.toMatchObject({
    faults: [{ code: 'E_RUN_AMBIGUOUS', what: expect.stringMatching(both) }],
  });
  for (const text of ['e'.repeat(32), CLIENT.slice(0, 12)])
    await expect(findRun(view, text)).rejects.toMatchObject({ faults: [{ code: 'E_RUN_NOT_FOUND' }] });
  expect(await setup.fetch(`runs:/${CLIENT}/out/model`)).toMatchObject({ run_id: id });
});

/** The first run of a script has the id of its command, which is recorded under it where it is another run's. */
test('an id that a client knew another run by than the record is of means neither, and the message has both', async () => {
  const command = await setup.train({ model: { MLmodel: 'of the command' } });
  const session = { run_id: command, started_at_ms: 0 };
  const other = recordedId(command, { session, command: session, main: null });
  const context = { ...runRecord(other).context, command_run: command };
  const tags = { 'mlflow.runId': command };
  const write = (changes: object) => runFile(other, { tags, context, ...changes });
  // Of another command, or under another id, it says nothing about this one.
  const foreign = { tags, context: { ...context, command_run: idAt(DAY, 9) } };
  await setup.ledger.write(adding(await runFile(idAt(DAY, 8), foreign)));
  expect(await findRun(await setup.ledger.view(), command)).toBe(command);
  await setup.ledger.write(adding(await write({})));
  const view = await setup.ledger.view();
  const faults = [
    {
      code: 'E_RUN_AMBIGUOUS',
      what: expect.stringContaining(other),
      mend: expect.stringContaining(digitsOfRecord(command)),
    },
  ];
  for (const text of [command, command.toUpperCase()])
    await expect(findRun(view, text)).rejects.toMatchObject({ faults });
  await expect(setup.fetch(`runs:/${command}/out/model`)).rejects.toMatchObject({ faults });
  const asked = (text: string) =>
    readLineage(
      {
        asked: { by: 'reference', reference: parseReference(text) },
        direction: 'up',
        trace: (graph, roots) => trace(graph, { roots, direction: 'up', most: 10 }),
      },
      { view, log: setup.log },
    );
  for (const text of [`runs:/${command}`, command])
    await expect(asked(text)).rejects.toMatchObject({ faults });
  expect(await findRun(view, other)).toBe(other);
  expect(await findRun(view, digitsOfRecord(command))).toBe(command);
  expect((await asked(other)).roots).toMatchObject([{ kind: 'run', run_id: other }]);
});
