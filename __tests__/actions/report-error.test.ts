import { jest } from '@jest/globals';
import { reportError } from '../../src/actions/report-error.js';
import { UserError } from '../../src/core/errors.js';
import { createRedactor } from '../../src/core/redact/redactor.js';

afterEach(() => {
  jest.restoreAllMocks();
});

test('what a record or a person says prints no runner command and no control character, in annotations and in the log', async () => {
  const printed: string[] = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  jest.replaceProperty(process, 'env', {});
  const what = 'The reason is `\u001b[31mred\u202e\r\n::stop-commands::x\n::add-mask::y`';
  const faults = Array.from({ length: 11 }, () => ({
    ...{ code: 'E_INPUT_INVALID' as const, what, where: 'input reason', mend: 'Say it in words' },
  }));
  const context = { redactor: createRedactor([]), title: 'Not promoted' };
  await reportError(new UserError(faults), context);
  await reportError(new Error(what), context);
  const lines = printed.join('').split('\n');
  expect(lines.filter((line) => line.startsWith('::error'))).toHaveLength(11);
  expect(lines.filter((line) => /^\s*::(?!(?:error|warning|debug)\b)/.test(line))).toEqual([]);
  expect(printed.join('')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/u);
});
