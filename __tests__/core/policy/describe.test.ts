import { describePolicy } from '../../../src/core/policy/describe.js';
import { policy } from './support.js';

test('what a stage asks for is said with the settings within its settings', () => {
  const stages = {
    Production: { from: ['Staging' as const], approvals: 2, rollback: { approvals: 0 } },
    Staging: { allowed_actors: ['alice', 'bob'] },
  };
  const described = new Map(describePolicy(policy({ stages }), '2026-11-22T00:00:00Z'));
  expect(described.get('stages')).toEqual([
    'Production: from Staging, approvals 2, rollback (approvals 0) (for promotions)',
    'Staging: allowed_actors alice bob (for promotions)',
  ]);
});

test('who recalls and who lifts that is said', () => {
  const file = policy({ recall: { allowed_actors: ['alice'], clear: { approvals: 2 }, fetch: 'refuse' } });
  const described = new Map(describePolicy(file, '2026-11-22T00:00:00Z'));
  expect(described.get('recalls')).toEqual(['allowed_actors alice, clear (approvals 2), fetch refuse']);
});

test('a list that takes the rules for all away is none, and no half of a sentence', () => {
  const file = policy({
    stages: { Production: { required_tags: [] } },
    models: { m: { required_tags: [] } },
  });
  const described = new Map(describePolicy(file, '2026-11-22T00:00:00Z'));
  expect(described.get('stages')).toEqual(['Production: required_tags none (for promotions)']);
  expect(described.get('models')).toEqual(['m: required_tags none']);
});
