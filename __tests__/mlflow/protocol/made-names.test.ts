import { madeName } from '../../../src/mlflow/protocol/made-names.js';

test('a made name is two words and a number, of the random end of the id', () => {
  expect(madeName('0'.repeat(32))).toBe('able-ash-0');
  expect(madeName(`${'0'.repeat(22)}${(31 + 64 * 31 + 4096 * 999).toString(16).padStart(10, '0')}`)).toBe(
    'wise-wren-999',
  );
});
