// Actions killed at any of their steps, and what a runner does then. Which step is the seed's; that it is reached no machine promises.

import { addToSummary } from '../../ledger/faults/summary.js';
import { GitHubWorld } from '../../support/github-world.js';
import { removeDir } from '../../support/temp.js';
import { check } from './check.js';
import { type Aim, type Hooks, hooksOf } from './killer.js';
import { type Happened, perform } from './perform.js';
import { KINDS, type Scenario, scenarioOf } from './scenario.js';

/** Cases, and how many have to be killed in them: of all tests, and of `npm run fault`. */
const ROUND = { cases: 2 * KINDS.length, kills: KINDS.length };
const LONG = { cases: 1_100, kills: 900 };
const BATCH = 2 * KINDS.length;
const AT_A_TIME = 2;
/** Milliseconds of one case, at most. */
const MOST_TIME = 120_000;

const { LINEAGE_FAULT_LONG, LINEAGE_FAULT_SEED, LINEAGE_FAULT_FROM, LINEAGE_FAULT_CASES } = process.env;
const wanted = LINEAGE_FAULT_LONG === undefined ? ROUND : LONG;
const first = Number(LINEAGE_FAULT_SEED ?? LINEAGE_FAULT_FROM ?? 0);
const total = LINEAGE_FAULT_SEED === undefined ? Number(LINEAGE_FAULT_CASES ?? wanted.cases) : 1;

let world: GitHubWorld;
let hooks: Hooks;

async function runCase(
  scenario: Scenario,
  name: string,
  aim: Aim,
): Promise<{ happened: Happened; problems: string[] }> {
  const own = await world.another(`octo/${name}`);
  const happened = await perform(scenario, { world: own, hooks, aim });
  const problems = await check(scenario, happened, own);
  await removeDir(own.root);
  return { happened, problems };
}

// Windows has no signals.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('killed actions', () => {
  beforeAll(async () => {
    world = await GitHubWorld.start();
    hooks = hooksOf(world.git);
    await world.artifacts();
  }, 60_000);
  afterAll(() => world.close());

  const killed = new Map<string, number>();
  for (let at = first; at < first + total; at += BATCH) {
    const seeds = Array.from({ length: Math.min(BATCH, first + total - at) }, (_, index) => at + index);
    test(
      `seeds ${at} to ${seeds.at(-1)}: every run recorded once, handed over, or told by the gate to be lost`,
      async () => {
        const bad: string[] = [];
        const waiting = seeds.values();
        const work = async () => {
          for (const seed of waiting) {
            const scenario = scenarioOf(seed);
            let said = '';
            const faults = await runCase(scenario, `seed-${seed}`, scenario).then(
              ({ happened, problems }) => {
                said = happened.said;
                if (happened.killed) killed.set(scenario.kind, (killed.get(scenario.kind) ?? 0) + 1);
                return problems;
              },
              (error: Error) => [error.stack ?? error.message],
            );
            const told = [story(scenario, said), ...faults].join('\n');
            if (faults.length > 0) bad.push(told);
            // A long run is hours from its end.
            if (faults.length > 0 || LINEAGE_FAULT_SEED !== undefined) process.stdout.write(`${told}\n\n`);
          }
        };
        await Promise.all(Array.from({ length: AT_A_TIME }, work));
        expect(world.github.violations).toEqual([]);
        if (bad.length > 0) throw new Error(bad.join('\n\n'));
      },
      BATCH * MOST_TIME,
    );
  }

  if (total >= wanted.cases) {
    test('enough were killed before they came to their end', async () => {
      const kills = [...killed.values()].reduce((sum, one) => sum + one, 0);
      const kinds = Object.fromEntries(killed);
      const seeds = [first, first + total - 1] as const;
      await addToSummary({ suite: 'actions', cases: total, kills, network: 0, seeds, kinds });
      expect(kills).toBeGreaterThanOrEqual(wanted.kills);
      if (LINEAGE_FAULT_LONG !== undefined) expect([...killed.keys()].sort()).toEqual([...KINDS].sort());
    });
  }
});

function story(scenario: Scenario, said: string): string {
  const repeat = `LINEAGE_FAULT_SEED=${scenario.seed} NODE_OPTIONS=--experimental-vm-modules npx jest __tests__/e2e/kills/kills.test.ts`;
  return `${repeat}\n${JSON.stringify(scenario)}\nkilled at: ${said}`;
}
