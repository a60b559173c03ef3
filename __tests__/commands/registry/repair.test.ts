import { UserError } from '../../../src/core/errors.js';
import { eventPath } from '../../../src/ledger/layout.js';
import { damageLines, damageOf } from '../../../src/ledger/read/damage.js';
import { policy } from '../../core/policy/support.js';
import { Folders } from '../../ledger/fixtures.js';
import { addRecalls, recalled } from '../recalled/world.js';
import { MODEL, RegistryWorld, setAlias } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const untrue = { type: 'stage-changed', version: 2, from_stage: 'Staging', to_stage: 'None', reason: null };
const alias = { type: 'alias-set', alias: 'evil' };
let world: RegistryWorld;
beforeEach(async () => {
  world = await RegistryWorld.served(folders);
});

async function refused(work: Promise<unknown>): Promise<UserError> {
  const before = (await world.ledger.view()).commit;
  const error = await work.catch((one: unknown) => one);
  expect((await world.ledger.view()).commit).toBe(before);
  if (!(error instanceof UserError)) throw error;
  return error;
}

test('a model that is whole needs no repair, and a repair that was made is not made again', async () => {
  const before = (await world.ledger.view()).commit;
  expect(await world.propose()).toEqual({ model: MODEL, damage: [], records: [], earlier: [] });
  expect(await world.repair()).toMatchObject({ state: 'done', events: [], commit: null });
  expect((await world.ledger.view()).commit).toBe(before);
  const [path = ''] = await world.forge([untrue]);
  expect(await world.repair()).toMatchObject({
    events: [{ type: 'disowned', version: null, records: [{ path }], reason: 'nobody asked for it' }],
  });
  expect(await world.repair([path])).toMatchObject({ events: [], commit: null });
  const last = (await world.state()).events.at(-1)?.event_id;
  expect(await world.propose()).toMatchObject({
    records: [],
    earlier: [`models/${MODEL}/events/${last}.json`],
  });
});

test('a repair that would leave the model damaged is refused, and says what is left', async () => {
  const [first = '', second = ''] = await world.forge([untrue, { ...alias, version: 9 }]);
  const error = await refused(world.repair([first]));
  expect(error.faults).toMatchObject([{ code: 'E_MODEL_DAMAGED', where: second }]);
  expect((await world.propose([first])).records.map(({ path }) => path)).toEqual([first, second]);
  expect(await world.repair([first, second])).toMatchObject({ state: 'done' });
});

test('what of a chain is proposed in place of its rival says so', async () => {
  const { events } = await world.state();
  const [rival] = await world.forge([alias], events.at(-2));
  const { records } = await world.propose();
  expect(records).toMatchObject([
    { path: rival, rival_of: `models/${MODEL}/events/${events.at(-1)?.event_id}.json` },
  ]);
});

test('a repair needs a reason that fits, records that are there, and a model', async () => {
  await world.forge([untrue]);
  expect((await refused(world.repair([], ' '))).has('E_INPUT_MISSING')).toBe(true);
  expect(String(await refused(world.repair([], 'x'.repeat(2001))))).toContain('2001 characters');
  const wrong = `models/${MODEL}/events/1.json`;
  expect((await refused(world.repair([wrong, 'README.md']))).faults).toMatchObject([
    { code: 'E_INPUT_INVALID', where: 'records' },
    { code: 'E_INPUT_INVALID', where: 'records' },
  ]);
  const secret = await world.repair([], 'token tr0ub4dor-and-three-horses-9');
  expect(secret).toMatchObject({ events: [{ reason: 'token [redacted]' }] });
});

test('the policy is asked who may: the accounts of Production', async () => {
  await world.forge([untrue]);
  const findings = async (rules: Parameters<typeof policy>[0], actor = 'octo') => {
    world.rules = policy({ required_tags: [], ...rules });
    world.actor = actor;
    const before = (await world.ledger.view()).commit;
    const result = await world.repair();
    if (result.state !== 'refused') return [];
    expect((await world.ledger.view()).commit).toBe(before);
    return result.findings.map(({ rule, severity }) => `${severity} ${rule}`);
  };
  expect(
    await findings({ stages: { Staging: { approvals: 1 }, Production: { allowed_actors: ['alice'] } } }),
  ).toEqual(['error stages.Production.allowed_actors']);
  const others = {
    models: { other: { stages: { Production: { approvals: 2 } } } },
    stages: { Staging: { allowed_actors: ['x'] }, Production: { allowed_actors: ['Octo'], approvals: 0 } },
  };
  expect(await findings(others)).toEqual([]);
});

test('thousands of bad records are told by the first ten, with how many more there are', async () => {
  const paths = await world.forge(
    Array.from({ length: 14 }, (_, index) => ({ ...alias, version: 9 + index })),
  );
  const told = await refused(world.promote('1', 'Staging'));
  expect(told.faults).toHaveLength(11);
  expect(told.faults.at(-1)).toMatchObject({
    code: 'E_MODEL_DAMAGED',
    what: expect.stringMatching(/^4 more /),
  });
  expect(damageLines(MODEL, damageOf(MODEL, await world.state())).slice(9)).toEqual([
    expect.stringContaining(paths[9] ?? ''),
    `4 more records are not counted; \`lineage-gate models repair ${MODEL}\` names all.`,
  ]);
  expect((await refused(world.repair(paths.slice(0, 2)))).faults).toHaveLength(11);
  expect((await world.propose()).records).toHaveLength(14);
});

test('what took a stage or an alias from a recalled version is not disowned while the recall is open', async () => {
  const { versions } = await world.state();
  const { run_id = '' } = versions.find(({ version }) => version === 2) ?? {};
  const point = (version: string) => setAlias({ model: MODEL, alias: 'champion', version }, world.deps());
  await point('2');
  await addRecalls(world.ledger, recalled({ kind: 'run', run_id }));
  const moved = await world.promote('1', 'Production');
  const named = await point('1');
  const before = (await world.ledger.view()).commit;
  for (const event of [...moved.events, ...named.events])
    expect(await world.repair([eventPath(MODEL, event.event_id)])).toMatchObject({
      state: 'refused',
      findings: [{ rule: 'recalled', severity: 'error' }],
    });
  expect((await world.ledger.view()).commit).toBe(before);
  await world.forge([untrue]);
  expect(await world.repair()).toMatchObject({ state: 'done' });
});
