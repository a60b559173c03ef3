// Writers that are processes of their own, killed at any moment with SIGKILL. The moments are not the seed's, only how long is waited.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Compiled, compileSource } from '../../support/compiled.js';
import { DAY, idAt, remoteLedger } from '../fixtures.js';
import type { Lab } from './case.js';
import { check } from './check.js';
import { openLab } from './lab.js';
import { ProcessWriter } from './process.js';
import { Chance } from './random.js';
import { makeRun } from './records.js';
import { INBOX } from './repo.js';
import { httpSite, pathSite, type Site } from './site.js';
import { addToSummary } from './summary.js';
import { Writer } from './writer.js';

/** How many have to be killed before they are told anything; the second is what `npm run fault` asks for. */
const KILLED = process.env['LINEAGE_FAULT_LONG'] === undefined ? 12 : 100;
const AT_A_TIME = 2;
/** Milliseconds that a writer is left alone, at most; undisturbed and alone it takes some 300, beside others a multiple: later cases wait longer. */
const LONGEST = 350;
const PLAN = {
  job: 'append',
  runs: 1,
  hasSeries: true,
  twin: null,
  clock: [0, 0],
  moves: 0,
  deadlineMs: 60_000,
} as const;

let lab: Lab & { close: () => Promise<void> };
let compiled: Compiled;
interface Killed {
  seed: number;
  /** How many were killed before they were told anything. */
  killed: number;
  /** How many of the runs of those are on the branch. */
  landed: number;
  problems: readonly string[];
}

async function runCase(seed: number): Promise<Killed> {
  const chance = new Chance(seed);
  const folder = join(lab.folder, `killed-${seed}`);
  const template = lab.templates[chance.pick(['ledger', 'parked'] as const)];
  const { server } = lab;
  const site =
    server !== undefined && seed % 2 === 0
      ? await httpSite(server, { name: `octo/killed-${seed}`, template: template.dir })
      : await mkdir(folder, { recursive: true }).then(() => pathSite(folder, template.dir));
  const writers = await Promise.all(
    Array.from({ length: chance.pick([1, 1, 2, 3]) }, async (_, index) => {
      const run = await makeRun(idAt(DAY, 100 + index), { name: `writer-${index}`, hasSeries: true });
      return new Writer(index, PLAN, [run], []);
    }),
  );
  const longest = LONGEST * Math.ceil(seed / 12);
  await perform(writers, { site, folder, chance, longest });
  await site.idle();
  const parked = new Set(
    [...site.repo.refs().keys()].filter((ref) => ref.startsWith(INBOX)).map((ref) => ref.slice(INBOX.length)),
  );
  const last = await makeRun(idAt(DAY, 9_999), { name: 'last', hasSeries: false });
  await mkdir(join(folder, 'last'), { recursive: true });
  const ledger = remoteLedger({ url: site.url, token: site.token, folder: join(folder, 'last') });
  await ledger.append([last]);
  const outcome = { before: template.runs, writers, last, parked, lostRefs: [] };
  const problems = await check({ dir: site.repo.dir, ...outcome, verifies: true });
  const dead = writers.filter((writer) => writer.isDead);
  const tree = (await site.repo.git(['ls-tree', '-r', '--name-only', 'lineage'])).toString();
  const landed = dead.filter((writer) => tree.includes(writer.runs[0]?.run_id ?? '-')).length;
  return { seed, killed: dead.length, landed, problems };
}

/** Lets all begin at once, and kills the first one. */
async function perform(
  writers: readonly Writer[],
  { site, folder, chance, longest }: { site: Site; folder: string; chance: Chance; longest: number },
): Promise<void> {
  const processes = await Promise.all(
    writers.map(async (writer) => {
      const own = join(folder, writer.token);
      await mkdir(own, { recursive: true });
      const { runs } = writer;
      return ProcessWriter.start({
        source: compiled.folder,
        url: site.url,
        token: site.token,
        folder: own,
        runs,
      });
    }),
  );
  for (const one of processes) one.begin();
  await delay(chance.between(0, longest));
  await processes[0]?.kill(chance.pick(['writer', 'all'] as const));
  for (const [index, one] of processes.entries()) {
    const told = await one.told();
    const writer = writers[index];
    if (writer === undefined) throw new Error('no such writer');
    writer.isDead = told === undefined;
    if (told?.commit !== undefined) writer.told = { append: { commit: told.commit } };
    if (told?.error !== undefined) throw new Error(`writer ${index}: ${told.error}`);
  }
}

// Windows has no signals, and no `ps`.
const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('writers that are processes', () => {
  beforeAll(async () => {
    lab = await openLab(true);
    compiled = await compileSource();
  });
  afterAll(async () => {
    await lab.close();
    await compiled.remove();
  });

  test('killed writers: nothing lost, doubled or half-written', async () => {
    const results: Killed[] = [];
    const sum = (what: 'killed' | 'landed') => results.reduce((all, one) => all + one[what], 0);
    let next = 0;
    const work = async () => {
      // Some of them must have died before they had done anything, others after.
      const isEnough = () => sum('killed') >= KILLED && sum('landed') > 0 && sum('landed') < sum('killed');
      while (!isEnough() && next < 10 * KILLED) {
        next += 1;
        const result = await runCase(next);
        results.push(result);
        if (result.problems.length > 0) throw new Error(`case ${result.seed}: ${result.problems.join('\n')}`);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
    const seeds = [1, next] as const;
    const cases = results.length;
    await addToSummary({ suite: 'writers', cases, kills: sum('killed'), network: 0, seeds, kinds: {} });
    expect(sum('killed')).toBeGreaterThanOrEqual(KILLED);
    expect(sum('landed')).toBeGreaterThan(0);
    expect(sum('landed')).toBeLessThan(sum('killed'));
  }, 1_800_000);
});
