import type { PromoteResult } from '../../../src/commands/promote/deps.js';
import { foldModel, type RegisteredModel, versionInStage } from '../../../src/core/registry/registry.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { readRegistry } from '../../../src/ledger/read/registry.js';
import { move, registerEach, removeLedgers } from '../../commands/promote/setup.js';
import { Remote } from '../remote.js';
import { addToSummary } from './summary.js';

/** `npm run fault -- promotions` runs the long one. */
const ROUNDS = process.env['LINEAGE_FAULT_LONG'] === undefined ? 3 : 50;
type Ask = Parameters<typeof move>[1];
let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(async () => {
  await remote.close();
  await removeLedgers();
});

/** Opens when so many have come. */
function barrier(count: number): () => Promise<void> {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  let come = 0;
  return () => {
    come += 1;
    if (come === count) open();
    return opened;
  };
}

/** A ledger whose first plan is made of the same state as that of whoever else waits: all of them push, and one wins. */
function racing(ledger: Ledger, wait: () => Promise<void>): { ledger: Ledger; plans: () => number } {
  let plans = 0;
  const write: Ledger['write'] = (plan) =>
    ledger.write(async (view) => {
      const planned = await plan(view);
      plans += 1;
      if (plans === 1) await wait();
      return planned;
    });
  return { ledger: { ...ledger, write }, plans: () => plans };
}

/** What two do at once: to move one of those that do not serve, or to go back. */
function pairOf(round: number, before: RegisteredModel): [Ask, Ask] {
  const serving = versionInStage(before, 'Production')?.version;
  const idle = before.versions.map(({ version }) => version).filter((version) => version !== serving);
  const [one, other] = [0, 1].map((offset) => `${idle[(round + offset) % idle.length]}`);
  return [{ version: one }, round % 3 === 2 ? { version: '', rollback: true } : { version: other }];
}

async function race(url: string, pair: readonly Ask[]): Promise<PromoteResult[]> {
  const wait = barrier(2);
  const racers = [racing(await remote.open(url), wait), racing(await remote.open(url), wait)] as const;
  const results = await Promise.all(racers.map(({ ledger }, index) => move(ledger, pair[index] ?? {})));
  // One of them had to think again, so they have raced.
  expect(racers.reduce((sum, { plans }) => sum + plans(), 0)).toBeGreaterThan(2);
  return results;
}

function requireOneOrder(
  before: RegisteredModel,
  after: RegisteredModel,
  results: readonly PromoteResult[],
): void {
  const { damage, holders } = foldModel(after);
  expect([damage, after.strays]).toEqual([[], []]);
  expect(holders.get('Production')).toHaveLength(1);
  // None is lost, and nothing that was there is another now.
  const known = before.events.length;
  expect(after.events.slice(0, known)).toEqual(before.events);
  const ids = (events: readonly { event_id: string }[]) => events.map(({ event_id }) => event_id);
  const added = after.events.slice(known);
  expect(ids(added).sort()).toEqual(ids(results.flatMap(({ events }) => events)).sort());
  const [first, second] = added;
  // Who came second knew who had come first.
  if (second !== undefined && second.version !== first?.version)
    expect(second).toMatchObject({ type: 'stage-changed', archived: [first?.version] });
}

test(`${ROUNDS} rounds of two promotions at once: one order, one version in Production, no event lost`, async () => {
  const { repo, url } = await remote.repository();
  await registerEach(await remote.open(url), [0.9, 0.9, 0.9, 0.9]);
  await move(await remote.open(url), { version: '1' });
  await move(await remote.open(url), { version: '2' });
  const read = async () => readRegistry(await (await remote.open(url)).view(), 'clf');
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await read();
    const results = await race(url, pairOf(round, before));
    requireOneOrder(before, await read(), results);
  }
  await repo.fsck();
  await addToSummary({
    ...{ suite: 'promotions', cases: ROUNDS, kills: 0, network: 0 },
    ...{ seeds: [0, ROUNDS - 1], kinds: {} },
  });
}, 600_000);
