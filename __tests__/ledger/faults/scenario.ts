import { Chance } from './random.js';
import type { Step } from './steps.js';
import { type Driver, STRATA } from './strata.js';

/** What a repository holds before the writers come. */
export type Base = 'nothing' | 'ledger' | 'parked';

/** What goes wrong with a command. */
export type Wrong =
  /** The writer is killed. */
  | { kind: 'kill'; when: 'before' | 'during' | 'after'; seconds: number }
  /** The connection: before anything was sent, or once the server has done what was asked. */
  | { kind: 'lost'; when: 'before' | 'after'; said: string }
  /** The disk of the temporary folder is full, in git's words. */
  | { kind: 'full' }
  /** No file may be written, for real. */
  | { kind: 'limit' }
  /** Git is killed, and not the writer. */
  | { kind: 'crash' }
  /** The server shows refs as they were so many changes ago. */
  | { kind: 'stale'; age: number }
  /** Milliseconds that the command takes. */
  | { kind: 'slow'; ms: number }
  /** From now on the server refuses the branch, or parked refs. */
  | { kind: 'refuse'; what: 'branch' | 'inbox' }
  /** Over HTTP only: what becomes of one request of the command. */
  | { kind: 'http'; request: Request; how: HttpWrong };

export interface Request {
  method: 'GET' | 'POST';
  service: 'git-upload-pack' | 'git-receive-pack';
}

export type HttpWrong =
  | { how: 'status'; status: number; when: 'before' | 'after' }
  | { how: 'cut'; when: 'before' | 'after' }
  | { how: 'cut-answer' | 'cut-request'; bytes: number };

export interface Fault {
  /** Index of the writer. */
  writer: number;
  step: Step;
  /** The how manyth such step of the writer is the first that goes wrong, from 0, and how many do. */
  from: number;
  times: number;
  wrong: Wrong;
}

export interface WriterPlan {
  /** `flow`: an append, then a registration of a model of that run, as a job does. */
  job: 'append' | 'register' | 'flow' | 'reindex';
  runs: number;
  hasSeries: boolean;
  /** Writes the runs of the first writer: the same bytes, or others. */
  twin: 'same' | 'other' | null;
  /** Milliseconds that its clock is off, at first and later. */
  clock: readonly [number, number];
  /** How often somebody else changes the branch right before it pushes. */
  moves: number;
  /** Milliseconds. */
  deadlineMs: number;
}

export interface Scenario {
  seed: number;
  base: Base;
  writers: readonly WriterPlan[];
  faults: readonly Fault[];
  /** Whose command is next. */
  policy: 'random' | 'lockstep' | 'solo';
  /** Whether commands that talk to the server overlap; then a seed does not decide all. */
  overlaps: boolean;
  /** Whether whoever comes next works in the folder of the first writer. */
  keepsFolder: boolean;
}

const HOUR = 3_600_000;

/** How many kinds of scenarios there are. Seeds take them in turn. */
export function strataOf(driver: Driver): number {
  return STRATA[driver].length;
}

/** The scenario of a seed: the same one each time. */
export function scenarioOf(driver: Driver, seed: number): Scenario {
  const strata = STRATA[driver];
  const stratum = strata[seed % strata.length];
  if (stratum === undefined) throw new Error(`${seed} is no seed`);
  const chance = new Chance(seed);
  const { fault, second, job, ...changes } = stratum(chance);
  const needs = needsOf(fault?.step);
  const base = changes.base ?? needs.base ?? chance.pick(['nothing', 'ledger', 'ledger', 'parked'] as const);
  const isCrowd = fault === undefined || fault.wrong.kind === 'stale';
  const count = isCrowd ? chance.between(2, 4) : chance.pick([1, 1, 1, 1, 2, 3]);
  const writers = Array.from({ length: count }, (_, index) => writerOf(chance, { index, base }));
  const [first, ...others] = writers;
  if (first === undefined) throw new Error('no writer');
  if (needs.race) first.moves = Math.max(1, first.moves);
  if ((needs.race || needs.isSlow) && (first.job === 'register' || first.job === 'reindex'))
    first.job = 'append';
  first.job = job ?? needs.job ?? first.job;
  const faults = [fault, second].flatMap((one) => (one === undefined ? [] : [{ ...one, writer: 0 }]));
  if (needs.isSlow)
    faults.push({ writer: 0, step: 'fetch', from: 0, times: 1, wrong: { kind: 'slow', ms: 3_000 } });
  if (chance.is(0.25)) {
    const more = chance.pick(strata)(chance).fault;
    if (more !== undefined) faults.push({ ...more, writer: chance.between(0, count - 1) });
  }
  return {
    seed,
    base,
    writers: [first, ...others],
    faults,
    policy: chance.pick(['random', 'lockstep', 'solo'] as const),
    overlaps: false,
    keepsFolder: chance.is(0.2),
    ...changes,
  };
}

interface Needs {
  isSlow?: boolean;
  race?: boolean;
  base?: Base;
  job?: WriterPlan['job'];
}

/** What must be so that a writer comes to a step: its first look shows a crowd by its slowness, its push loses a race. */
function needsOf(step: Step | undefined): Needs {
  if (step === 'push-park') return { isSlow: true, base: 'ledger' };
  if (step === 'poll') return { isSlow: true, race: true, base: 'ledger' };
  if (step === 'park' || step === 'fold' || step === 'list') return { race: true };
  return step === 'bring' ? { base: 'ledger', job: 'register' } : {};
}

function writerOf(chance: Chance, { index, base }: { index: number; base: Base }): WriterPlan {
  const jobs = [
    'append',
    'append',
    'append',
    'append',
    'flow',
    ...(base === 'nothing' ? [] : ['register', 'reindex']),
  ] as const;
  const isTwin = index > 0 && chance.is(0.12);
  const off = () => (chance.is(0.35) ? chance.pick([chance.between(-30, 30), -40 * 24]) * HOUR : 0);
  return {
    job: isTwin ? 'append' : (chance.pick(jobs) as WriterPlan['job']),
    runs: chance.pick([1, 1, 2, 3]),
    hasSeries: chance.is(0.5),
    twin: isTwin ? chance.pick(['same', 'same', 'other'] as const) : null,
    clock: [off(), off()],
    moves: chance.is(0.1) ? chance.between(1, 3) : 0,
    deadlineMs: chance.pick([3_000, 20_000, 60_000, 60_000]),
  };
}
