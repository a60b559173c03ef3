import { type AliasTexts, askedAliasesOf } from '../../../src/commands/registry/alias-request.js';
import { type AliasDeps, changeAliases } from '../../../src/commands/registry/aliases.js';
import { UserError } from '../../../src/core/errors.js';
import type { EventOrigin } from '../../../src/core/generated/types.js';
import type { Confirmation } from '../../../src/core/registry/confirm/attempt.js';
import { Folders } from '../../ledger/fixtures.js';
import { MODEL, RegistryWorld } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const model = MODEL;
let world: RegistryWorld;
beforeEach(async () => {
  world = await RegistryWorld.served(folders);
});

const change = (version: string | null, set: string[], remove: string[], more: Partial<AliasDeps> = {}) =>
  changeAliases({ model, version, set, remove }, { ...world.deps(), ...more });
const aliases = async () =>
  Object.fromEntries([...(await world.fold()).aliases].map(([name, { version }]) => [name, version]));
async function faults(work: Promise<unknown>): Promise<string[]> {
  const error = await work.catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw error;
  return error.faults.map(({ code, what, where }) => `${code} (${where}): ${what}`);
}

const BY: EventOrigin = {
  ...{ actor_id: '1', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r' },
  ...{ ref: 'refs/heads/main', commit: 'c'.repeat(40), workflow_ref: 'o/r/p.yml@refs/heads/main' },
  ...{ ci_run_id: '7', ci_run_attempt: 1 },
};

test('aliases are set and taken away by one commit, or not at all', async () => {
  await change('1', ['champion', 'old'], []);
  const before = (await world.ledger.view()).commit;
  const tried = await changeAliases(
    { model, version: 'latest', set: ['champion'], remove: ['old'], dry_run: true },
    world.deps(),
  );
  expect(tried).toMatchObject({
    version: 2,
    commit: null,
    events: [{ alias: 'old' }, { alias: 'champion' }],
  });
  expect(await faults(change('2', ['champion', 'a/b'], ['old', 'never']))).toEqual([
    expect.stringContaining('"a/b" holds'),
  ]);
  expect(await faults(change('2', ['champion'], ['old', 'never', 'nowhere']))).toEqual([
    'E_VERSION_NOT_FOUND (argument ALIAS): "clf" has no alias "never"',
    'E_VERSION_NOT_FOUND (argument ALIAS): "clf" has no alias "nowhere"',
  ]);
  expect((await world.ledger.view()).commit).toBe(before);
  const changed = await change('latest', ['@champion', 'champion', 'Old'], ['@old']);
  expect(changed.events).toMatchObject([
    { type: 'alias-deleted', alias: 'old', version: 1 },
    { type: 'alias-set', alias: 'champion', version: 2 },
    // The one that it looks like is gone by then.
    { type: 'alias-set', alias: 'Old', version: 2 },
  ]);
  expect(await aliases()).toEqual({ champion: 2, Old: 2 });
  expect((await change(null, [], ['champion', 'Old'])).version).toBe(2);
  expect(await aliases()).toEqual({});
  expect((await world.fold()).damage).toEqual([]);
  expect((await world.verify()).valid).toBe(true);
});

const texts = (more: Partial<AliasTexts>): AliasTexts => ({
  ...{ model: 'clf', version: '', aliases: '', removeAliases: '', unused: {}, dryRun: false },
  ...more,
});

test('inputs name aliases as those of register do, and all that is wrong with them is told at once', async () => {
  expect(await askedAliasesOf(texts({ aliases: ' champion,\n@stable # x\n#y\n' }))).toEqual({
    ...{ kind: 'aliases', model: 'clf', version: 'latest', remove: [], dry_run: false },
    set: ['champion', 'stable # x'],
  });
  // What the workflow's input is by default says nothing.
  expect(await askedAliasesOf(texts({ version: 'latest', removeAliases: 'Production' }))).toMatchObject({
    ...{ version: null, remove: ['Production'] },
  });
  expect(await askedAliasesOf(texts({ aliases: ' ,\n# none', unused: { stage: 'Staging' } }))).toBeNull();
  const unused = { stage: 'Staging', approve: 'x', rollback: 'true', repair: 'false', endpoint: '' };
  const wrong = { model: '', version: 'clf', aliases: 'v1, a, a/b', removeAliases: 'a', unused };
  expect(await faults(askedAliasesOf(texts(wrong)))).toEqual([
    'E_INPUT_MISSING (input model): `model` is empty',
    'E_INPUT_INVALID (input version): `version` is "clf"',
    'E_INPUT_INVALID (input stage): `stage` is given, and a change of aliases has no use for it',
    'E_INPUT_INVALID (input approve): `approve` is given, and a change of aliases has no use for it',
    'E_INPUT_INVALID (input rollback): `rollback` is given, and a change of aliases has no use for it',
    expect.stringContaining('E_NAME_INVALID (input aliases): The alias "v1" would be taken for a version'),
    expect.stringContaining('E_NAME_INVALID (input aliases): "a/b" holds'),
    'E_INPUT_INVALID (input remove-aliases): The alias "a" is to be set and to be taken away',
  ]);
  expect(await faults(askedAliasesOf(texts({ version: '3', removeAliases: 'a' })))).toEqual([
    expect.stringContaining('E_INPUT_INVALID (input version): `version` is "3", and aliases are taken away'),
  ]);
});

describe('where GitHub is asked', () => {
  const CONFIRMED: Confirmation = { state: 'confirmed', notes: [], conclusion: 'success' };
  /** What names a workflow run is confirmed. */
  const ask: AliasDeps['ask'] = async ({ by }) =>
    by === undefined ? { state: 'contradicted', why: ['was pushed by hand'] } : CONFIRMED;
  const inJob = (more: Partial<AliasDeps> = {}, by = BY) => {
    const deps = world.deps();
    return { ...deps, facts: { ...deps.facts, by }, ask, isOnce: true, ...more };
  };

  test('an alias that nobody confirms is set once more, and names no version', async () => {
    await change('1', ['champion'], []);
    expect(await faults(change('@champion', ['other'], [], inJob()))).toEqual([
      expect.stringMatching(/^E_VERSION_NOT_FOUND .*no alias `champion`/),
    ]);
    expect((await change('1', ['champion'], [], inJob())).events).toMatchObject([
      { type: 'alias-set', alias: 'champion', version: 1, by: { ci_run_id: '7' } },
    ]);
    expect((await change('1', ['champion'], [], inJob())).events).toEqual([]);
    expect((await change('@champion', ['other'], [], inJob())).version).toBe(1);
    // Taken away by a forged event, it is there for whoever asks GitHub.
    await change(null, [], ['champion']);
    expect(await faults(change(null, [], ['champion'], inJob()))).toEqual([
      expect.stringMatching(/^E_EVENT_UNCONFIRMED .*was pushed by hand/),
    ]);
    expect((await world.fold()).damage).toEqual([]);
  });

  test('a later attempt of a run writes nothing, and what the first has done is done', async () => {
    const again = { ...BY, ci_run_attempt: 2 };
    await change('1', ['champion', 'old'], [], inJob());
    expect(await faults(change('2', ['champion'], [], inJob({}, again)))).toEqual([
      expect.stringMatching(/^E_RERUN /),
    ]);
    expect(await faults(change(null, [], ['old'], inJob({}, again)))).toEqual([
      expect.stringMatching(/^E_RERUN /),
    ]);
    await change('2', ['champion'], ['old'], inJob());
    expect((await change('2', ['champion'], ['old'], inJob({}, again))).events).toEqual([]);
    const other = { ...again, ci_run_id: '8' };
    expect(await faults(change(null, [], ['old'], inJob({}, other)))).toEqual([
      expect.stringMatching(/^E_VERSION_NOT_FOUND /),
    ]);
    expect(await aliases()).toEqual({ champion: 2 });
  });
});

test('a move warns of aliases that are left with a version which it archives', async () => {
  await world.promote('1', 'Production');
  await change('1', ['champion'], []);
  const findings = async (version: string, stage: string) =>
    (await world.promote(version, stage)).judgement.findings;
  expect(await findings('2', 'Staging')).toEqual([]);
  expect(await findings('2', 'Production')).toMatchObject([
    { rule: 'aliases.archived', severity: 'warning', subject: 'champion' },
  ]);
  const [again] = await findings('1', 'Archived');
  expect(again?.message).toBe(
    `The alias \`champion\` of \`${model}\` stays with version 1, which this archives`,
  );
});
