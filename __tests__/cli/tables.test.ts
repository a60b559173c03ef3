import { textTable } from '../../src/cli/tables.js';

test('columns are as wide as their widest cell is on a terminal, and no line ends with spaces', () => {
  const rows = [
    ['猫', 'two columns wide'],
    ['e\u0301', ''],
    ['plain', 'x'],
  ];
  expect(textTable(['NAME', 'WHAT'], rows)).toBe(
    ['NAME   WHAT', '猫     two columns wide', 'e\u0301', 'plain  x', ''].join('\n'),
  );
});

test('cells are made safe for the terminal, and a head without rows is a line', () => {
  expect(textTable(['A', 'B'], [['\u001b[31mred', 'x']])).toMatch(/^A +B\n[^\u001b]*red {2}x\n$/);
  expect(textTable(['A', 'B'], [])).toBe('A  B\n');
});
