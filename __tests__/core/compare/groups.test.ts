import { groupRuns, isOfSame, nearestGroup } from '../../../src/core/compare/groups.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { datasetOf, runRecord } from '../../ledger/fixtures.js';

interface Facts {
  params?: RunRecord['inputs']['params'];
  seeds?: RunRecord['inputs']['seeds'];
  matrix?: Record<string, unknown>;
  job?: string | null;
  step?: string;
  attempt?: number;
  ciRun?: string | null;
  name?: string;
  experiment?: string;
  status?: RunRecord['status'];
}

function run(id: number, facts: Facts = {}): RunRecord {
  const { params = {}, seeds = {}, matrix = null, job = 'train', attempt = 1, ciRun = '7' } = facts;
  const record = runRecord(String(id).padStart(32, '0'), {
    experiment: facts.experiment ?? 'clf',
    run_name: facts.name ?? null,
  });
  return {
    ...record,
    status: facts.status ?? 'FINISHED',
    inputs: { ...record.inputs, params: { ...params, ...seeds }, seeds },
    context: {
      ...record.context,
      matrix,
      job,
      ...(facts.step === undefined ? {} : { step: facts.step }),
      ci_run_id: ciRun,
      ci_run_attempt: attempt,
    },
  };
}

const idsOf = (groups: RunRecord[][]) => groups.map((group) => group.map(({ run_id }) => Number(run_id)));
/** Newest first, as the ledger gives them. */
const grouped = (...runs: RunRecord[]) => idsOf(groupRuns([...runs].reverse()));

test('seeds make samples of one group, wherever they are told', () => {
  expect(grouped(run(1, { seeds: { seed: 1 } }), run(2, { seeds: { seed: 2 } }))).toEqual([[2, 1]]);
  expect(
    grouped(run(1, { matrix: { depth: 4, seed: 1 } }), run(2, { matrix: { depth: 4, seed: 2 } })),
  ).toEqual([[2, 1]]);
});

test('a configuration that nobody trained is compared with the most similar one, in whatever order those ended', () => {
  const params = (max_depth: number, lr: number) => ({ params: { max_depth, lr, trees: 100 } });
  const groups = [[run(1, params(2, 0.1))], [run(2, params(6, 0.1))]];
  for (const order of [groups, groups.toReversed()])
    expect(nearestGroup(run(3, params(6, 0.2)), order)?.[0]?.run_id).toMatch(/2$/);
});

test('of configurations that have as much in common the one with the nearest numbers is compared with', () => {
  const params = (C: number | string, model = 'svm') => ({ params: { C, model } });
  const [one, ten] = [[run(1, params(1))], [run(2, params('1e1'))]];
  for (const order of [
    [one, ten],
    [ten, one],
  ]) {
    expect(nearestGroup(run(9, params(2)), order)).toBe(one);
    expect(nearestGroup(run(9, params(8)), order)).toBe(ten);
    expect(nearestGroup(run(9, params(-2)), order)).toBe(one);
  }
  // However near, a number is no equal.
  const equal = [run(3, params(1000, 'rf'))];
  expect(nearestGroup(run(9, params(1.01, 'rf')), [[run(4, params(1, 'svm'))], equal])).toBe(equal);
});

test('runs on other data are no samples of one thing, whatever their seeds', () => {
  const on = (record: RunRecord, version: string): RunRecord => ({
    ...record,
    inputs: { ...record.inputs, datasets: [datasetOf('orders', version)] },
  });
  const easy = [1, 2].map((seed) => on(run(seed, { seeds: { seed } }), 'v1-easy'));
  expect(grouped(...easy, on(run(3, { seeds: { seed: 3 } }), 'v1'))).toEqual([[3], [2, 1]]);
});

test('params, matrix legs, experiments and jobs are judged each for itself', () => {
  expect(grouped(run(1, { params: { depth: 4 } }), run(2, { params: { depth: 6 } }))).toEqual([[2], [1]]);
  expect(grouped(run(1, { matrix: { depth: 4 } }), run(2, { matrix: { depth: 6 } }))).toEqual([[2], [1]]);
  expect(grouped(run(1, { experiment: 'a' }), run(2, { experiment: 'b' }))).toEqual([[2], [1]]);
  expect(grouped(run(1, { job: 'trees' }), run(2, { job: 'linear' }))).toEqual([[2], [1]]);
});

