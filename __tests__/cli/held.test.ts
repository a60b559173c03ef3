import { errorOf } from '../../src/cli/held.js';
import type { HeldOutcome } from '../../src/commands/register/held.js';
import { UserError } from '../../src/core/errors.js';
import type { Finding } from '../../src/core/generated/types.js';
import { RecordingLog } from '../ledger/fixtures.js';

const finding = (severity: Finding['severity'], message: string): Finding => ({
  ...{ rule: 'metrics.m.min', severity, subject: 'm', message, mend: 'Train it better' },
});

test('each of several versions that are refused is named, also where all are refused for one reason', async () => {
  const log = new RecordingLog();
  const outcome = (model: string, number: number) =>
    ({
      version: { model, number },
      request: { run_id: 'r1' },
      result: { verdict: 'fail', findings: [finding('error', 'The metric is 1'), finding('warning', 'Old')] },
    }) as unknown as HeldOutcome;
  const all = [outcome('good', 1), outcome('other', 3)];
  const errors = (await Promise.all(all.map((one) => errorOf(one, { log })))).flat();
  expect(errors.flatMap(({ faults }) => faults.map(({ what, where }) => [what, where]))).toEqual([
    ['`good` (held as version 1) is not registered: The metric is 1', 'metrics.m.min, run r1'],
    ['`other` (held as version 3) is not registered: The metric is 1', 'metrics.m.min, run r1'],
  ]);
  expect(log.lines.join('\n')).toMatch(
    /`good` \(held as version 1\): Old.*`other` \(held as version 3\): Old/s,
  );
  const error = new UserError({ code: 'E_MODEL_DELETED', what: 'It was deleted', mend: 'Use another name' });
  const failed = { version: { model: 'gone', number: 2 }, error } as unknown as HeldOutcome;
  expect((await errorOf(failed, { log }))[0]?.faults).toMatchObject([
    { code: 'E_MODEL_DELETED', what: '`gone` (held as version 2) is not registered: It was deleted' },
  ]);
});
