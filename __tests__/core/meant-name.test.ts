import { meantName } from '../../src/core/meant-name.js';

const KNOWN = ['p q', 'r%20s', 'clf_orders', 'ranker'];

test.each([
  ['p%20q', 'p q', ''],
  ['r s', 'r%20s', ''],
  ['clf_order', 'clf_orders', ''],
  ['Ranker', 'ranker', ' (it differs only in upper and lower case'],
  [
    '\u0441lf_orders',
    'clf_orders',
    ' (it differs only in signs that look the same, percent-encoded `clf_orders`)',
  ],
])('%p means %p', (name, expected, differs) => {
  const meant = meantName(name, KNOWN);
  expect(meant?.name).toBe(expected);
  expect(meant?.differs.startsWith(differs)).toBe(true);
});

test('what is far from all, and a percent sign that stands for itself, mean none', () => {
  expect(meantName('100%', KNOWN)).toBeUndefined();
});
