import type { ModelEvent } from '../../../../src/core/generated/types.js';
import { rivalsBefore } from '../../../../src/core/registry/confirm/replay.js';
import { APPROVED, BY } from './support.js';

test('one run may tell what several reviewers said, and what each said once', () => {
  const by = { ...BY };
  const first = { ...APPROVED, by };
  const other: ModelEvent = {
    ...{ ...APPROVED, by, event_id: 'b'.repeat(32) },
    person: { login: 'bob', id: '12', type: 'User' },
  };
  const again = { ...first, event_id: 'c'.repeat(32) };
  expect(rivalsBefore(other, [first, other])).toEqual([]);
  expect(rivalsBefore(again, [first, other, again])).toEqual([first]);
});
