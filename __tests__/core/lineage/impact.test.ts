import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { beganElsewhere } from '../../../src/core/lineage/began-elsewhere.js';
import { impactOf, unjudged } from '../../../src/core/lineage/impact.js';
import { tenuresOf } from '../../../src/core/lineage/tenure.js';
import { isInRange, parseRange } from '../../../src/core/lineage/version-range.js';
import { graphOf, idOf, run, versionOfRun } from './world.js';

const at = (day: number) => `2026-01-0${day}T00:00:00Z`;
let made = 0;
const event = (day: number, version: number, more: object) => {
  made += 1;
  return {
    ...{ schema: 'lineage-gate/model-event/v1', event_id: `e${made}`, model: 'clf', version, at: at(day) },
    ...{ actor: 'octo', ci_run_url: null, previous: null, ...more },
  } as ModelEvent;
};
const moved = (day: number, version: number, from_stage: string, to_stage: string, archived?: number[]) =>
  event(day, version, {
    ...{ type: 'stage-changed', from_stage, to_stage, reason: null },
    ...(archived === undefined ? {} : { archived }),
  });

test('every time in which a version held a stage or an alias is told, also what has ended', () => {
  const events = [
    moved(1, 1, 'None', 'Production'),
    event(2, 1, { type: 'alias-set', alias: 'champion' }),
    moved(3, 2, 'None', 'Production', [1]),
    event(4, 2, { type: 'alias-set', alias: 'champion' }),
    event(5, 2, { type: 'alias-deleted', alias: 'champion' }),
    // It was never there: it counts for nothing.
    moved(6, 1, 'Staging', 'Production'),
    moved(7, 2, 'Production', 'None'),
  ];
  const tenures = tenuresOf('clf', { events, versions: [{ version: 1 }, { version: 2 }] as never });
  const told = tenures.map(({ holds, version, from, to, begun, ended }) => [
    ...[holds, version, from, to, begun.event_id, ended?.event_id],
  ]);
  const [prod, first, , second, deleted, , none] = events.map(({ event_id }) => event_id);
  const third = events[2]?.event_id;
  expect(told).toEqual([
    ['Production', 1, at(1), at(3), prod, third],
    ['@champion', 1, at(2), at(4), first, second],
    ['Archived', 1, at(3), null, third, undefined],
    ['Production', 2, at(3), at(7), third, none],
    ['@champion', 2, at(4), at(5), second, deleted],
  ]);
});

test('an answer has what is in Production first, and runs that were only judged on it apart', () => {
  const make = run('a', { reads: [{ digest: sha256('o') }], models: [{ path: 'm', files: { m: '1' } }] });
  const next = run('b', {
    at: 2,
    reads: [{ digest: sha256('o') }],
    models: [{ path: 'm', files: { m: '2' } }],
  });
  const judge = run('c', { at: 4, reads: [{ digest: sha256('o'), role: 'test' }] });
  const both = run('d', {
    at: 6,
    reads: [{ digest: sha256('o') }, { name: 'o2', digest: sha256('o'), role: 'test' }],
  });
  const silent = run('e', { at: 8 });
  const vague = run('f', { at: 9, reads: [{ name: 'users' }] });
  const graph = graphOf([make, next, judge, both, silent, vague], {
    versions: [versionOfRun(1, make), versionOfRun(2, next)],
  });
  const roots = [...graph.named()].filter((node) => node.kind === 'dataset' && node.name === 'orders');
  const tenure = {
    holds: 'Production',
    kind: 'stage' as const,
    model: 'clf',
    version: 2,
    from: at(1),
    to: null,
  };
  const tenures = [{ ...tenure, begun: { event_id: 'e', actor: null }, ended: null }];
  const requests = [{ model: 'clf', version: 1, event_id: 'r1' }];
  const impact = impactOf(graph, roots, { tenures, requests });
  expect(impact.runs.map(({ run_id }) => run_id)).toEqual(['a', 'b', 'd'].map(idOf));
  expect(impact.judged.map(({ run_id }) => run_id)).toEqual([idOf('c')]);
  expect(impact.versions).toMatchObject([
    { version: 2, tenures, waiting: [] },
    { version: 1, tenures: [], waiting: ['r1'] },
  ]);
  const hit = new Set(['a', 'b', 'c', 'd'].map(idOf));
  expect(unjudged(graph, hit)).toEqual([
    { why: 'name no data and no model that they began with', ids: [idOf('e')] },
    { why: 'read data of which no digest was recorded', ids: [idOf('f')] },
  ]);
});

