import type { RecalledThing } from '../../../src/core/generated/types.js';
import { contentsWords } from '../../../src/core/recall/same.js';

const digest = (digit: string) => `sha256:${digit.repeat(64)}`;
const short = (digit: string) => `sha256:${digit.repeat(12)}`;
const words = (...contents: string[]) =>
  contentsWords({
    ...{ kind: 'dataset', name: 'orders', version: 'v1', repository: null, other_names: [] },
    contents,
  } satisfies RecalledThing);

test('recalls of one name are told apart by their digests', () => {
  expect(words()).toBe(' (by its name alone)');
  expect(words(`file ${digest('a')}`)).toBe(` (${short('a')})`);
  // Of an older record nobody knows whether it was a file or a folder.
  expect(words(`file ${digest('a')}`, `folder-2 ${digest('a')}`)).toBe(` (${short('a')})`);
  expect(words(...['a', 'b', 'c', 'd'].map((digit) => `file ${digest(digit)}`))).toBe(
    ` (${short('a')}, ${short('b')} and 2 more)`,
  );
  expect(contentsWords({ kind: 'run', run_id: '0'.repeat(32) })).toBe('');
});
