import { Chance } from './random.js';
import { isServerStep, LOCAL_STEPS, SERVER_STEPS, type Step } from './steps.js';

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
const REFUSED = 'fatal: unable to access';
/** As git words them. */
const LOST_BEFORE = [
  ...[500, 502, 503, 429].map((status) => `${REFUSED} 'x': The requested URL returned error: ${status}`),
  `${REFUSED} 'x': Failed to connect to github.com port 443: Connection refused`,
  `${REFUSED} 'x': Could not resolve host: github.com`,
  `${REFUSED} 'x': Operation timed out after 300000 milliseconds with 0 bytes received`,
];
const LOST_FETCH = ["fatal: expected 'packfile'", 'fatal: early EOF\nfatal: index-pack failed'];
const LOST_PUSH = [
  'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly\nEverything up-to-date',
  'error: RPC failed; curl 52 Empty reply from server\nfatal: the remote end hung up unexpectedly',
  'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly',
];

/** Faults of one kind, each in its turn, so that all are met however few cases there are. */
type Stratum = (chance: Chance) => Partial<Pick<Scenario, 'base' | 'policy' | 'overlaps'>> & {
  fault?: Omit<Fault, 'writer'>;
  /** A second one, for the same writer. */
  second?: Omit<Fault, 'writer'>;
  job?: WriterPlan['job'];
};

function once(step: Step, wrong: Wrong, times = 1): Omit<Fault, 'writer'> {
  return { step, from: 0, times, wrong };
}

const KILLS: readonly Stratum[] = [...LOCAL_STEPS, ...SERVER_STEPS].flatMap((step) =>
  (['before', 'during', 'after'] as const).map(
    (when): Stratum =>
      (chance) => {
        // The whole command takes some 5 to 30 ms.
        const seconds = chance.between(0, isServerStep(step) ? 25 : 4) / 1000;
        const from =
          step === 'cat-file' ? chance.between(0, 2) : step === 'unpack-objects' ? chance.between(0, 1) : 0;
        return { fault: { ...once(step, { kind: 'kill', when, seconds }), from } };
      },
  ),
);

const LOST: readonly Stratum[] = SERVER_STEPS.flatMap((step) =>
  (['before', 'after'] as const).map(
    (when): Stratum =>
      (chance) => {
        const isPush = step === 'push' || step === 'fold' || step === 'park';
        const said = chance.pick(when === 'before' ? LOST_BEFORE : isPush ? LOST_PUSH : LOST_FETCH);
        return {
          fault: once(step, { kind: 'lost', when, said }, chance.is(0.1) ? 1000 : chance.between(1, 3)),
        };
      },
  ),
);

const DISKS: readonly Stratum[] = (['init', 'fetch', 'bring', 'unpack-objects', 'park'] as const).flatMap(
  (step) =>
    (['limit', 'full'] as const).map(
      (kind): Stratum =>
        () => ({
          fault: once(step, { kind }, 1000),
        }),
    ),
);

const CRASHES: readonly Stratum[] = LOCAL_STEPS.map((step) => () => ({
  fault: once(step, { kind: 'crash' }),
}));

const STALE: readonly Stratum[] = (['fetch', 'poll', 'fetch', 'poll'] as const).map(
  (step, index): Stratum =>
    (chance) => ({
      policy: 'random',
      fault: {
        ...once(step, { kind: 'stale', age: 1 + index }, chance.between(1, 4)),
        from: chance.between(0, 1),
      },
    }),
);

const SLOW: readonly Stratum[] = (['fetch', 'push', 'fold', 'park'] as const).map(
  (step): Stratum =>
    (chance) => ({
      fault: once(
        step,
        { kind: 'slow', ms: chance.pick([5_000, 20_000, 50_000, 200_000]) },
        chance.between(1, 3),
      ),
    }),
);

