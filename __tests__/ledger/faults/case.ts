import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { NewRun } from '../../../src/ledger/ledger.js';
import { bareEnvironment } from '../../support/exec.js';
import type { GitServer } from '../../support/git-server.js';
import { removeDir } from '../../support/temp.js';
import { DAY, idAt, remoteLedger } from '../fixtures.js';
import { check } from './check.js';
import { Conductor, type Move } from './conductor.js';
import type { Gate, Order } from './gate.js';
import { Chance } from './random.js';
import { makeRun } from './records.js';
import { BRANCH, INBOX, type Refs } from './repo.js';
import { type Base, type Fault, type Scenario, scenarioOf } from './scenario.js';
import { httpSite, pathSite, type Site } from './site.js';
import { isPush, type ServerStep, type Step } from './steps.js';
import type { Driver } from './strata.js';
import { circumstancesOf, namesOf, outcomesOf } from './tally.js';
import { perform, runsOf, Writer } from './writer.js';

/** Milliseconds that the writers of a case take at most, also on a busy machine. */
export const MOST_TIME = 120_000;

/** What all cases share. */
export interface Lab {
  gate: Gate;
  folder: string;
  /** Repositories to copy. */
  templates: Readonly<Record<Base, { dir: string; runs: readonly NewRun[] }>>;
  server?: GitServer;
}

/** What a case was and what came of it. */
export interface Report {
  scenario: Scenario;
  /** Faults that happened, and outcomes, for the tally. */
  seen: readonly string[];
  /** What is wrong; nothing in a good case. */
  problems: readonly string[];
  /** What happened to each writer in turn, and what it was told. */
  told: readonly string[];
}

export async function runCase(lab: Lab, driver: Driver, seed: number): Promise<Report> {
  const scenario = scenarioOf(driver, seed);
  const folder = join(lab.folder, `${driver}-${seed}`);
  await mkdir(folder, { recursive: true });
  const template = lab.templates[scenario.base];
  const { server } = lab;
  const site =
    driver === 'http' && server !== undefined
      ? await httpSite(server, { name: `octo/case-${seed}`, template: template.dir })
      : await pathSite(folder, template.dir);
  const writers: Writer[] = [];
  for (const [index, plan] of scenario.writers.entries()) {
    const runs = await runsOf(plan, index, writers[0]?.runs ?? []);
    const faults = scenario.faults.filter((fault) => fault.writer === index);
    writers.push(new Writer(index, plan, runs, faults));
  }
  const play = new Play({ lab, scenario, site, folder, writers });
  const problems = await play.perform().then(
    () => judge(play, { before: template.runs, verifies: seed % 5 === 0 }),
    (error: unknown) => [String(error)],
  );
  // What a killed git had started may still write for a moment.
  await site.idle();
  await removeDir(folder);
  await removeDir(site.repo.dir);
  const told = [
    ...play.story,
    ...writers.map(({ index, told: what }) => `writer ${index} was told ${inspect(what)}`),
  ];
  return {
    scenario,
    seen: [...play.seen, ...outcomesOf(writers), ...circumstancesOf(writers)],
    problems,
    told,
  };
}

/** Lets the next writer come, and looks at what there is then. */
async function judge(play: Play, known: { before: readonly NewRun[]; verifies: boolean }): Promise<string[]> {
  const { site, writers } = play.options;
  const parked = play.everParked;
  const refs = site.repo.refs();
  const lostRefs = [...parked].filter((id) => !refs.has(`${INBOX}${id}`));
  const last = await makeRun(idAt(DAY + 60_000, 9_999), { name: 'last', hasSeries: false });
  try {
    await close(play, last);
  } catch (error) {
    return [`the last writer failed: ${error}`];
  }
  return check({ dir: site.repo.dir, writers, last, parked, lostRefs, ...known });
}

interface PlayOptions {
  lab: Lab;
  scenario: Scenario;
  site: Site;
  folder: string;
  writers: readonly Writer[];
}

class Play {
  /** Ids of runs that have been on a parked ref. */
  readonly everParked = new Set<string>();
  readonly seen: string[] = [];
  /** One line for each command that talks to the server. */
  readonly story: string[] = [];
  readonly chance: Chance;
  readonly #conductor: Conductor;
  readonly #history: Refs[] = [];
  readonly #orders = new Map<number, Order>();
  readonly #moves: number[];

