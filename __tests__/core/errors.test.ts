import { describeFault, sentence } from '../../src/core/errors.js';

test('a sentence ends once, a question with its mark', () => {
  expect(sentence('Use `wine`')).toBe('Use `wine`.');
  expect(sentence('Did you mean `wine`?')).toBe('Did you mean `wine`?');
  expect(sentence('Did you mean `wine`? Correct it')).toBe('Did you mean `wine`? Correct it.');
});

test('a fault in one line', () => {
  const fault = { code: 'E_MODEL_NOT_FOUND', what: 'There is no model "win"', where: 'ledger' } as const;
  expect(describeFault({ ...fault, mend: 'Did you mean "wine"?' })).toBe(
    'E_MODEL_NOT_FOUND: There is no model "win" (ledger). Did you mean "wine"?',
  );
});
