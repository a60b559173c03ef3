import type { AskEvent } from '../../../src/commands/confirm/ask.js';
import { chosenVersion } from '../../../src/commands/fetch/chosen-version.js';
import { promote } from '../../../src/commands/promote/promote.js';
import { promoteRequestOf } from '../../../src/commands/promote/request.js';
import { UserError } from '../../../src/core/errors.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { versionPath } from '../../../src/ledger/layout.js';
import { Folders } from '../../ledger/fixtures.js';
import { MODEL, pathOf, RegistryWorld } from '../registry/setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const CONFIRMED = { state: 'confirmed', notes: [], conclusion: 'success' } as const;
let world: RegistryWorld;
let repair: ModelEvent;
let asked: ModelEvent[] = [];
/** Version 2 and all about it is disowned. */
beforeEach(async () => {
  asked = [];
  world = await RegistryWorld.served(folders);
  const about2 = (await world.state()).events.filter(({ version }) => version === 2);
  const { events } = await world.repair([versionPath(MODEL, 2), ...about2.map(pathOf)]);
  repair = events[0] as ModelEvent;
});

const saying =
  (answer: Awaited<ReturnType<AskEvent>>): AskEvent =>
  async (event) => {
    asked.push(event);
    return answer;
  };

async function latest(ask?: AskEvent): Promise<number> {
  const asking = { choice: { by: 'latest' }, allowArchived: true, log: world.log } as const;
  const view = await world.ledger.view();
  const { version } = await chosenVersion(view, MODEL, { ...asking, ...(ask === undefined ? {} : { ask }) });
  return version.version;
}

test('what takes the newest version away is asked about before an older one answers', async () => {
  expect(await latest(saying(CONFIRMED))).toBe(1);
  expect(asked).toEqual([repair]);
});

test.each([
  { state: 'contradicted', why: ['names mallory'] } as const,
  { state: 'unknown', why: 'names no workflow run' } as const,
])('where GitHub does not confirm it ($state), no older one answers', async (answer) => {
  const error = await latest(saying(answer)).catch((one: unknown) => one);
  if (!(error instanceof UserError)) throw new Error('an older version answered');
  expect(error.faults).toMatchObject([{ code: 'E_EVENT_UNCONFIRMED', where: pathOf(repair) }]);
  expect(error.message).toContain(String(answer.why));
});

test('nobody is asked where the ledger alone answers, or where a newer version is there', async () => {
  expect(await latest()).toBe(1);
  expect(await world.register()).toBe(3);
  expect(await latest(saying({ state: 'unknown', why: 'x' }))).toBe(3);
  expect(asked).toEqual([]);
});

test('a promotion of the newest is held against GitHub as well', async () => {
  const ask: AskEvent = async ({ type }) =>
    type === 'disowned' ? { state: 'unknown', why: 'names no workflow run' } : CONFIRMED;
  const promoted = (version: string) => {
    const usual = { archiveExisting: null, rollback: false, override: false, dryRun: false };
    const texts = { model: MODEL, version, stage: 'Archived', reason: 'because', ...usual };
    return promote(promoteRequestOf(texts), { ...world.deps(), ask });
  };
  await expect(promoted('latest')).rejects.toThrow('takes a newer version away');
});
