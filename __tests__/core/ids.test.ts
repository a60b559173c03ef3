import { derivedId, idMaker, isId, newId, timeOfId } from '../../src/core/ids.js';

const RANDOM = new Uint8Array(16).fill(0xab);

test('an id is 32 hex digits that give its own time back', () => {
  const now = Date.UTC(2026, 10, 21, 9, 30);
  const id = newId(now, RANDOM);
  expect(isId(id)).toBe(true);
  expect(timeOfId(id)).toBe(now);
});

test('ids sort by time', () => {
  expect(newId(1_000, RANDOM) < newId(1_001, new Uint8Array(16))).toBe(true);
});

test('ids of one maker sort in the order they were made, also within one millisecond and when the clock goes back', () => {
  const times = [1_000, 1_000, 1_000, 900, 2_000];
  const random = [5, 4, 3, 2, 1].map((byte) => new Uint8Array(16).fill(byte));
  const make = idMaker(
    () => times.shift() ?? 0,
    () => random.shift() ?? RANDOM,
  );
  const ids = Array.from({ length: 5 }, make);
  expect([...ids].sort()).toEqual(ids);
  expect(ids.map((id) => timeOfId(id))).toEqual([1_000, 1_001, 1_002, 1_003, 2_000]);
});

test('the id of a text is always the same, of its own time, and another one for any other text', () => {
  const now = Date.UTC(2026, 10, 21, 9, 30);
  const ids = Array.from({ length: 200 }, (_, index) => derivedId(now, `text ${index}`));
  expect(new Set(ids).size).toBe(200);
  expect(ids.every((id) => isId(id) && timeOfId(id) === now)).toBe(true);
  expect(derivedId(now, 'text 7')).toBe(ids[7]);
  expect(derivedId(now + 1, 'text 7')).not.toBe(ids[7]);
});

test.each(['', 'abc', '0198F3C0A1B27C3D8E4F5A6B7C8D9E0F', '0198f3c0a1b24c3d8e4f5a6b7c8d9e0f'])(
  '%p is no id',
  (text) => {
    expect(isId(text)).toBe(false);
  },
);