test.each<[string, string, boolean | undefined]>([
  ['>=v2.0 <v2.3', 'v2.0', true],
  ['>=v2.0 <v2.3', 'v2.2.9', true],
  ['>=v2.0 <v2.3', 'v2.3', false],
  ['>=v2.0,<v2.3', '2.1', true],
  ['>v2.9', 'v2.10', true],
  ['>=v2', 'v2.0-rc1', false],
  ['>v2.0-rc2', 'v2.0-rc10', true],
  ['<v2', 'v2-rc1', true],
  ['= v2.0', 'v2', true],
  ['==v2.0', 'v2.1', false],
  ['>=v2', 'latest', undefined],
  ['>=v2', '2026-01-01', undefined],
  ['>=2026-01-01', '2026-02-01', true],
  ['<=2026-01-01', '2026-02-01', false],
  ['>=2026-01-01', 'v3', undefined],
])('%s: is %s in it', (range, version, isIn) => {
  expect(isInRange(parseRange(range), version, 0)).toBe(isIn);
});

test('versions without an order go by when they were first used', () => {
  const march = parseRange('first-used:2026-03-01..2026-03-31');
  expect(isInRange(march, 'x', Date.UTC(2026, 2, 31, 23, 59))).toBe(true);
  expect(isInRange(march, 'x', Date.UTC(2026, 3, 1))).toBe(false);
  expect(isInRange(parseRange('first-used:2026-03-01..'), 'x', Date.UTC(2027, 0))).toBe(true);
  expect(isInRange(parseRange('first-used:..2026-03-01T12:00Z'), 'x', Date.UTC(2026, 2, 1, 12, 1))).toBe(
    false,
  );
});

test.each([
  ['>=v2 <', 'position 6'],
  ['>=v2 and <v3', 'position 6'],
  ['>=main', 'position 3'],
  ['>=v2 <2026-01-01', 'numbers and days have no order'],
  ['first-used:..', 'names no day'],
  ['first-used:yesterday..', 'position 12'],
])('%s is no range, and it is said where', (range, why) => {
  expect(() => parseRange(range)).toThrow(why);
});

test('what another run has made too is hit, and what cannot be true or is gone is named', () => {
  const data = [{ path: 'f.csv', text: 'f' }];
  const reads = [{ name: 'f', digest: sha256('f'), scheme: 'file' as const }];
  const bad = run('a', { reads: [{ digest: sha256('o') }], data });
  const later = run('b', { at: 2, data });
  const train = run('c', { at: 5, reads, models: [{ path: 'm', files: { m: 'm' } }] });
  const liar = run('d', { at: 7, reads: [{ ...reads[0], made_by: idOf('e') }] });
  const innocent = run('e', { at: 1 });
  const lost = { ...versionOfRun(2, train), run_id: idOf('z') };
  const graph = graphOf([bad, later, train, liar, innocent], { versions: [versionOfRun(1, train), lost] });
  const roots = [...graph.named()].filter((node) => node.kind === 'dataset' && node.name === 'orders');
  const impact = impactOf(graph, roots, { tenures: [], requests: [] });
  expect(impact.runs.map(({ run_id }) => run_id)).toEqual(['a', 'c', 'd'].map(idOf));
  expect(impact.versions.map(({ version, same_bytes }) => [version, same_bytes])).toEqual([
    [1, undefined],
    [2, true],
  ]);
  // Whether it is hit as well or not.
  const left = unjudged(graph, new Set([idOf('a'), idOf('c'), idOf('d')]));
  expect(left).toContainEqual({ why: expect.stringContaining('(made_by)'), ids: [idOf('d')] });
  expect(left).toContainEqual({
    why: expect.stringContaining('no run that can be read'),
    ids: ['models:/clf/2'],
  });
});

test('who began with what the ledger does not have is named, and no model from outside of all registries', () => {
  const base = run('a', { models: [{ path: 'm', files: { m: '1' } }] });
  const began = (letter: string, model: object) => run(letter, { at: 5, began: [model] });
  const graph = graphOf(
    [
      base,
      began('b', { uri: 'models:/other/1' }),
      began('c', { uri: 'models:/other/Production' }),
      began('d', { uri: `runs:/${idOf('z')}/m` }),
      began('e', { uri: 'hf:org/base', made_by: idOf('z') }),
      run('f', { at: 5, parent: 'z' }),
      began('g', { uri: 'hf:org/base' }),
      began('h', { uri: 'models:/clf/1' }),
      began('i', { uri: 'hf:org/base', made_by: idOf('a') }),
    ],
    { versions: [versionOfRun(1, base)] },
  );
  const named = (hit: string[]) => beganElsewhere(graph, new Set(hit))[0]?.ids.toSorted();
  expect(named([])).toEqual(['b', 'c', 'd', 'e', 'f'].map(idOf));
  expect(named([idOf('b')])).toEqual(['c', 'd', 'e', 'f'].map(idOf));
});

test('what is deleted holds nothing from then on', () => {
  const events = [
    event(1, 1, { type: 'registered', run_id: idOf('a'), manifest_digest: sha256('m') }),
    moved(1, 1, 'None', 'Staging'),
    event(2, 1, { type: 'version-deleted', reason: null }),
  ];
  const [held] = tenuresOf('clf', { events, versions: [{ version: 1 }] as never });
  expect(held).toMatchObject({ holds: 'Staging', to: at(2), ended: { event_id: events[2]?.event_id } });
});
