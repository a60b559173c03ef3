// The policy that a server judges by is that of the moment, and its gate does not go away with the file.
import { judgingIf } from '../../../src/cli/serve-host.js';
import { BUILT_IN_POLICY, type Policy } from '../../../src/core/policy/policy.js';
import { policy } from '../../core/policy/support.js';

test('a policy that comes counts, and one that is gone refuses', async () => {
  let now: Policy = BUILT_IN_POLICY;
  const { judgedBy } = await judgingIf({ policy: async () => now }, { writable: true } as never);
  expect(await judgedBy?.()).toBeUndefined();
  now = policy({});
  expect(await judgedBy?.()).toBe(now);
  now = BUILT_IN_POLICY;
  await expect(judgedBy?.()).rejects.toThrow('is gone');
});
