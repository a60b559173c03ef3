import { parseCommitRange, runsWithin } from '../../../src/core/lineage/commit-range.js';
import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { idOf, run } from './world.js';

test.each([
  ['commit:C0FFEE..beef1', { bad: 'c0ffee', fix: 'beef1', repository: null }],
  ['commit:c0ffee..', { bad: 'c0ffee', fix: null, repository: null }],
  ['commit:Octo/clf.js@C0FFEE..beef1', { bad: 'c0ffee', fix: 'beef1', repository: 'Octo/clf.js' }],
  ['commit:octo/a..b@c0ffee..', { bad: 'c0ffee', fix: null, repository: 'octo/a..b' }],
  ['commit:octo/a..b@c0ffee', undefined],
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
  ['commit:octo/clf@main..', 'position 17'],
  ['commit:octo/clf@c0ffee..main', 'position 25'],
  ['commit:octo@c0ffee..', 'position 8'],
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
    alike: [],
  });
  expect(within.map(({ run_id }) => run_id)).toEqual(['a', 'd', 'h'].map(idOf));
  expect(unplaced).toEqual(['f', 'g', 'i'].map(idOf));
});

const ours = 'octo/clf';
const library = 'octo/lib';

test.each([
  ['the submodule has it', { commit: 'elsewhere', submodule: { commit: 'bad' } }, 'within', ['bad']],
  ['the submodule is mended', { commit: 'elsewhere', submodule: { commit: 'fixed' } }, 'out', []],
  ['the submodule is clean', { commit: 'elsewhere', submodule: { commit: 'clean' } }, 'out', []],
  ['the repository has it', { commit: 'bad', submodule: { commit: 'elsewhere' } }, 'within', ['bad']],
  ['the repository is clean', { commit: 'clean', submodule: { commit: 'elsewhere' } }, 'out', []],
  ['both have it', { commit: 'bad', submodule: { commit: 'worse' } }, 'within', ['bad', 'worse']],
  ['of neither anybody can tell', { commit: 'elsewhere', submodule: { commit: 'lost' } }, 'unplaced', []],
  ['nothing is checked out of it', { commit: 'elsewhere', submodule: { commit: null } }, 'unplaced', []],
  [
    'the files of its commit, which is gone, are those of code with it',
    { commit: 'elsewhere', tree: 'before', submodule: { commit: 'lost', tree: 'broken' } },
    'within',
    ['lost'],
  ],
  // What was merged is of the repository, whichever of the two is clean.
  ['the base has it', { commit: 'clean', merged: 'bad', submodule: { commit: 'clean' } }, 'within', ['bad']],
])('of code in a submodule each is judged by itself: %s', (_, told, place, known) => {
  const facts = runFacts(run('a', told), 'r', { package: null, isCommits: true });
  const { within, commits, ...others } = runsWithin([facts], {
    known: new Set(['bad', 'worse', 'fixed', 'clean']),
    withBad: new Set(['bad', 'worse', 'fixed']),
    withFix: new Set(['fixed']),
    alike: ALIKE,
  });
  expect({ within: within.map(({ run_id }) => run_id), ...others }).toEqual({
    ...{ within: [], unplaced: [], merged: [] },
    ...(place === 'out' ? {} : { [place]: [idOf('a')] }),
  });
  expect(commits).toEqual(known);
});

test.each([
  [ours, 'out'],
  ['OCTO/lib', 'within'],
  ['octo/other', 'out'],
])('where %s is named, its code alone is judged', (repository, place) => {
  const placed = {
    known: new Set(['bad', 'clean']),
    ...{ withBad: new Set(['bad']), withFix: new Set<string>(), alike: [] },
  };
  const of = (commit: string) =>
    runFacts(run('a', { commit: 'clean', submodule: { commit, repository: library } }), 'r');
  const { within, unplaced } = runsWithin([of('bad')], placed, repository);
  expect(within.length > 0 ? 'within' : 'out').toBe(place);
  expect(unplaced).toEqual([]);
  // Of a submodule's commit that this clone does not have, it is told where that one is meant.
  const lost = runsWithin([of('lost')], placed, repository);
  expect(lost).toMatchObject({ within: [], unplaced: repository === 'OCTO/lib' ? [idOf('a')] : [] });
});

/** Commits of the history by their files; `(#12)` is `squashed`. */
const ALIKE = [
  { commit: 'bad', tree: 'broken', pull: null },
  { commit: 'fixed', tree: 'whole', pull: null },
  { commit: 'clean', tree: 'before', pull: null },
  { commit: 'squashed', tree: 'squash', pull: 12 },
  { commit: 'elsewhere', tree: 'other', pull: 13 },
  // Mended, and the mending undone.
  { commit: 'bad', tree: 'undone', pull: null },
  { commit: 'fixed', tree: 'undone', pull: null },
  // The bug undone by hand: what is mended is what was there before.
  { commit: 'clean', tree: 'reverted', pull: null },
  { commit: 'fixed', tree: 'reverted', pull: null },
];

test.each([
  ['its files are those of code with the bug', { tree: 'broken' }, 'within'],
  ['of code without it', { tree: 'before' }, 'out'],
  ['of code that was mended, whatever it was merged with', { tree: 'whole', merged: 'bad' }, 'out'],
  ['of code with the bug, on a base that was mended', { tree: 'broken', merged: 'fixed' }, 'within'],
  ['of code before the bug, which has come with the base', { tree: 'before', merged: 'bad' }, 'within'],
  ['of code with the bug and of mended code', { tree: 'undone' }, 'unplaced'],
  ['the same, where the base tells', { tree: 'undone', merged: 'bad' }, 'within'],
  ['of mended code and of clean code', { tree: 'reverted' }, 'out'],
  ['of no commit', { tree: 'nobody' }, 'unplaced'],
  ['nothing is known of its files', {}, 'unplaced'],
  ['an earlier head of what was merged', { tree: 'nobody', pull: 12 }, 'merged'],
  ['the head that was merged', { tree: 'squash', pull: 12 }, 'within'],
  ['a head of what was merged without the bug proves nothing', { tree: 'nobody', pull: 13 }, 'unplaced'],
])('where a commit is gone: %s', (_, told, place) => {
  const facts = (letter: string, more: object) =>
    runFacts(run(letter, { commit: 'gone', ...more }), 'r', { package: null, isCommits: true });
  const { within, unplaced, merged } = runsWithin(
    [facts('a', told), facts('b', { commit: 'clean', tree: 'broken' })],
    {
      known: new Set(['bad', 'fixed', 'clean', 'squashed', 'elsewhere']),
      withBad: new Set(['bad', 'fixed', 'squashed']),
      withFix: new Set(['fixed']),
      alike: ALIKE,
    },
  );
  const lists = { within: within.map(({ run_id }) => run_id), unplaced, merged };
  const expected = {
    within: [],
    unplaced: [],
    merged: [],
    ...(place === 'out' ? {} : { [place]: [idOf('a')] }),
  };
  expect(lists).toEqual(expected);
});
