import { parseCommitRange, runsWithin } from '../../../src/core/lineage/commit-range.js';
import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { idOf, run } from './world.js';

test.each([
  ['commit:C0FFEE..beef1', { bad: 'c0ffee', fix: 'beef1' }],
  ['commit:c0ffee..', { bad: 'c0ffee', fix: null }],
  // That commit alone, and what only looks like a range.
  ['commit:c0ffee', undefined],
  ['dataset:a..b@1', undefined],
])('%s', (text, range) => {
  expect(parseCommitRange(text)).toEqual(range);
});

test.each([
  ['commit:..beef1', 'position 8'],
  ['commit:main..', 'position 8'],
  ['commit:c0ffee..main', 'position 16'],
  ['commit:c0ffee...beef1', 'position 16'],
])('%s names no commit, and it is said where', (text, why) => {
  expect(() => parseCommitRange(text)).toThrow(why);
});

test('a run is within by its commit or by what its job had merged into it; who cannot be placed is told', () => {
  const runs = [
    run('a', { commit: 'bad' }),
    run('b', { commit: 'fixed' }),
    run('c', { commit: 'clean' }),
    run('d', { commit: 'clean', merged: 'bad' }),
    run('e', { commit: 'bad', merged: 'fixed' }),
    run('f', { commit: 'elsewhere' }),
    run('g', { commit: 'clean', merged: 'elsewhere' }),
    run('h', { commit: 'bad', merged: 'elsewhere' }),
    run('i'),
  ].map((record) => runFacts(record, 'r'));
  const { within, unplaced } = runsWithin(runs, {
    known: new Set(['bad', 'fixed', 'clean']),
    withBad: new Set(['bad', 'fixed']),
    withFix: new Set(['fixed']),
  });
  expect(within.map(({ run_id }) => run_id)).toEqual(['a', 'd', 'h'].map(idOf));
  expect(unplaced).toEqual(['f', 'g', 'i'].map(idOf));
});
