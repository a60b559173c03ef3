import { appliesTo, globFault, matchesName } from '../../../src/core/policy/globs.js';
import { breathe } from '../../support/hostile-texts.js';

test.each([
  ['clf_*', 'clf_orders', true],
  ['clf_*', 'reg_orders', false],
  ['clf_orders', 'clf_orders', true],
  ['clf_orders', 'clf_orders_eu', false],
  ['{clf,reg}_*', 'reg_orders', true],
  ['*', 'Train models / nightly', true],
  ['*', '.hidden', true],
  ['Clf_*', 'clf_orders', false],
  ['metrics.*', 'metrics.val/auc.min', true],
  ['metrics.*.min', 'metrics.val_auc.max', false],
  // A name that is no sound glob still stands for itself.
  ['metrics.auc[0].min', 'metrics.auc[0].min', true],
  ['#1', '#1', true],
  ['!a', 'b', false],
  ['seg-[[:alpha:]]*', 'seg-clf', true],
  ['seg-[[:alpha:]]*', 'seg-1', false],
])('as a name, %s and %s: %s', (glob, name, expected) => {
  expect(matchesName(glob, name)).toBe(expected);
});

test.each<[string, string[] | null, string[], boolean]>([
  ['without the key every change is judged', null, ['README.md'], true],
  ['a path that is named', ['params.yaml'], ['params.yaml'], true],
  ['a path that is not', ['src/**'], ['docs/a.md'], false],
  ['one of many', ['src/**'], ['docs/a.md', 'src/train.py'], true],
  ['the last that matches wins: out', ['src/**', '!**/*.md'], ['src/README.md'], false],
  ['the last that matches wins: in again', ['src/**', '!**/*.md', 'src/card.md'], ['src/card.md'], true],
  ['order counts', ['!**/*.md', 'src/**'], ['src/README.md'], true],
  ['hidden files', ['**'], ['.github/workflows/train.yml'], true],
  ['a folder stands for all in it', ['src/'], ['src/a/b.py'], true],
  ['a folder without the slash too', ['src'], ['src/a/b.py'], true],
  ['no file that begins like it', ['src'], ['src.py'], false],
  ['a file is no folder', ['src/'], ['src'], false],
  ['from the root, not anywhere', ['*.py'], ['lib/a.py'], false],
  ['all but', ['**', '!docs'], ['docs/a/b.md'], false],
  ['no change at all', ['**'], [], false],
])('applies_to: %s', (_, applies_to, paths, expected) => {
  expect(appliesTo({ applies_to }, paths)).toBe(expected);
});

test.each([
  ['a group', '!(clf)_*', /has a group/],
  ['a long one', 'a'.repeat(1001), /longer than 1000/],
  ['many alternatives', '{a,b}'.repeat(30), /more than 100 alternatives/],
  ['a sequence', '{1..10000000}', /more than 100 alternatives/],
  ['a range the wrong way round', 'x[[:alpha:]😀-\uffff]', /ends before it begins/],
])('%s is no glob of a policy', (_, glob, what) => {
  expect(globFault(glob)?.what).toMatch(what);
});

test.each([
  '*',
  'clf_*',
  'metrics.F1 (macro).min',
  'src/**/*.{py,ipynb}',
  '[!a]?',
  'a\\(b',
  '{1..100}',
  'seg-[[:alpha:]]*',
])('%s is one', (glob) => {
  expect(globFault(glob)).toBeUndefined();
});

test('a glob of many stars ends', () => {
  const glob = `${'*a'.repeat(300)}b`;
  expect(matchesName(glob, 'a'.repeat(1000))).toBe(false);
  expect(matchesName(glob, `${'a'.repeat(1000)}b`)).toBe(true);
  expect(appliesTo({ applies_to: [glob] }, [`src/${'a'.repeat(1000)}`, 'a'.repeat(1000)])).toBe(false);
});

test('hundreds of globs are held against hundreds of names in moments', async () => {
  const globs = Array.from({ length: 100 }, (_, index) => `*${'x*y?'.repeat(30)}{10..99}${index}`);
  const names = Array.from({ length: 200 }, (_, index) => `metrics.m${index}`);
  const hits = globs.flatMap((glob) => names.filter((name) => matchesName(glob, name)));
  await breathe();
  expect(hits).toEqual([]);
});