  constructor(readonly options: PlayOptions) {
    const { scenario } = options;
    this.chance = new Chance(scenario.seed ^ 0x5bd1e995);
    this.#moves = scenario.writers.map((writer) => writer.moves);
    this.#conductor = new Conductor({
      chance: this.chance.fork(),
      policy: scenario.policy,
      overlaps: scenario.overlaps,
      before: (move) => this.#before(move),
    });
  }

  async perform(): Promise<void> {
    const { lab, site, folder, writers } = this.options;
    const conductor = this.#conductor;
    conductor.enter(writers.length);
    const all = writers.map((writer) =>
      perform(writer, {
        gate: lab.gate,
        site,
        conductor,
        folder,
        chance: this.chance.fork(),
        orderOf: (one, step) => this.#orderOf(one, step),
        onServer: (one) => lab.gate.answer(one.slot, this.#orders.get(one.index) ?? { do: 'run' }),
      }),
    );
    await Promise.race([Promise.all(all), conductor.failed, tooLong()]);
    await site.idle();
    site.reset();
    this.#look();
  }

  #look(): void {
    const refs = this.options.site.repo.refs();
    this.#history.push(refs);
    for (const ref of refs.keys()) if (ref.startsWith(INBOX)) this.everParked.add(ref.slice(INBOX.length));
  }

  async #before({ writer: index, step }: Move): Promise<void> {
    const { site, writers, scenario } = this.options;
    const writer = writers[index];
    if (writer === undefined) throw new Error('no such writer');
    if (!scenario.overlaps) {
      // Nobody may be seen working on what a dead writer has asked for.
      await site.idle();
      site.reset();
    }
    this.#conductor.now += this.chance.between(50, 600);
    const left = this.#moves[index] ?? 0;
    if (left > 0 && isPush(step) && step !== 'park' && site.repo.refs().has(BRANCH)) {
      this.#moves[index] = left - 1;
      await site.repo.change(`${index}-${left}`);
      this.seen.push('branch moved before push');
    }
    this.#look();
    const order = await this.#serverOrderOf(writer, step);
    this.#orders.set(index, order);
    this.story.push(`${this.#conductor.now} ms: writer ${index} ${step} ${inspect(order)}`);
  }

  async #serverOrderOf(writer: Writer, step: ServerStep): Promise<Order> {
    const wrong = writer.faultOf(step);
    if (wrong === undefined) return { do: 'run' };
    const { site } = this.options;
    switch (wrong.kind) {
      case 'stale': {
        const old = this.#history.at(-1 - wrong.age);
        if (old === undefined) return { do: 'run' };
        this.#note(writer, wrong, step);
        return site.showOld(old);
      }
      case 'slow':
        this.#conductor.now += wrong.ms;
        this.#note(writer, wrong, step);
        return { do: 'run' };
      case 'refuse':
        this.#note(writer, wrong, step);
        await site.repo.refuse(wrong.what);
        return { do: 'run' };
      case 'http':
        site.spoil(wrong, () => this.#note(writer, wrong, step));
        return { do: 'run' };
      default:
        return this.#spoiled(writer, step, wrong);
    }
  }

  #orderOf(writer: Writer, step: Step): Order {
    const wrong = writer.faultOf(step);
    return wrong === undefined ? { do: 'run' } : this.#spoiled(writer, step, wrong);
  }

  #spoiled(writer: Writer, step: Step, wrong: Fault['wrong']): Order {
    this.#note(writer, wrong, step);
    const code = isPush(step) ? 1 : 128;
    switch (wrong.kind) {
      case 'kill':
        writer.isDead = true;
        if (wrong.when === 'during') return { do: 'cut-die', seconds: wrong.seconds };
        return { do: wrong.when === 'before' ? 'die' : 'run-die' };
      case 'lost':
        return wrong.when === 'before'
          ? { do: 'fail', code: 128, said: wrong.said }
          : { do: 'run-fail', code, said: wrong.said };
      case 'limit':
        return { do: 'limit' };
      case 'full':
        return { do: 'fail', code: 128, said: 'fatal: write error: No space left on device' };
      case 'crash':
        return { do: 'crash' };
      default:
        throw new Error(`${wrong.kind} is nothing that happens to ${step}`);
    }
  }

  #note(writer: Writer, wrong: Fault['wrong'], step: Step): void {
    writer.suffered.add(wrong.kind);
    this.seen.push(...namesOf(wrong, step));
  }
}

async function tooLong(): Promise<never> {
  await delay(MOST_TIME, undefined, { ref: false });
  throw new Error('the writers have not ended in time');
}

/** The next writer, with which nothing goes wrong: it adds what is parked. */
async function close({ options, chance }: Play, run: NewRun): Promise<void> {
  const { scenario, site, folder } = options;
  await site.repo.refuseNothing();
  const home = join(folder, scenario.keepsFolder ? 'writer-0' : 'last');
  await mkdir(home, { recursive: true });
  let elapsed = 0;
  const ledger = remoteLedger({
    url: site.url,
    token: site.token,
    folder: home,
    env: bareEnvironment(options.lab.folder),
    now: () => DAY + 3_600_000,
    elapsed: () => elapsed,
    random: chance.next,
    sleep: async (ms) => {
      elapsed += ms;
    },
  });
  await ledger.append([run]);
}
