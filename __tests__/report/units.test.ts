import { formatBytes, formatDuration, formatNumber } from '../../src/report/units.js';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 KB'],
  [9949, '9.9 KB'],
  [9999, '10.0 KB'],
  [99_400, '99.4 KB'],
  [99_949, '100 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [25_300_000_000, '25.3 GB'],
])('%d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [0, '0.0 s'],
  [3.44, '3.4 s'],
  [9.96, '10 s'],
  [59.96, '1 min 0 s'],
  [725, '12 min 5 s'],
  [7380, '2 h 3 min'],
])('%d seconds as %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test.each([
  [0.9767441860465116, '0.976744'],
  [1e-9, '1e-9'],
  [123_456_789, '123456789'],
  [-0.5, '-0.5'],
  ['NaN', 'NaN'],
])('%s as %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});
