import { isId, newId, timeOfId } from '../../src/core/ids.js';

const RANDOM = new Uint8Array(16).fill(0xab);

test('an id is 32 hex digits that give its own time back', () => {
  const now = Date.UTC(2026, 10, 21, 9, 30);
  const id = newId(now, RANDOM);
  expect(isId(id)).toBe(true);
  expect(timeOfId(id).getTime()).toBe(now);
});

test('ids sort by time', () => {
  expect(newId(1_000, RANDOM) < newId(1_001, new Uint8Array(16))).toBe(true);
});

test.each(['', 'abc', '0198F3C0A1B27C3D8E4F5A6B7C8D9E0F', '0198f3c0a1b24c3d8e4f5a6b7c8d9e0f'])(
  '%p is no id',
  (text) => {
    expect(isId(text)).toBe(false);
  },
);
