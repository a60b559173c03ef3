import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { Matcher } from '../../../src/core/recall/match.js';
import { dataset, recalled } from '../../commands/recalled/world.js';
import { run } from '../lineage/world.js';

/** Composed, with a combining accent, and with characters that nobody sees. */
const [NFC, NFD, UNSEEN] = ['caf\u00e9', 'cafe\u0301', 'caf\u00e9\u200b\ufe0f'] as const;

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
