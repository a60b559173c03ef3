import fc from 'fast-check';
import { newId } from '../../../src/core/ids.js';
import { pathOfDay, recordNames } from '../../../src/ledger/index/days.js';
import { runIdOf } from '../../../src/ledger/layout.js';

const DAY = Date.UTC(2026, 1, 28);
const RANDOM = new Uint8Array(16);

test.each([
  ['the first', DAY, true],
  ['the last millisecond', DAY + 86_399_999, true],
  ['one too early', DAY - 1, false],
  ['one too late', DAY + 86_400_000, false],
])('%s of a day', (_, time, isRecord) => {
  const id = newId(time, RANDOM);
  const isOfDay = recordNames('2026-02-28');
  expect(isOfDay(`${id}.json`)).toBe(isRecord);
  expect([`${id}.JSON`, `${id}.series.ndjson`, id, `${id}0.json`].map(isOfDay)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test.each(['2026-02-30', '2026-13-01', '2026-00-10'])(
  'a folder %s, which is no day, has no records',
  (day) => {
    const times = [Date.UTC(2026, 2, 2), Date.UTC(2027, 0, 1), DAY];
    expect(times.map((time) => recordNames(day)(`${newId(time, RANDOM)}.json`))).toEqual([
      false,
      false,
      false,
    ]);
  },
);

test('a name is that of a record exactly where its path is', () => {
  const time = fc.integer({ min: DAY - 86_400_000, max: DAY + 2 * 86_400_000 });
  const random = fc.uint8Array({ minLength: 16, maxLength: 16 });
  const cut = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(time, random, cut, (at, bytes, length) => {
      const name = `${newId(at, bytes)}.json`.slice(0, Math.max(length, 30));
      const path = `${pathOfDay('2026-02-28')}/${name}`;
      expect(recordNames('2026-02-28')(name)).toBe(runIdOf(path) !== undefined);
    }),
  );
});
