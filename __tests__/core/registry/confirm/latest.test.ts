import type { ModelEvent } from '../../../../src/core/generated/types.js';
import { latestBefore } from '../../../../src/core/registry/confirm/latest.js';
import { digestOfEvent } from '../../../../src/core/registry/disowned.js';
import { eventPath } from '../../../../src/core/registry/record-paths.js';
import { BY, MOVE, REQUEST } from './support.js';

let made = 0;
function event(type: string, version: number | null, more: object = {}): ModelEvent {
  made += 1;
  return {
    ...MOVE,
    type,
    version,
    event_id: String(made).padStart(32, '0'),
    ...more,
  } as unknown as ModelEvent;
}
const registered = (version: number, run_id: string | null = 'r') => event('registered', version, { run_id });
const deleted = (version: number) => event('version-deleted', version);
const disowning = (one: ModelEvent) =>
  event('disowned', null, {
    records: [{ path: eventPath(one.model, one.event_id), digest: digestOfEvent(one) }],
  });

const numbers = [1, 2, 3].map((version) => registered(version));
const move = { ...MOVE, event_id: 'a'.repeat(32) };
const meant = (before: readonly ModelEvent[], after: readonly ModelEvent[] = []) => {
  const { version, gone } = latestBefore(move, [...before, move, ...after]);
  return { version, gone: gone.map((one) => one.version) };
};

test('`latest` meant the newest version of then: what came since changes nothing', () => {
  expect(meant(numbers)).toEqual({ version: 3, gone: [] });
  expect(meant(numbers, [registered(4), deleted(3)])).toEqual({ version: 3, gone: [] });
  expect(meant([])).toEqual({ version: null, gone: [] });
});

test('it passed over what was deleted, what had never counted and what nobody had judged', () => {
  expect(meant([...numbers, deleted(3)])).toEqual({ version: 2, gone: [3] });
  const forged = registered(4);
  expect(meant([...numbers, forged, disowning(forged), deleted(3)])).toEqual({ version: 2, gone: [4, 3] });
  // A deletion that is disowned has taken nothing away.
  const wrong = deleted(3);
  expect(meant([...numbers, wrong, disowning(wrong)])).toEqual({ version: 3, gone: [] });
  expect(meant([...numbers, registered(4, null)])).toEqual({ version: 3, gone: [] });
  const anew = [event('model-deleted', null), registered(4), deleted(4)];
  expect(meant([...numbers, ...anew])).toEqual({ version: null, gone: [4, 3, 2, 1] });
});

test('a run that waits for a reviewer chose when it asked, and one that answers another when it answers', () => {
  const asked = event('approval-requested', 3, {
    event_id: REQUEST,
    change: { type: 'stage', to_stage: 'Production' },
  });
  const moved = { ...move, request: REQUEST } as ModelEvent;
  const events = (request: ModelEvent) => [...numbers, request, registered(4), moved];
  expect(latestBefore(moved, events(asked)).version).toBe(3);
  expect(latestBefore(moved, events({ ...asked, by: { ...BY, ci_run_id: '78' } })).version).toBe(4);
});
