import { sha256 } from '../../../src/core/digest.js';
import type { Impact } from '../../../src/core/lineage/impact.js';
import type { RunFacts } from '../../../src/core/lineage/run-facts.js';
import { affectedOf, fitting, unplacedThen } from '../../../src/core/recall/affected.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { recalledEvent } from '../../commands/recalled/events.js';

test('who else had made the same bytes is kept: who is trusted, and says what it came from', () => {
  const output = (path: string) => ({ contents: [`file ${sha256(path)}`], reused: null });
  const of = (run_id: string, changes = {}) => ({
    ...{
      run_id,
      trust: 'trusted',
      ended_at: '2026-01-01T00:00:00Z',
      outputs: [output('f')],
      datasets: [{}],
      tagged: [],
      models: [],
      parent: null,
      command: null,
    },
    ...changes,
  });
  const hit = of('a');
  const all = [
    hit,
    of('c'),
    of('b'),
    of('d', { outputs: [output('g')] }),
    of('e', { trust: 'claimed' }),
    of('f', { datasets: [] }),
    of('g', { outputs: [{ ...output('f'), reused: { made_by: 'a' } }] }),
  ] as unknown as RunFacts[];
  expect(affectedOf({ runs: [], versions: [] }, { made: [all[0] as RunFacts], all }).other_makers).toEqual([
    'b',
    'c',
  ]);
});

test('who had a model before it was made is kept, whoever it is; who has it later has copied it', () => {
  const model = { kind: 'model', contents: [`folder-2 ${sha256('m')}`], reused: null };
  const of = (run_id: string, minute: string, changes = {}) =>
    ({
      ...{ run_id, trust: 'trusted', ended_at: `2026-01-01T00:${minute}:00Z`, outputs: [model] },
      ...{ datasets: [{}], tagged: [], models: [], parent: null },
      ...changes,
    }) as unknown as RunFacts;
  const made = [of('a', '05')];
  const all = [...made, of('b', '04', { trust: 'claimed', datasets: [] }), of('c', '05'), of('d', '06')];
  expect(affectedOf({ runs: [], versions: [] }, { made, all }).other_makers).toEqual(['b']);
});

test('runs that nobody could place are kept with why and how many there are, but for those that it hits', () => {
  const id = (number: number) => number.toString(16).padStart(32, '0');
  const hit = { run_id: id(1), outputs: [] } as unknown as RunFacts;
  const gone = Array.from({ length: 900 }, (_, number) => id(number + 1));
  const unplaced = [
    { why: 'are gone', ids: gone },
    { why: 'are hit', ids: [id(1)] },
  ];
  const affected = affectedOf({ runs: [hit], versions: [] }, { made: [], all: [], unplaced });
  const [one, ...none] = affected.not_placed ?? [];
  expect([one?.why, one?.count, none]).toEqual(['are gone', 899, []]);
  expect(one?.runs.length).toBeGreaterThan(300);
  expect(one?.runs.length).toBeLessThanOrEqual(500);
  expect(unplacedThen({ affected })).toEqual([{ why: 'are gone', count: 899, ids: one?.runs }]);
});

test('a recall of very much still fits into a record, and says how much found no room', async () => {
  const id = (number: number) => number.toString(16).padStart(32, '0');
  const content = (number: number) => `folder-2 ${sha256(`${number}`)}`;
  const runs = Array.from({ length: 12_000 }, (_, number) => ({
    run_id: id(number),
    ...{ trust: 'trusted', datasets: [{}], tagged: [], models: [], parent: null },
    ended_at: '2026-01-01T00:00:00Z',
    outputs: [
      { contents: [content(number)], reused: null },
      { contents: [content(-1 - number)], reused: { made_by: null } },
    ],
  }));
  const versions = Array.from({ length: 3000 }, (_, number) => ({
    model: 'm'.repeat(200),
    version: number + 1,
  }));
  const others = runs.map((run) => ({ ...run, run_id: `f${run.run_id.slice(1)}` })) as unknown as RunFacts[];
  const affected = affectedOf({ runs, versions } as unknown as Impact, {
    made: runs as unknown as RunFacts[],
    all: others,
  });
  const { runs: kept, versions: some, contents, left_out } = affected;
  expect(affected.other_makers?.length).toBeGreaterThan(500);
  expect(kept.length).toBeGreaterThan(5000);
  expect(contents.length).toBeGreaterThan(1000);
  // What a run did not write is not what it made.
  expect(contents).not.toContain(content(-1));
  expect(left_out).toBe(12_000 + 3000 + 12_000 - kept.length - some.length - contents.length);
  const names = Array.from({ length: 1000 }, (_, number) => ({
    ...{ name: 'n'.repeat(200), version: String(number).padStart(200, '0') },
  }));
  const what = {
    ...{ kind: 'dataset' as const, name: 'orders', version: 'v2.1', repository: 'o'.repeat(300) },
    contents: Array.from({ length: 1000 }, (_, number) => content(number)),
    other_names: fitting(names, 1000, 220_000),
  };
  const token = `${'x'.repeat(4000)}.y.z`;
  const key = { kty: 'RSA' as const, kid: 'k', n: 'n'.repeat(342), e: 'AQAB' };
  const event = recalledEvent({ what, affected, reason: 'ß'.repeat(2000), oidc: { token, key } });
  expect((await encodeRecord('recallEvent', event)).length).toBeLessThan(1024 * 1024);
});
