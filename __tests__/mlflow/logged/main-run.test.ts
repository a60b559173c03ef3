import { chooseMain, type MainChoice, parseMainRun } from '../../../src/mlflow/logged/main-run.js';
import type { Change } from '../../../src/mlflow/state/changes.js';
import { idOfRun, logged, made, runsAfter } from '../../support/logged.js';

const ids = [1, 2, 3, 4].map(idOfRun);
const [A = '', B = '', C = '', D = ''] = ids;

const scored = (id: string, auc: number): Change[] => [
  made(id),
  logged(id, {
    metrics: [
      { key: 'auc', value: 0.1 },
      { key: 'auc', value: auc, step: 1 },
    ],
  }),
];

function chosen(choice: string, ...changes: Change[]) {
  const { main, candidates } = chooseMain(runsAfter(...changes), parseMainRun(choice) as MainChoice);
  return { main: main?.run_id ?? null, candidates: candidates.map(({ run_id }) => run_id) };
}

test('a command that made one run is that run, and one that made none is none', () => {
  expect(chosen('only', ...scored(A, 0.9))).toEqual({ main: A, candidates: [A] });
  expect(chosen('only')).toEqual({ main: null, candidates: [] });
  // A run that was made and left is a run too.
  expect(chosen('only', made(A))).toEqual({ main: A, candidates: [A] });
});

test('of several runs none is chosen, unless it is said which', () => {
  const sweep = [...scored(A, 0.8), ...scored(B, 0.95), ...scored(C, 0.7)];
  expect(chosen('only', ...sweep)).toEqual({ main: null, candidates: [A, B, C] });
  expect(chosen('first', ...sweep).main).toBe(A);
  expect(chosen('last', ...sweep).main).toBe(C);
  expect(chosen('max:auc', ...sweep).main).toBe(B);
  expect(chosen('min:auc', ...sweep).main).toBe(C);
  expect(chosen('max:loss', ...sweep).main).toBeNull();
});

test.each([
  Number.NaN,
  // As MLflow's store has infinities.
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
])('the value that counts is the latest one; %p is no value, and of equal ones the first is it', (odd) => {
  const best = [...scored(A, odd), ...scored(B, 0.9), ...scored(C, 0.9)];
  expect(chosen('max:auc', ...best).main).toBe(B);
  expect(chosen('min:auc', ...best).main).toBe(B);
  expect(chosen('min:auc', ...scored(A, odd)).main).toBeNull();
});

test.each(['FAILED', 'KILLED'] as const)(
  'a trial that its client calls %s is no best one, unless all are',
  (status) => {
    const ended = (id: string): Change => ({ type: 'run-updated', run_id: id, status });
    const broken = [...scored(A, 0.99), ended(A)];
    expect(chosen('max:auc', ...broken, ...scored(B, 0.8), ...scored(C, 0.9)).main).toBe(C);
    // One that has no such metric has ended well all the same.
    expect(chosen('max:auc', ...broken, ...scored(B, Number.NaN)).main).toBeNull();
    expect(chosen('max:auc', ...broken, ...scored(B, 0.8), ended(B)).main).toBe(A);
    expect(chosen('first', ...broken, ...scored(B, 0.8)).main).toBe(A);
  },
);

test('children, idle ranks and deleted runs are no candidates', () => {
  const child: Change[] = [
    made(B, { 'mlflow.parentRunId': A }),
    logged(B, { metrics: [{ key: 'auc', value: 1 }] }),
  ];
  const rank: Change[] = [
    made(C, { 'mlflow.user': 'ann' }),
    logged(C, { metrics: [{ key: 'system/cpu_utilization_percentage', value: 3 }] }),
  ];
  const gone: Change[] = [...scored(D, 1), { type: 'run-deleted', run_id: D }];
  expect(chosen('only', ...scored(A, 0.9), ...child, ...rank, ...gone)).toEqual({ main: A, candidates: [A] });
  expect(chosen('last', ...rank, ...scored(A, 0.9)).main).toBe(A);
});

test('a run whose parent is not of this command is no child in it', () => {
  const resumed: Change[] = [made(B, { 'mlflow.parentRunId': D }), logged(B, { params: { lr: '1' } })];
  expect(chosen('only', ...resumed)).toEqual({ main: B, candidates: [B] });
});

test.each([
  ['tags of a user', logged(B, { tags: { owner: 'ann' } })],
  ['a param', logged(B, { params: { lr: '1' } })],
  ['a metric', logged(B, { metrics: [{ key: 'auc', value: 1 }] })],
  [
    'a model',
    {
      ...{ type: 'logged-model-created', model_id: 'm-1', experiment_id: '0', name: 'model', model_type: '' },
      ...{ artifact_uri: 'mlflow-artifacts:/0/models/m-1/artifacts', source_run_id: B, params: [], tags: [] },
    } as Change,
  ],
])('a run with %s is not idle', (_, change) => {
  expect(chosen('only', ...scored(A, 0.9), made(B), change).candidates).toEqual([A, B]);
});

test.each(['', 'best', 'max', 'max:', 'ONLY', 'min :auc'])('%p is no way to choose', (text) => {
  expect(parseMainRun(text)).toBeUndefined();
});

test('the key of a metric may have a colon in it', () => {
  expect(parseMainRun('max:val:auc')).toEqual({ by: 'max', metric: 'val:auc' });
});
