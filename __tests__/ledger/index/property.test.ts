import { jest } from '@jest/globals';
import fc from 'fast-check';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { checkIndex } from '../../../src/ledger/index/check.js';
import { openDayCache } from '../../../src/ledger/index/day-cache.js';
import { findRuns, type RunQuery } from '../../../src/ledger/index/find-runs.js';
import {
  expand,
  formatPositions,
  intersection,
  type Positions,
  parsePositions,
} from '../../../src/ledger/index/positions.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import { Folders, RecordingLog } from '../fixtures.js';
import { add, allRuns, at, ledgerOf, someRun } from './fixtures.js';

jest.setTimeout(120_000);

const SEED = 20_261_121;
const LONG = 'é'.repeat(200);
const folders = new Folders();

afterAll(() => folders.remove());

const commit = fc
  .tuple(fc.constantFrom('a', 'b', 'abcdef0', 'abcdef01'), fc.constantFrom('0', '1'))
  .map(([start, rest]) => start.padEnd(40, rest));
const version = fc.constantFrom('v1', 'v2');
const data = fc.array(fc.tuple(fc.constantFrom('orders', 'users'), version), { maxLength: 2 });
const day = fc.integer({ min: 1, max: 6 });
const runs = fc.array(
  fc.record({
    day,
    hour: fc.integer({ min: 0, max: 23 }),
    experiment: fc.constantFrom('e1', 'e2', LONG),
    commit: fc.option(commit, { nil: undefined }),
    data,
  }),
  { minLength: 1, maxLength: 12 },
);
/** Runs come, on any day; then perhaps a segment is made of what is settled by some day. */
const steps = fc.array(
  fc.record({
    runs,
    settle: fc.option(fc.record({ today: fc.integer({ min: 1, max: 9 }), atLeast: day }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 4 },
);

const date = fc.option(
  day.map((number) => `2026-11-0${number}`),
  { nil: undefined },
);
const question = fc.record(
  {
    experiment: fc.constantFrom('e1', LONG, 'e3'),
    commit: fc.tuple(commit, fc.constantFrom(7, 8, 40)).map(([text, digits]) => text.slice(0, digits)),
    dataset: fc.record({ name: fc.constant('orders'), version }, { requiredKeys: ['name'] }),
    tag: fc.record({ key: fc.constant('users'), value: version }),
    range: fc.tuple(date, date).filter(([since, until]) => !since || !until || since <= until),
    limit: fc.integer({ min: 1, max: 5 }),
    useCache: fc.boolean(),
  },
  { requiredKeys: ['useCache'] },
);

/** What a query means, written a second time. */
function fits(run: RunRecord, query: RunQuery): boolean {
  const { experiment, commit: sha, since, until } = query;
  const dataset = query.dataset as { name: string; version?: string } | undefined;
  const tag = query.tag as { key: string; value: string } | undefined;
  const began = run.started_at.slice(0, 10);
  return [
    experiment === undefined || run.experiment === experiment,
    sha === undefined || run.inputs.code?.commit?.indexOf(sha) === 0,
    dataset === undefined ||
      run.inputs.datasets.some(
        (one) => one.name === dataset.name && (!dataset.version || one.version === dataset.version),
      ),
    tag === undefined || Object.entries(run.tags).some(([k, v]) => k === tag.key && v === tag.value),
    since === undefined || began >= since,
    until === undefined || began <= until,
  ].every(Boolean);
}

test('whatever was indexed when, a look-up finds what reading all records finds', async () => {
  await fc.assert(
    fc.asyncProperty(
      steps,
      fc.array(question, { minLength: 8, maxLength: 8 }),
      async (history, questions) => {
        const { ledger } = await ledgerOf(folders);
        const log = new RecordingLog();
        const cache = openDayCache({ folder: await folders.make(), unique: () => 'x', log });
        let seed = 0;
        for (const step of history) {
          const more = step.runs.map(({ day: on, hour, ...of }) =>
            someRun({ ...of, time: at(on, hour), seed: ++seed, tags: Object.fromEntries(of.data) }),
          );
          await add(ledger, ...more);
          if (step.settle !== undefined) {
            const { today, atLeast } = step.settle;
            await indexSettledDays(ledger, { today: `2026-11-0${today}`, atLeast, log });
          }
          const view = await ledger.view();
          const all = await allRuns(view);
          for (const { useCache, limit, range: [since, until] = [], ...rest } of questions) {
            const query = { ...rest, since, until };
            const found = await findRuns(
              view,
              { ...query, limit },
              { log, cache: useCache ? cache : undefined },
            );
            const wanted = all.filter((run) => fits(run, query));
            expect(found).toEqual(wanted.slice(0, limit));
            const oldest = await findRuns(view, { ...query, limit, oldest: true }, { log });
            expect(oldest).toEqual(wanted.reverse().slice(0, limit));
          }
        }
        expect((await checkIndex(await ledger.view())).problems).toEqual([]);
        expect(log.lines.filter((line) => /damaged|not there/.test(line))).toEqual([]);
      },
    ),
    { seed: SEED, numRuns: 12 },
  );
});

const places = fc.uniqueArray(fc.integer({ min: 0, max: 60 })).map((all) => all.sort((a, b) => a - b));

test('positions are the same after they were written and read, and in common is what all lists have', () => {
  const read = (list: readonly number[]): Positions =>
    list.length === 0 ? [] : (parsePositions(formatPositions(list)) ?? []);
  fc.assert(
    fc.property(fc.array(places, { minLength: 1, maxLength: 4 }), (lists) => {
      for (const list of lists) expect(expand(read(list), 61)).toEqual(list);
      const [first = [], ...rest] = lists;
      const common = first.filter((place) => rest.every((list) => list.includes(place)));
      expect(expand(intersection(lists.map(read)), 61)).toEqual(common);
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});