/** The answer to a push is lost, and what is read next does not show that it was applied. */
const DOUBLES: readonly Stratum[] = (['register', 'append', 'flow'] as const).map(
  (job): Stratum =>
    (chance) => ({
      base: 'ledger',
      job,
      fault: once(
        'push',
        { kind: 'lost', when: 'after', said: chance.pick(LOST_PUSH) },
        chance.between(1, 2),
      ),
      second: {
        ...once('fetch', { kind: 'stale', age: 1 }, chance.between(1, 2)),
        from: job === 'flow' ? chance.between(1, 2) : 1,
      },
    }),
);

const REFUSALS: readonly Stratum[] = [
  ...(['push', 'fold', 'park'] as const).map(
    (step): Stratum =>
      () => ({ fault: once(step, { kind: 'refuse', what: 'branch' }) }),
  ),
  () => ({ fault: once('park', { kind: 'refuse', what: 'inbox' }) }),
];

/** No fault but that writers meet. */
const CROWDS: readonly Stratum[] = [
  () => ({ policy: 'lockstep' }),
  () => ({ policy: 'random' }),
  () => ({ policy: 'random', overlaps: true }),
  () => ({ policy: 'lockstep', overlaps: true, base: 'nothing' }),
];

const PATH_STRATA = [
  KILLS,
  LOST,
  DISKS,
  CRASHES,
  STALE,
  STALE,
  SLOW,
  DOUBLES,
  REFUSALS,
  CROWDS,
  CROWDS,
].flat();

const HTTP_STRATA: readonly Stratum[] = (['fetch', 'push', 'park', 'fold', 'poll'] as const).flatMap((step) =>
  (['GET', 'POST'] as const).flatMap((method) => {
    const service = step === 'fetch' || step === 'poll' ? 'git-upload-pack' : 'git-receive-pack';
    const stratum =
      (how: (chance: Chance) => HttpWrong): Stratum =>
      (chance) => {
        const times = chance.is(0.1) ? 1000 : chance.between(1, 2);
        return { fault: once(step, { kind: 'http', request: { method, service }, how: how(chance) }, times) };
      };
    const status = (when: 'before' | 'after') =>
      stratum((chance) => ({ how: 'status', status: chance.pick([500, 502, 503, 429]), when }));
    return [
      status('before'),
      status('after'),
      stratum(() => ({ how: 'cut', when: 'before' })),
      stratum(() => ({ how: 'cut', when: 'after' })),
      stratum((chance) => ({ how: 'cut-answer', bytes: chance.between(0, 120) })),
      ...(method === 'POST'
        ? [stratum((chance) => ({ how: 'cut-request', bytes: chance.between(0, 600) }))]
        : []),
    ];
  }),
);

const STRATA = {
  path: PATH_STRATA,
  http: [...HTTP_STRATA, ...STALE, ...DOUBLES, ...CROWDS, ...KILLS.filter((_, index) => index % 4 === 0)],
} as const;

export type Driver = keyof typeof STRATA;

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
  const count = isCrowd ? chance.between(2, 4) : chance.pick([1, 1, 1, 2, 2, 3]);
  const writers = Array.from({ length: count }, (_, index) => writerOf(chance, { index, base }));
  const [first, ...others] = writers;
  if (first === undefined) throw new Error('no writer');
  if (needs.race) first.moves = Math.max(1, first.moves);
  if (needs.race && (first.job === 'register' || first.job === 'reindex')) first.job = 'append';
  if (job !== undefined) first.job = job;
  const faults = [fault, second].flatMap((one) => (one === undefined ? [] : [{ ...one, writer: 0 }]));
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

/** What must be so that a writer comes to a step. */
function needsOf(step: Step | undefined): { race?: boolean; base?: Base } {
  if (step === 'poll') return { race: true, base: 'parked' };
  if (step === 'park' || step === 'fold') return { race: true };
  return step === 'bring' ? { base: 'ledger' } : {};
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
  const off = () => (chance.is(0.35) ? chance.between(-30, 30) * HOUR : 0);
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
