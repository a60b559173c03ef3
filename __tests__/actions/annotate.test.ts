import { jest } from '@jest/globals';
import { annotateWaived } from '../../src/actions/annotate.js';
import type { WaivedFinding } from '../../src/core/judgement.js';
import { createRedactor } from '../../src/core/redact/redactor.js';

test('a recall that a waiver lets pass is told beside the run, and no other waiver is', () => {
  const printed: string[] = [];
  const spy = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation((text) => printed.push(String(text)) > 0);
  const waived = (rule: string): WaivedFinding => ({
    finding: { rule, severity: 'error', subject: 'x', message: `${rule} speaks`, mend: 'Train again' },
    waiver: { rule, model: null, reason: 'known', by: 'me', expires: '2999-01-01' },
  });
  annotateWaived([waived('recalled'), waived('metrics.min')], { redactor: createRedactor([]) });
  spy.mockRestore();
  expect(printed.join('')).toBe(
    '::warning title=E_POLICY_NOT_MET recalled::Waived by me until 2999-01-01 (known): recalled speaks.\n',
  );
});
