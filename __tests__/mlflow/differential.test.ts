import { differences } from './compare.js';
import { type Found, REASONS } from './reasons.js';
import { type Recorded, Replay, recording } from './replay.js';

const CALLS = '__tests__/fixtures/mlflow-calls/calls.jsonl.gz';

/** What a real MLflow has answered to calls of every kind is what we answer, or `reasons.ts` says why not. */
const recorded = recording(CALLS);
const replay = new Replay();
const found: Found[] = recorded.flatMap((line) => {
  const answer = replay.answer(line);
  return differences(line, answer).map((one) => ({ ...one, line, answer }));
});

/** Index of the first reason that a difference has. */
const reasonOf = (one: Found): number => REASONS.findIndex(({ fits }) => fits(one));

test('the recording holds calls of every kind, done and refused', () => {
  const kindOf = ({ call }: Recorded) => call.replace(/(logged-models|tags)\/(?!search)[^/]+/g, '$1/ID');
  const done = new Set(recorded.filter(({ status }) => status === 200).map(kindOf));
  const refused = new Set(recorded.filter(({ status }) => status !== 200).map(kindOf));
  expect(recorded).toHaveLength(2000);
  expect([done.size, refused.size]).toEqual([57, 56]);
});

test('every answer is the one of MLflow, or another for a reason', () => {
  const rest = found.filter((one) => reasonOf(one) < 0);
  const told = rest.map(({ line, answer: _, ...difference }) => ({
    call: `${recorded.indexOf(line)} ${line.call} ${JSON.stringify(line.fields)}`,
    ...difference,
  }));
  expect(told).toEqual([]);
});

test.each(REASONS.map(({ cause, covers }, index) => [cause, covers, index] as const))(
  '%s (%i)',
  (_, covers, index) => {
    expect(covers).toBeGreaterThan(0);
    expect(found.filter((one) => reasonOf(one) === index)).toHaveLength(covers);
  },
);
