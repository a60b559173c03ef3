import { sha256 } from '../../../../src/core/digest.js';
import type { ModelEvent } from '../../../../src/core/generated/types.js';
import { rivalsBefore } from '../../../../src/core/registry/confirm/replay.js';
import { digestOfEvent } from '../../../../src/core/registry/disowned.js';
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

describe('events of one run that disown records', () => {
  const disowning = (id: string, number: number, previous: ModelEvent | null) =>
    ({
      ...{
        ...APPROVED,
        type: 'disowned',
        by: { ...BY },
        event_id: id.repeat(32),
        version: null,
        reason: 'x',
      },
      previous: previous === null ? null : digestOfEvent(previous),
      records: Array.from({ length: number }, (_, at) => ({ path: `${id}${at}`, digest: sha256(`${at}`) })),
    }) as unknown as ModelEvent;

  test('one that goes on where a full one ends is none of their copies', () => {
    const first = disowning('a', 1000, null);
    const middle = disowning('b', 1000, first);
    const last = disowning('c', 150, middle);
    expect(rivalsBefore(middle, [first, middle, last])).toEqual([]);
    expect(rivalsBefore(last, [first, middle, last])).toEqual([]);
  });

  test('one behind an event that is not full, or elsewhere in the chain, is a copy, whatever it names', () => {
    const first = disowning('a', 999, null);
    const behind = disowning('b', 1, first);
    expect(rivalsBefore(behind, [first, behind])).toEqual([first]);
    const full = disowning('a', 1000, null);
    const rest = disowning('b', 1, full);
    const later = disowning('c', 1, rest);
    expect(rivalsBefore(later, [full, rest, later])).toEqual([full, rest]);
  });
});
