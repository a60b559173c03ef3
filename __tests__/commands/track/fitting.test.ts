import { fitting } from '../../../src/commands/track/fitting.js';
import { run as isRecord } from '../../../src/core/generated/validators.js';
import { DAY, idAt, runRecord } from '../../ledger/fixtures.js';

const record = runRecord(idAt(DAY));

test('a record that has room for all of it stays as it is', async () => {
  expect(await fitting(record)).toEqual({ record, cut: [] });
});

test('what the machine and its user call things is cut, with a whole last character', async () => {
  const { working_directory } = record.command;
  const long = {
    ...record,
    command: {
      ...record.command,
      run: `sh ${'img/ä😀.png '.repeat(9_000)}`,
      variables: ['SEED', 'V'.repeat(300)],
    },
    context: { ...record.context, actor: 'u'.repeat(600) },
  };
  const { record: fit, cut } = await fitting(long);
  expect(cut).toEqual(['command.run', 'command.variables.1', 'context.actor']);
  expect(isRecord(fit)).toBe(true);
  expect([...(fit.command.run ?? '')]).toHaveLength(65_536);
  expect(fit.command.run).toMatch(/^sh img\/ä😀\.png .*…$/u);
  expect(fit.command.variables).toEqual(['SEED', `${'V'.repeat(249)}…`]);
  expect(fit.context.actor).toBe(`${'u'.repeat(499)}…`);
  expect(fit.command.working_directory).toBe(working_directory);
  expect(long.context.actor).toHaveLength(600);
});

test('a name that something goes by is not cut', async () => {
  const long = { ...record, experiment: 'e'.repeat(5_000) };
  expect((await fitting(long)).record.experiment).toBe(long.experiment);
});
