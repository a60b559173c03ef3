import { StderrTail } from '../../../src/collect/command/stderr-tail.js';

function tail(...chunks: (string | Buffer)[]): string[] {
  const keeper = new StderrTail();
  for (const chunk of chunks) keeper.add(Buffer.from(chunk as string));
  return keeper.lines();
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}`);

test('the last 20 lines of many, however they are cut into pieces', () => {
  const text = `${numbered(1, 1000).join('\n')}\n`;
  expect(tail(text)).toEqual(numbered(981, 1000));
  for (const size of [1, 7, 100, 1000]) {
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      text.slice(index * size, (index + 1) * size),
    );
    expect(tail(...pieces)).toEqual(numbered(981, 1000));
  }
});

test('a last line without an end counts', () => {
  expect(tail(numbered(1, 21).join('\n'))).toEqual(numbered(2, 21));
  expect(tail('unfinished before', ` and after\n${'x\n'.repeat(30)}end`)).toEqual([
    ...Array(19).fill('x'),
    'end',
  ]);
});

test('nothing gives nothing, empty lines stay', () => {
  expect(tail()).toEqual([]);
  expect(tail('')).toEqual([]);
  expect(tail('a\n\nb\n')).toEqual(['a', '', 'b']);
});

test('a progress bar leaves its last state', () => {
  expect(tail('\r 10%', '\r 50%', '\r100%\n', 'done\n')).toEqual(['100%', 'done']);
  expect(tail('10%\r', '50%\r', '100%\r', '\ndone\r\n')).toEqual(['100%', 'done']);
  expect(tail('10%\r50%\r')).toEqual(['50%']);
  expect(tail('a\r\nb\r\r\n')).toEqual(['a', 'b']);
});

test('colours, cursor movements and control characters are taken out', () => {
  expect(tail('\u001b[1;31merror\u001b[0m:\tred\u0007\u0000\n')).toEqual(['error:\tred']);
  expect(tail('\u001b]8;;https://example.com\u0007link\u001b]8;;\u0007\u001b[2K\n')).toEqual(['link']);
});

test('a long line is cut, also when colours fill it and when it never ends', () => {
  expect(tail(`${'x'.repeat(10_000)}\nnext\n`)).toEqual(['x'.repeat(4000), 'next']);
  expect(tail(`${'\u001b[0mx'.repeat(3000)}\n`)).toEqual(['x'.repeat(3000)]);
  expect(tail(...Array(1000).fill('y'.repeat(10_000)))).toEqual(['y'.repeat(4000)]);
});

test('a character that the cut halves is left out', () => {
  expect(tail(`${'x'.repeat(3999)}😀\n`)).toEqual(['x'.repeat(3999)]);
});

test('bytes that are no UTF-8 are replaced, characters in two pieces are not', () => {
  expect(tail(Buffer.from([0x61, 0xff, 0xfe, 0x62, 0x0a]))).toEqual(['a\ufffd\ufffdb']);
  const euro = Buffer.from('€');
  expect(tail(euro.subarray(0, 1), euro.subarray(1))).toEqual(['€']);
  expect(tail(euro.subarray(0, 2))).toEqual(['\ufffd']);
});
