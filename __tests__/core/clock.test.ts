import { spanOf } from '../../src/core/clock.js';

const HOUR = 3_600_000;

test.each([
  [
    'clocks that agree',
    { at_ms: 3 * HOUR, elapsed_ms: 7 + HOUR },
    { ended_at_ms: 3 * HOUR, duration_ms: HOUR },
  ],
  [
    'a clock that is set back',
    { at_ms: HOUR, elapsed_ms: 7 + 10.5 },
    { ended_at_ms: 2 * HOUR + 11, duration_ms: 10.5 },
  ],
  [
    'a clock that is set back by less',
    { at_ms: 2 * HOUR + 1, elapsed_ms: 7 + HOUR },
    { ended_at_ms: 3 * HOUR, duration_ms: HOUR },
  ],
  ['a clock that is set on', { at_ms: 9 * HOUR, elapsed_ms: 8 }, { ended_at_ms: 9 * HOUR, duration_ms: 1 }],
  [
    'a machine that was started again',
    { at_ms: 3 * HOUR, elapsed_ms: 1 },
    { ended_at_ms: 3 * HOUR, duration_ms: HOUR },
  ],
  ['no other clock', { at_ms: 3 * HOUR }, { ended_at_ms: 3 * HOUR, duration_ms: HOUR }],
  ['no other clock, and one that is set back', { at_ms: HOUR }, { ended_at_ms: 2 * HOUR, duration_ms: 0 }],
])('with %s a run ends when it has taken its time', (_, ended, expected) => {
  expect(spanOf({ at_ms: 2 * HOUR, elapsed_ms: 7 }, ended)).toEqual(expected);
});

test('an older session has no other clock', () => {
  expect(spanOf({ at_ms: 1_000 }, { at_ms: 3_000, elapsed_ms: 5 })).toEqual({
    ended_at_ms: 3_000,
    duration_ms: 2_000,
  });
});
