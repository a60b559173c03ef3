import type { Chance } from './random.js';
import type { Fault, HttpWrong, Scenario, WriterPlan, Wrong } from './scenario.js';
import { isPush, isServerStep, LOCAL_STEPS, SERVER_STEPS, type Step } from './steps.js';

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
export type Stratum = (chance: Chance) => Partial<Pick<Scenario, 'base' | 'policy' | 'overlaps'>> & {
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
        // One `cat-file` answers all questions of a busy writer.
        const from = step === 'unpack-objects' ? chance.between(0, 1) : 0;
        return { fault: { ...once(step, { kind: 'kill', when, seconds }), from } };
      },
  ),
);

const LOST: readonly Stratum[] = SERVER_STEPS.flatMap((step) =>
  (['before', 'after'] as const).map(
    (when): Stratum =>
      (chance) => {
        const said = chance.pick(when === 'before' ? LOST_BEFORE : isPush(step) ? LOST_PUSH : LOST_FETCH);
        return {
          fault: once(step, { kind: 'lost', when, said }, chance.is(0.1) ? 1000 : chance.between(1, 3)),
        };
      },
  ),
);

const DISKS: readonly Stratum[] = [
  ...(['init', 'fetch', 'bring', 'unpack-objects', 'park'] as const).map((step) =>
    once(step, { kind: 'limit' }, 1000),
  ),
  ...(['init', 'fetch', 'bring', 'unpack-objects', 'park'] as const).map((step) =>
    once(step, { kind: 'full' }, 1000),
  ),
].map((fault) => () => ({ fault }));

const CRASHES: readonly Stratum[] = LOCAL_STEPS.map((step) => () => ({
  fault: once(step, { kind: 'crash' }),
}));

const STALE: readonly Stratum[] = (['fetch', 'poll', 'fetch', 'list'] as const).map(
  (step, index): Stratum =>
    (chance) => ({
      policy: 'random',
      fault: {
        ...once(step, { kind: 'stale', age: 1 + index }, chance.between(1, 4)),
        from: chance.between(0, 1),
      },
    }),
);

const SLOW: readonly Stratum[] = (['fetch', 'push', 'push-park', 'fold', 'park', 'list'] as const).map(
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

const HTTP_STRATA: readonly Stratum[] = (
  ['fetch', 'push', 'park', 'push-park', 'fold', 'list', 'poll'] as const
).flatMap((step) =>
  (['GET', 'POST'] as const).flatMap((method) => {
    const service = isPush(step) ? 'git-receive-pack' : 'git-upload-pack';
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

export const STRATA = {
  path: PATH_STRATA,
  http: [...HTTP_STRATA, ...STALE, ...DOUBLES, ...CROWDS, ...KILLS.filter((_, index) => index % 4 === 0)],
} as const;

export type Driver = keyof typeof STRATA;
