import { printable } from '../../src/core/printable.js';

test.each([
  ['plain – text', 'plain – text'],
  ['::error::x', ':\u200b:error::x'],
  ['  ::set-output name=a::b', '  :\u200b:set-output name=a::b'],
  ['a\n::error::x', 'a\\n::error::x'],
  ['a\r::error::x', 'a\\u000d::error::x'],
  ['x ##[error] y', 'x #\u200b#[error] y'],
  ['\u001b[31mred', '\\u001b[31mred'],
  ['a::b', 'a::b'],
])('%p prints as %p', (text, expected) => {
  expect(printable(text)).toBe(expected);
});
