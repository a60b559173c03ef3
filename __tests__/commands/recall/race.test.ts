import { setTimeout as sleep } from 'node:timers/promises';
import { decide } from '../../../src/commands/promote/decide.js';
import { decisionOf } from '../../../src/commands/promote/decision.js';
import type { PromoteResult } from '../../../src/commands/promote/deps.js';
import { recall } from '../../../src/commands/recall/recall.js';
import { recallRequestOf } from '../../../src/commands/recall/request.js';
import { eventPath, recallPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { policy } from '../../core/policy/support.js';
import { datasetOf } from '../../ledger/fixtures.js';
import { Remote } from '../../ledger/remote.js';
import { depsOf, move, registerEach } from '../promote/setup.js';

/** More of them by hand: `LINEAGE_RACE_ROUNDS=50`, and `LINEAGE_RACE_FROM` for the round that failed. */
const ROUNDS = Number(process.env['LINEAGE_RACE_ROUNDS'] ?? 4);
const FROM = Number(process.env['LINEAGE_RACE_FROM'] ?? 1);
const APPROVED = policy({ required_tags: [], stages: { Production: { approvals: 1 } } });

let remote: Remote;
beforeAll(async () => {
  remote = await Remote.start();
}, 60_000);
afterAll(() => remote.close());

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** A ledger whose first plan is begun, and whose first push is made, that much later, in milliseconds. */
function slow(ledger: Ledger, before: number, after: number): Ledger {
  let isFirst = true;
  return {
    ...ledger,
    write: async (plan) => {
      await sleep(before);
      return ledger.write(async (view) => {
        const planned = await plan(view);
        if (isFirst) await sleep(after);
        isFirst = false;
        return planned;
      });
    },
  };
}

/** Moves the version, by the one approval that its request waits for or at once. */
async function promoting(model: string, ledgers: { first: Ledger; slow: Ledger }, isAsked: boolean) {
  const words = { model, reason: 'better' };
  if (!isAsked) return () => move(ledgers.slow, words);
  const { request } = await move(ledgers.first, words, { rules: APPROVED });
  const approve = request?.event.event_id ?? '';
  const texts = { approve, reject: '', cancel: '', model: '', version: '', stage: '', reason: '' };
  const decision = decisionOf({ ...texts, dryRun: false });
  if (decision === null) throw new Error('no decision');
  const person = { login: 'alice', id: null, type: null };
  const deps = depsOf(ledgers.slow, { rules: APPROVED, actor: 'alice' });
  const deciders = async () => [{ person, evidence: { via: 'local' as const } }];
  return () => decide(decision, { ...deps, deciders });
}

/** @returns what became of the promotion */
async function round(seed: number): Promise<PromoteResult['state']> {
  const random = randomOf(seed);
  const delay = () => Math.floor(random() * 400);
  const { repo, url } = await remote.repository();
  const first = await remote.open(url);
  const [model, version] = [`clf-${seed}`, `v${seed}`];
  await registerEach(first, [0.9], { name: model, datasets: [datasetOf('orders', version)] });
  const [one, other] = [await remote.open(url), await remote.open(url)];
  const promote = await promoting(model, { first, slow: slow(one, delay(), delay()) }, random() < 0.5);
  const request = recallRequestOf({
    ...{ what: `dataset:orders@${version}`, reason: 'leak', severity: '', discoveredAt: '', incident: '' },
    ...{
      contact: '',
      name: '',
      onlyName: false,
      onlyDigest: '',
      repository: '',
      allRepositories: false,
      dryRun: false,
    },
  });
  const { ask: _, ...deps } = depsOf(slow(other, delay(), delay()));
  const place = { cwd: process.cwd(), env: {} };
  const [recalled, promoted] = await Promise.all([recall(request, { ...deps, place }), promote()]);
  expect(recalled.already).toBeNull();
  const added = async (path: string) =>
    (await repo.git(['log', '--format=%H', '--diff-filter=A', 'refs/heads/lineage', '--', path]))
      .toString()
      .trim();
  const order = (await repo.git(['rev-list', '--reverse', 'refs/heads/lineage'])).toString().split('\n');
  const at = order.indexOf(await added(recallPath(recalled.event.event_id)));
  expect(at).toBeGreaterThan(0);
  for (const event of promoted.events) {
    if (event.type !== 'stage-changed') continue;
    // What was given before the recall is named by it, and what comes after it is not given.
    expect(order.indexOf(await added(eventPath(model, event.event_id)))).toBeLessThan(at);
    expect(recalled.event.affected.versions).toEqual([{ model, version: 1 }]);
  }
  if (promoted.state === 'refused')
    expect(promoted.judgement.findings.map(({ rule }) => rule)).toContain('recalled');
  return promoted.state;
}

test('nothing that comes from it is promoted, or approved, after the commit of a recall that races with it', async () => {
  const states: Record<string, number> = {};
  for (let seed = FROM; seed < FROM + ROUNDS; seed += 1) {
    try {
      const state = await round(seed);
      states[state] = (states[state] ?? 0) + 1;
    } catch (error) {
      throw new Error(`LINEAGE_RACE_FROM=${seed} LINEAGE_RACE_ROUNDS=1 repeats it`, { cause: error });
    }
  }
  expect(Object.keys(states).filter((state) => state !== 'done' && state !== 'refused')).toEqual([]);
  if (ROUNDS > 4) process.stderr.write(`${JSON.stringify(states)}\n`);
}, 600_000);
