import { isTime } from '../../src/core/times.js';

test.each(['2026-11-21T09:30:00Z', '2024-02-29T23:59:59.123456789Z', '0000-01-01T00:00:00Z'])(
  '%s is a time',
  (at) => {
    expect(isTime(at)).toBe(true);
  },
);

test.each([
  '2026-99-99T99:99:99Z',
  '2026-02-29T00:00:00Z',
  '2026-02-30T00:00:00Z',
  '2026-04-31T00:00:00.5Z',
  '2026-11-21T24:00:00Z',
  '2026-11-21T09:30:60Z',
])('%s is none', (at) => {
  expect(isTime(at)).toBe(false);
});
