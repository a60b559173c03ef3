import { isSameParam } from '../../../src/mlflow/protocol/same-param.js';

test.each([
  ['0.1', '0.1', true],
  ['0.1', '0.10', false],
  ['[redacted]', 'hunter2', true],
  ['postgresql://u:[redacted]@h/db', 'postgresql://u:pw1@h/db', true],
  ['postgresql://u:[redacted]@h/db', 'postgresql://u:pw1@h/other', false],
  ['postgresql://u:[redacted]@h/db', 'postgresql://v:pw1@h/db', false],
  ['a [redacted] b [redacted] c', 'a 1 b 2 c', true],
  ['a [redacted] b [redacted] c', 'a 1 x 2 c', false],
  ['aa[redacted]aa', 'aaa', false],
])('kept as %p, sent as %p', (kept, sent, isSame) => {
  expect(isSameParam(kept, sent)).toBe(isSame);
});
