import type { RunRecord } from '../../src/core/generated/types.js';
import { canBePartOf, wholeRuns } from '../../src/core/parts.js';
import { codeAt, DAY, idAt, runRecord } from '../ledger/fixtures.js';

const ids = [1, 2, 3, 4].map((seed) => idAt(DAY, seed));
const [A = '', B = '', C = '', D = ''] = ids;

interface Facts {
  parent?: string;
  context?: Partial<RunRecord['context']>;
  repository?: string;
}

function run(id: string, { parent, context = {}, repository = 'octo/models' }: Facts = {}): RunRecord {
  const base = runRecord(id, { parent_run_id: parent ?? null });
  return {
    ...base,
    inputs: { ...base.inputs, code: { ...codeAt('a'.repeat(40)), repository } },
    context: { ...base.context, ci_run_id: '5', ci_run_attempt: 2, job: 'train', ...context },
  };
}

const wholes = (...runs: RunRecord[]) => wholeRuns(runs).map(({ run_id }) => run_id);

test('a part of a run of the same job, of this attempt or an earlier one, is judged with it', () => {
  expect(wholes(run(A), run(B, { parent: A }))).toEqual([A]);
  expect(wholes(run(A, { context: { ci_run_attempt: 1 } }), run(B, { parent: A }))).toEqual([A]);
  expect(wholes(run(A), run(B, { parent: A, repository: 'Octo/Models' }))).toEqual([A]);
  expect(wholes(run(A), run(B, { parent: A }), run(C, { parent: B }))).toEqual([A]);
  // As on a laptop.
  const local = { ci_run_id: null, ci_run_attempt: null, job: null };
  expect(wholes(run(A, { context: local }), run(B, { parent: A, context: local }))).toEqual([A]);
});

test.each<[string, Facts]>([
  ['that does not exist', { parent: D }],
  ['of another workflow run', { parent: A, context: { ci_run_id: '6' } }],
  ['of no workflow run', { parent: A, context: { ci_run_id: null } }],
  ['of a later attempt', { parent: A, context: { ci_run_attempt: 1 } }],
  ['of another job', { parent: A, context: { job: 'other' } }],
  ['of another leg', { parent: A, context: { matrix: { depth: '2' } } }],
  ['of another repository', { parent: A, repository: 'evil/models' }],
  ['that it is itself', { parent: B }],
])('a run with a parent %s counts for itself', (_, facts) => {
  expect(wholes(run(A), run(B, facts))).toEqual([A, B]);
});

test('runs that are parts of each other all count for themselves, and what is a part of one of them does not', () => {
  const circle = [run(A, { parent: C }), run(B, { parent: A }), run(C, { parent: B })];
  expect(wholes(...circle)).toEqual([A, B, C]);
  expect(wholes(...circle, run(D, { parent: B }))).toEqual([A, B, C]);
});

test('a run that a command made beside its own is judged with that one, whatever its parent', () => {
  const beside = (id: string, facts: Facts = {}) =>
    run(id, { ...facts, context: { command_run: A, ...facts.context } });
  expect(wholes(run(A), beside(B), beside(C, { parent: B }), beside(D, { parent: 'e'.repeat(32) }))).toEqual([
    A,
  ]);
  // A command's run that is not there, or of another job, takes nobody's place.
  expect(wholes(beside(B))).toEqual([B]);
  expect(wholes(run(A), beside(B, { context: { job: 'other' } }))).toEqual([A, B]);
  expect(wholes(beside(A), run(B))).toEqual([A, B]);
});

test('no run is a part of itself', () => {
  expect(canBePartOf(run(A), run(A))).toBe(false);
  expect(canBePartOf(run(B), run(A))).toBe(true);
});
