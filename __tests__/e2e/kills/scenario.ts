import { Chance } from '../../ledger/faults/random.js';

/** What is killed: each an action as a workflow uses it. */
export const KINDS = [
  'track with a command',
  'track with a command, evidence',
  'track of a job, main step',
  'track of a job, later step',
  'track of a job, post step',
  'track of a job, post step, evidence',
  'register that ends a run',
  'register of a recorded run',
  'publish of one run',
  'publish of several runs',
  "publish of a fork's run",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Scenario {
  seed: number;
  kind: Kind;
  /** What is on the server before: nothing, a ledger, or one with a run that its dead writer has parked. */
  ledger: 'none' | 'there' | 'parked';
  /** Whether the run has a model, whose bytes are uploaded. */
  hasModel: boolean;
  /** Kills at a step of the action's own, or when the git server is asked for something. */
  by: 'own step' | 'git request';
  /** Number of the step or request, from 1. */
  at: number;
  /** Whether the programs that it has started, such as git, die with it. */
  what: 'all' | 'action';
  /** Whether the machine is gone as well, so that no post step runs. */
  losesRunner: boolean;
}

/** Steps of its own that one makes when it is left alone, about; some come to their end before they are killed. */
const STEPS: Readonly<Record<Kind, number>> = {
  'track with a command': 220,
  'track with a command, evidence': 230,
  'track of a job, main step': 90,
  'track of a job, later step': 0,
  'track of a job, post step': 170,
  'track of a job, post step, evidence': 180,
  'register that ends a run': 230,
  'register of a recorded run': 105,
  'publish of one run': 160,
  'publish of several runs': 170,
  "publish of a fork's run": 160,
};
const GIT_REQUESTS = 8;

/** The scenario of a seed: the same one each time. */
export function scenarioOf(seed: number): Scenario {
  const chance = new Chance(seed);
  const kind = KINDS[seed % KINDS.length];
  if (kind === undefined) throw new Error(`${seed} is no seed`);
  const by = chance.is(0.8) ? 'own step' : 'git request';
  return {
    seed,
    kind,
    ledger: chance.pick(['none', 'there', 'parked'] as const),
    hasModel: chance.is(0.5),
    by,
    at: 1 + Math.floor(chance.next() * (by === 'own step' ? STEPS[kind] : GIT_REQUESTS)),
    what: chance.is(0.75) ? 'all' : 'action',
    losesRunner: chance.is(0.25),
  };
}

export const isPublish = ({ kind }: Pick<Scenario, 'kind'>): boolean => kind.startsWith('publish');