test('params that spell one number are one configuration, a text and what it says otherwise are not', () => {
  const ciRun = null;
  expect(
    grouped(run(1, { params: { lr: '1e-4' }, ciRun }), run(2, { params: { lr: 0.0001 }, ciRun })),
  ).toEqual([[2]]);
  expect(grouped(run(1, { params: { a: 'true' } }), run(2, { params: { a: true } }))).toEqual([[2], [1]]);
});

test('a run that was made again counts once, the newest, by another attempt, another workflow run or on a laptop', () => {
  expect(grouped(run(1), run(2, { attempt: 2 }))).toEqual([[2]]);
  expect(grouped(run(1), run(2, { ciRun: '8' }))).toEqual([[2]]);
  expect(grouped(run(1, { ciRun: null }), run(2, { ciRun: null }))).toEqual([[2]]);
});

test('two steps of one job are two things though nothing tells them apart, and a re-run replaces each', () => {
  expect(grouped(run(1), run(2))).toEqual([[2], [1]]);
  expect(grouped(run(1), run(2), run(3, { attempt: 2 }))).toEqual([[3], [2]]);
  expect(grouped(run(1), run(2), run(3, { attempt: 2 }), run(4, { attempt: 2 }))).toEqual([[4], [3]]);
});

test('what failed before its params were known gives way to a later attempt of its job and leg, and nothing else does', () => {
  const failed = { status: 'FAILED' } as const;
  const params = { params: { depth: 4 } };
  expect(grouped(run(1, failed), run(2, { ...params, attempt: 2 }))).toEqual([[2]]);
  expect(grouped(run(1, failed), run(2, { ...failed, ...params, attempt: 2 }))).toEqual([[2]]);
  expect(grouped(run(1), run(2, { ...params, attempt: 2 }))).toEqual([[2], [1]]);
  for (const other of [
    { job: 'rank' },
    { ciRun: '8' },
    { experiment: 'b' },
    { matrix: { os: 'x' } },
    { attempt: 1 },
  ])
    expect(grouped(run(1, failed), run(2, { ...params, attempt: 2, ...other }))).toEqual([[2], [1]]);
  // An attempt that began before cannot be a later one.
  expect(grouped(run(1, { ...params, attempt: 2 }), run(2, failed))).toEqual([[2], [1]]);
  // Two steps of one job, of which one has left nothing the second time.
  const [first, second] = [{ params: { depth: 6 } }, { ...params, attempt: 2 }];
  expect(grouped(run(1, failed), run(2, first), run(3, second))).toEqual([[3], [2], [1]]);
});

test('what a step made gives way to a later attempt of it, whatever params that chose', () => {
  const [bad, good] = [{ params: { C: 3 } }, { params: { C: 7 }, attempt: 2 }];
  const step = 'train';
  expect(grouped(run(1, { ...bad, step }), run(2, { ...good, step }))).toEqual([[2]]);
  expect(grouped(run(1, { ...bad, step }), run(2, { ...good, step, status: 'FAILED' }))).toEqual([[2]]);
  for (const other of [{ step: 'other' }, { step, matrix: { os: 'x' } }, { step, ciRun: '8' }, {}])
    expect(grouped(run(1, { ...bad, step }), run(2, { ...good, ...other }))).toEqual([[2], [1]]);
  // Of two that the step made the second time one was lost.
  const all = [run(1, { ...bad, step }), run(2, { params: { C: 4 }, step }), run(3, { ...good, step })];
  expect(grouped(...all)).toEqual([[3], [2], [1]]);
});

test('the nearest group has the same configuration, else the same leg, else it is the newest', () => {
  const nearest = (one: RunRecord, ...others: RunRecord[]) =>
    nearestGroup(
      one,
      others.map((other) => [other]),
    )?.[0]?.run_id.replace(/^0+/, '');
  const judged = run(9, { params: { depth: 4 }, seeds: { seed: 9 }, matrix: { os: 'linux' } });
  const same = run(1, { params: { depth: 4 }, seeds: { seed: 1 }, matrix: { os: 'linux' } });
  const leg = run(2, { params: { depth: 6 }, matrix: { os: 'linux' } });
  const other = run(3, { params: { depth: 4 }, matrix: { os: 'mac' } });
  expect(nearest(judged, other, leg, same)).toBe('1');
  expect(nearest(judged, other, leg)).toBe('2');
  expect(nearest(judged, other)).toBe('3');
  expect(nearest(judged)).toBeUndefined();
});

