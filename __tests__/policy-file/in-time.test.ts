import { matchesInTime } from '../../src/policy-file/in-time.js';

const ENDLESS = '^(a+)+$';
const HOSTILE = `${'a'.repeat(60)}!`;

test('a text is held against the whole of what a pattern can say', () => {
  const matches = matchesInTime();
  expect(matches('^[a-z_]+_v\\d+\\.\\d+$', 'orders_v2.1')).toBe(true);
  expect(matches('^\\p{Lu}', 'orders')).toBe(false);
});

test('an expression that would take for ever ends, and is not tried a second time', () => {
  const matches = matchesInTime();
  const began = performance.now();
  expect(matches(ENDLESS, HOSTILE)).toBeNull();
  const first = performance.now() - began;
  expect(first).toBeLessThan(20_000);
  for (let run = 0; run < 100; run += 1) expect(matches(ENDLESS, `${HOSTILE}${run}`)).toBeNull();
  expect(performance.now() - began - first).toBeLessThan(first);
  expect(matches('a', 'a')).toBe(true);
  expect(matchesInTime()(ENDLESS, 'aaa')).toBe(true);
}, 60_000);
