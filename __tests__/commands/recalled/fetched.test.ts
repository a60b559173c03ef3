import { recordEndpoint } from '../../../src/commands/endpoints/endpoints.js';
import { fetchRunFiles } from '../../../src/commands/fetch/run-files.js';
import { policy } from '../../core/policy/support.js';
import { DAY, idAt, RecordingLog } from '../../ledger/fixtures.js';
import { FetchSetup } from '../fetch/setup.js';
import { addRecalls, recalled, recallId } from './world.js';

let setup: FetchSetup;
let run: string;

beforeEach(async () => {
  setup = await FetchSetup.start();
  run = await setup.train({ model: { 'weights.bin': 'one' } });
  await setup.register(run, { aliases: ['champion'] });
  await setup.move(1, 'Production');
  await addRecalls(setup.ledger, recalled({ kind: 'run', run_id: run }));
});
afterEach(() => setup.close());

const REFUSES = async () => policy({ recall: { fetch: 'refuse' } });

test('a fetch warns, and the answer names the recall', async () => {
  const fetched = await setup.fetch('models:/clf/Production', {}, { rules: async () => policy({}) });
  expect(fetched.recalled).toEqual([recallId(1)]);
  expect(setup.log.lines.join('\n')).toContain('models:/clf/1: It comes from what is recalled');
});

test('files of a run are brought with a warning, too', async () => {
  const to = { path: `${setup.root}/all`, shown: 'all' };
  const { ledger, log, sources } = setup;
  const deps = { ledger, log, sources, now: Date.now };
  const fetched = await fetchRunFiles({ run, wanted: null, ...to }, { ...deps, rules: REFUSES });
  expect(fetched.recalled).toEqual([recallId(1)]);
  expect(setup.log.lines.join('\n')).toMatch(/run [0-9a-f]{32}: It comes from what is recalled/);
});

test('where the policy refuses, a stage and an alias are refused, and a number is not', async () => {
  for (const uri of ['models:/clf/Production', 'models:/clf@champion'])
    await expect(setup.fetch(uri, {}, { rules: REFUSES })).rejects.toThrow(/^E_RECALLED: .*--allow-recalled/);
  expect(await setup.beside()).toEqual([]);
  for (const [index, uri] of ['models:/clf/1', 'models:/clf/latest'].entries()) {
    const to = { path: `${setup.root}/${index}`, shown: `${index}` };
    expect((await setup.fetch(uri, to, { rules: REFUSES })).recalled).toHaveLength(1);
  }
  const allowed = await setup.fetch('models:/clf@champion', { allowRecalled: true }, { rules: REFUSES });
  expect(allowed.recalled).toHaveLength(1);
  const waived = async () => {
    const waiver = { rule: 'recalled', recall: recallId(1), reason: 'x', by: 'a', expires: '9999-12-31' };
    return policy({ recall: { fetch: 'refuse' }, waivers: [waiver] });
  };
  const to = { path: `${setup.root}/waived`, shown: 'waived' };
  expect((await setup.fetch('models:/clf@champion', to, { rules: waived })).recalled).toHaveLength(1);
});

test('what serves where is recorded with a warning, or is refused the same way', async () => {
  const log = new RecordingLog();
  const facts = { at: '2026-11-22T00:00:00Z', actor: 'octo', ci_run_url: null, newId: () => idAt(DAY, 77) };
  const deploy = (uri: string, allow_recalled = false) =>
    recordEndpoint(
      { endpoint: 'eu', uri, reason: null, allow_archived: false, allow_recalled },
      { ledger: setup.ledger, log, facts, rules: REFUSES },
    );
  await expect(deploy('models:/clf@champion')).rejects.toThrow('E_RECALLED');
  expect((await deploy('models:/clf@champion', true)).serves?.version).toBe(1);
  expect(log.lines.join('\n')).toContain('It comes from what is recalled');
});
