import { uploadName } from '../../src/stores/upload-name.js';

const RUN_ID = '0198f3c0a1b27c3d8e4f5a6b7c8d9e0f';

test('a plain label stays as it is', () => {
  expect(uploadName('model', 'clf_orders v2.1', RUN_ID)).toBe(`model-clf_orders v2.1-${RUN_ID}`);
  expect(uploadName('model', 'größe', RUN_ID)).toBe(`model-größe-${RUN_ID}`);
  expect(uploadName('artifacts', '', RUN_ID)).toBe(`artifacts-${RUN_ID}`);
});

test.each([
  'a/b',
  'a\\b',
  'a:b',
  'a"b',
  'a<b',
  'a>b',
  'a|b',
  'a*b',
  'a?b',
  'a\rb',
  'a\nb',
  'a\u0000b',
  'a\u202eb',
])('%j loses the character and keeps its difference', (label) => {
  expect(uploadName('m', label, RUN_ID)).toMatch(/^m-a-b-[0-9a-f]{8}-0198f3c0/);
  expect(uploadName('m', label, RUN_ID)).not.toBe(uploadName('m', 'a-b', RUN_ID));
});

test('a long label is cut between characters, and two of them stay apart', () => {
  const names = ['1', '2'].map((end) => uploadName('artifacts', `${'🙂长'.repeat(100)}${end}`, RUN_ID));
  expect(names[0]).not.toBe(names[1]);
  for (const name of names) {
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
    expect(Buffer.from(name).toString()).toBe(name);
  }
});

test('a label that is nothing but dots and one letter is named in moments', () => {
  expect(uploadName('m', `a${'.'.repeat(200_000)}b`, RUN_ID).length).toBeLessThan(200);
});
