import { commandsOf } from '../../../src/collect/python/commands.js';

const trimmed = (script: string) => commandsOf(script).map((command) => command.trim());

test.each([
  ['a b; c && d | e\nf &', ['a b', 'c', 'd', 'e', 'f']],
  ['a "b; c" \'d; e\' f\\;g 2>&1 # h; i', ['a "b; c" \'d; e\' f\\;g 2>&1']],
  ['a \\\n  b ^\r\n  c `\n  d', ['a    b    c    d']],
  ["echo it's; b", ["echo it's", 'b']],
  ['echo 5" disk; b', ['echo 5" disk', 'b']],
  ['a $(b "$(c; d)" e) f', ['c', 'd', 'b "$()" e', 'a $() f']],
  ['a "$(b "x y")" "z; $(pwd)"', ['b "x y"', 'pwd', 'a "$()" "z; $PWD"']],
  ['a $( (b; c) | d )', ['b', 'c', 'd', 'a $()']],
  ['a `b` "`c`"', ['b', 'c', 'a $() "$()"']],
  ['(a; b)) c', ['a', 'b', 'c']],
  ['a $(b; c', ['b', 'c', 'a $()']],
  ['a <<X&& b\n"t"; u\nX\nc', ['a  " t ; u\n"', 'b', 'c']],
  ['a <<X <<-"Y"\n1\nX\n2\n\tY\nc', ['a   "\n2\n"', 'c']],
  ['a <<<X; b\nX', ['a <<<X', 'b', 'X']],
  ['a <<X; b', ['a', 'b']],
  ['sh -c \'a; b "c"\'; d', ['a', 'b "c"', 'd']],
  ["bash -o pipefail -c -- 'a'", ['a']],
  ['bash x.sh -c b', ['bash x.sh -c b']],
  ["X=1 sudo -E env bash -lc 'a '\\''b; c'\\'' d'", ["a 'b; c' d"]],
  ['bash -s <<X\na\n$(b)\nX', ['a', 'b', '$()']],
  ['sh -c', ['sh -c']],
])('%j has the commands %j', (script, expected) => {
  expect(trimmed(script)).toEqual(expected);
});

test.each([
  '$(',
  '"$(',
  '`',
  '"',
  "'",
  '(',
  '<<a ',
  '<<a\n',
  'a\n',
  "sh -c '",
  'eval ',
  '$(sh -c ',
  '\\',
  '<<a\na\n',
  ' ',
  '" `',
])('many %j take moments', (piece) => {
  const begin = performance.now();
  commandsOf(piece.repeat(100_000));
  expect(performance.now() - begin).toBeLessThan(10_000);
});
