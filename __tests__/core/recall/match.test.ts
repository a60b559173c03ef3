import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { Matcher } from '../../../src/core/recall/match.js';
import { dataset, recalled } from '../../commands/recalled/world.js';
import { run } from '../lineage/world.js';

/** Composed, with a combining accent, and with characters that nobody sees. */
const [NFC, NFD, UNSEEN] = ['caf\u00e9', 'cafe\u0301', 'caf\u00e9\u200b\ufe0f'] as const;

const [BAD, GOOD] = ['b'.repeat(40), 'a'.repeat(40)] as const;

test.each([
  [NFC, 'v1', true],
  [NFD, 'v1', true],
  [UNSEEN, 'v1', true],
  [NFC, 'v1\u2060', true],
  ['Caf\u00e9', 'v1', false],
  ['cafe', 'v1', false],
  [NFC, 'V1', false],
])('%j at %j is what was recalled: %s', (name, version, is) => {
  for (const what of [dataset(NFC, 'v1'), dataset(NFD, 'v1'), dataset(UNSEEN, 'v1')]) {
    const matcher = new Matcher(recalled(what));
    const hits = (one: ReturnType<typeof run>) => matcher.hits(one, runFacts(one, '')).length;
    expect(hits(run('a', { reads: [{ name, version }] }))).toBe(Number(is));
    expect(hits(run('a', { tags: { dataset_version: `${name}_${version}` } }))).toBe(Number(is));
  }
});

test.each([
  ['its repository was at', { commit: BAD }, ['refuse commit `BAD`']],
  [
    'the submodule that it ran in was at',
    { commit: GOOD, submodule: { commit: BAD, repository: 'octo/lib' } },
    ['refuse commit `BAD` of the submodule that it ran in'],
  ],
  [
    'was merged into its repository, and the submodule is at too',
    { commit: GOOD, merged: BAD, submodule: { commit: BAD } },
    ['refuse commit `BAD` of the submodule that it ran in'],
  ],
  [
    'was merged into its repository alone',
    { commit: GOOD, merged: BAD, submodule: { commit: GOOD } },
    ['warn commit `BAD`, which was merged into it'],
  ],
  ['neither has', { commit: GOOD, submodule: { commit: GOOD } }, []],
])('a run of the commit that %s', (_, told, expected) => {
  const what = { kind: 'commit' as const, asked: `=${BAD}`, repository: null, commits: [BAD] as [string] };
  const matcher = new Matcher(recalled(what));
  const one = run('a', told);
  const hits = matcher.hits(one, runFacts(one, ''));
  expect(hits.map(({ severity, what: said }) => `${severity} ${said.replace(BAD, 'BAD')}`)).toEqual(expected);
});
