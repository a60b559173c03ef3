import { distrust, startedOn } from '../../src/core/trust.js';
import { codeAt, DAY, idAt, runRecord } from '../ledger/fixtures.js';

const FILE = 'octo/models/.github/workflows/train.yml';
const SHA = 'a'.repeat(40);
/** @param on what the workflow file came from; null: the record does not say it */
function run(on: string | null, ref = 'refs/heads/main') {
  const { context, inputs } = runRecord(idAt(DAY));
  return {
    context: { ...context, workflow_ref: on === null ? null : `${FILE}${on}` },
    inputs: { ...inputs, code: { ...codeAt(SHA), ref } },
  };
}

describe('startedOn', () => {
  test.each([
    ['@refs/heads/main', true],
    [`@refs/heads/gh-readonly-queue/main/pr-4-${SHA}`, true],
    ['@refs/heads/evil', false],
    ['@refs/heads/x/main', false],
    // A name that git allows.
    ['@refs/heads/evil@refs/heads/main', false],
    ['@refs/tags/main', false],
    ['@refs/pull/7/merge', false],
    [`@refs/heads/gh-readonly-queue/main/x/pr-4-${SHA}`, false],
    ['', false],
  ])('a workflow%s of a run that checked out main: %s', (on, isOn) => {
    expect(startedOn(run(on), 'main')).toBe(isOn);
  });

  test.each([
    ['refs/heads/main', true],
    [`refs/heads/gh-readonly-queue/main/pr-4-${SHA}`, true],
    ['refs/heads/evil', false],
    ['refs/pull/7/merge', false],
  ])('a record that does not name its workflow, of %s: %s', (ref, isOn) => {
    expect(startedOn(run(null, ref), 'main')).toBe(isOn);
  });

  test('a branch with a slash and its queue', () => {
    expect(startedOn(run('@refs/heads/release/1'), 'release/1')).toBe(true);
    expect(startedOn(run(`@refs/heads/gh-readonly-queue/release/1/pr-4-${SHA}`), 'release/1')).toBe(true);
    expect(startedOn(run(`@refs/heads/gh-readonly-queue/release/1/pr-4-${SHA}`), 'release')).toBe(false);
  });
});

test.each(['fork', 'claimed', 'imported', 'tampered', 'of a later release'])(
  'a run that is %s may neither enter the registry nor be compared with',
  (trust) => {
    const { context } = runRecord(idAt(DAY));
    expect(distrust({ context: { ...context, trust: trust as 'fork' } })).not.toBeNull();
  },
);

test('a trusted run may', () => {
  expect(distrust(runRecord(idAt(DAY)))).toBeNull();
});
