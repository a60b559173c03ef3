import fc from 'fast-check';
import { factsIn, isWhole, textsIn } from '../../../src/ledger/index/part-text.js';
import { factsText } from '../../../src/ledger/index/segment.js';

const SEED = 20_261_130;
const fact = fc
  .constantFrom('a', 'ab', 'b"', 'c\\', 'é', '\u{1f600}', '\ufb01', '{', '}', '\n', 'z')
  .chain((start) => fc.constantFrom('', '=1', '=2', '": {').map((end) => start + end));
const days = fc.dictionary(fc.constantFrom('2026-11-01', '2026-11-02'), fc.constantFrom('0', '1-3,7'), {
  minKeys: 1,
});
const part = fc.uniqueArray(fc.tuple(fact, days), { selector: ([one]) => one, maxLength: 30 });
const read = (text: string) =>
  [...text.matchAll(/"(2026-11-0\d)": "([^"]*)"/g)].map(([, day, at]) => [day, at]);

test('what facts have is found for all of them at once, and of others nothing', () => {
  fc.assert(
    fc.property(part, fc.uniqueArray(fact), (entries, wanted) => {
      const bytes = factsText(new Map(entries));
      const texts = textsIn(bytes, wanted.sort());
      const known = new Map(entries);
      expect([...texts.keys()].sort()).toEqual(wanted.filter((one) => known.has(one)));
      for (const [one, text] of texts)
        expect(read(text)).toEqual(Object.entries(known.get(one) ?? {}).sort());
      expect([...factsIn(bytes, 'a')].sort()).toEqual(
        [...known.keys()].filter((one) => one[0] === 'a').sort(),
      );
      expect(isWhole(bytes)).toBe(true);
    }),
    { seed: SEED, numRuns: 500 },
  );
});

test('a part that somebody else has made ends a look, whatever is in it', () => {
  const large = `{\n  "b": {\n${'x'.repeat(100_000)}\n${'  "a": {\n'.repeat(20_000)}}\n}\n`;
  for (const text of ['', '{}\n', '{\n  "', '\n  "\n  "\n  "', large])
    expect(textsIn(Buffer.from(text), ['c', 'd']).size).toBe(0);
});