test('among groups of one configuration the name of the run decides, then the job', () => {
  const judged = run(9, { name: 'trees', job: 'train' });
  const [named, other] = [run(1, { name: 'trees', job: 'else' }), run(2, { name: 'linear' })];
  expect(nearestGroup(judged, [[other], [named]])).toEqual([named]);
  const [elsewhere, here] = [run(3, { name: 'trees', job: 'else' }), run(4, { name: 'trees' })];
  expect(nearestGroup(judged, [[elsewhere], [here]])).toEqual([here]);
});

test('steps of one job that nothing else tells apart are compared each with the runs of its own, in whatever order they stand', () => {
  const [churn, fraud] = groupRuns([run(2, { ciRun: '6' }), run(1, { ciRun: '6' })]).toReversed();
  const judged = groupRuns([run(4), run(3)]).toReversed();
  for (const order of [
    [churn, fraud],
    [fraud, churn],
  ] as RunRecord[][][])
    expect(judged.map(([one]) => nearestGroup(one as RunRecord, order))).toEqual([churn, fraud]);
  // Where one of the two did not run, it is by what the CI system calls the step.
  const [first, second] = [run(5, { step: 'churn' }), run(6, { step: 'fraud' })];
  expect(nearestGroup(run(7, { step: 'fraud' }), [[first], [second]])).toEqual([second]);
});

test('job, run name, folder and model tell more of what a run is than params, which changes bring', () => {
  const params = { params: { depth: 4 } };
  const changed = { params: { depth: 6 } };
  const [alike, own] = [run(1, changed), run(2, params)];
  expect(nearestGroup(run(9, changed), [[own], [alike]])).toEqual([alike]);
  const inFolder = (one: RunRecord, working_directory: string): RunRecord => ({
    ...one,
    command: { ...one.command, working_directory },
  });
  const folders = [[inFolder(alike, 'fraud')], [inFolder(own, 'churn')]];
  expect(nearestGroup(inFolder(run(9, changed), 'churn'), folders)).toBe(folders[1]);
  const withModel = (one: RunRecord, path: string): RunRecord => ({
    ...one,
    outputs: { ...one.outputs, models: [{ path } as RunRecord['outputs']['models'][number]] },
  });
  const models = [[withModel(alike, 'fraud.bin')], [withModel(own, 'churn.bin')]];
  expect(nearestGroup(withModel(run(9, changed), 'churn.bin'), models)).toBe(models[1]);
  const on = (one: RunRecord, name: string, version = 'v1'): RunRecord => ({
    ...one,
    inputs: { ...one.inputs, datasets: [{ ...datasetOf('orders', version), name }] },
  });
  const data = [[on(alike, 'fraud')], [on(own, 'churn')]];
  expect(nearestGroup(on(run(9, changed), 'churn', 'v2'), data)).toBe(data[1]);
  const versions = [[on(own, 'churn', 'v2')], [on(own, 'churn')]];
  expect(nearestGroup(on(run(9, params), 'churn'), versions)).toBe(versions[1]);
  for (const is of [{ name: 'churn' }, { job: 'churn' }])
    expect(nearestGroup(run(9, { ...changed, ...is }), [[alike], [run(3, { ...params, ...is })]])).toEqual([
      expect.objectContaining({ run_id: run(3).run_id }),
    ]);
});

test('another step is another thing where neither seed nor matrix leg tells, and within its job alone', () => {
  const own = run(1, { step: 'churn' });
  expect(isOfSame(own, [run(2, { step: 'churn', params: { depth: 4 } })])).toBe(true);
  expect(isOfSame(own, [run(2, { step: 'fraud' })])).toBe(false);
  expect(isOfSame(own, [run(2, { step: 'fraud' }), run(3, { step: 'churn' })])).toBe(true);
  for (const other of [{}, { step: 'fraud', job: 'other' }, { step: 'fraud', seeds: { seed: 1 } }])
    expect(isOfSame(own, [run(2, other)])).toBe(true);
  expect(isOfSame(own, [run(2, { step: 'churn', matrix: { os: 'mac' } })])).toBe(false);
});
