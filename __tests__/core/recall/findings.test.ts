import { recalledFindings } from '../../../src/core/recall/findings.js';

test('thousands of records that nobody can read fill no page, and refuse all the same', () => {
  const told = Array.from({ length: 500 }, (_, at) => {
    const id = at.toString(16).padStart(32, '0');
    return {
      recall: { id, path: `recalls/${id}.json`, why: 'is not JSON' },
      severity: 'refuse' as const,
      path: [],
    };
  });
  const findings = recalledFindings(told, { lost: [], subject: 'clf' });
  expect(findings).toHaveLength(21);
  expect(findings.at(-1)).toMatchObject({ severity: 'error', subject: 'recalls' });
  expect(findings.at(-1)?.message).toMatch(/^And 480 more records of recalls/);
});
