import { jest } from '@jest/globals';
import type { RunRecord } from '../../src/core/generated/types.js';
import { findRuns, type RunQuery } from '../../src/ledger/find-runs.js';
import { checkIndex } from '../../src/ledger/index/check.js';
import { openDayCache } from '../../src/ledger/index/day-cache.js';
import { reindex } from '../../src/ledger/index/reindex.js';
import { indexSettledDays } from '../../src/ledger/index/settle.js';
import { listRuns } from '../../src/ledger/records.js';
import { Folders, RecordingLog } from './fixtures.js';
import { add, at, ledgerOf, someRun } from './index-fixtures.js';

jest.setTimeout(120_000);

const folders = new Folders();
const log = new RecordingLog();

afterAll(() => folders.remove());

/** Numbers from 0 up to, but not including, 1: the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Choice {
  readonly #random: () => number;
  #made = 0;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  number(below: number): number {
    return Math.floor(this.#random() * below);
  }

  of<T>(...values: [T, ...T[]]): T {
    return values[this.number(values.length)] ?? values[0];
  }

  maybe<T>(value: () => T): T | undefined {
    return this.number(3) === 0 ? value() : undefined;
  }

  commit(): string {
    return this.of('a', 'b', 'abcdef0', 'abcdef01').padEnd(40, this.of('0', '1'));
  }

  run(): RunRecord {
    this.#made += 1;
    const data = Array.from(
      { length: this.number(3) },
      () => [this.of('orders', 'users'), this.of('v1', 'v2')] as const,
    );
    return someRun({
      time: at(1 + this.number(6), this.number(24)),
      seed: this.#made,
      experiment: this.of('e1', 'e2', 'é'.repeat(200)),
      commit: this.maybe(() => this.commit()),
      data,
      tags: Object.fromEntries(data.map(([name, version]) => [name, version])),
    });
  }

  query(): RunQuery {
    const day = () => `2026-11-0${1 + this.number(6)}`;
    const since = this.maybe(day);
    const until = this.maybe(day);
    return {
      experiment: this.maybe(() => this.of('e1', 'é'.repeat(200), 'e3')),
      commit: this.maybe(() => this.commit().slice(0, this.of(7, 8, 40))),
      dataset: this.maybe(() => ({ name: 'orders', version: this.of('v1', undefined) })),
      tag: this.maybe(() => ({ key: 'users', value: 'v2' })),
      since: since !== undefined && until !== undefined && since > until ? until : since,
      until: since !== undefined && until !== undefined && since > until ? since : until,
    };
  }
}

/** What a query means, written a second time. */
function fits(run: RunRecord, query: RunQuery): boolean {
  const { experiment, commit, dataset, tag, since, until } = query;
  const wanted = dataset as { name: string; version?: string } | undefined;
  const label = tag as { key: string; value: string } | undefined;
  const day = run.started_at.slice(0, 10);
  return [
    experiment === undefined || run.experiment === experiment,
    commit === undefined || run.inputs.code?.commit?.indexOf(commit) === 0,
    wanted === undefined ||
      run.inputs.datasets.some(
        (one) => one.name === wanted.name && (!wanted.version || one.version === wanted.version),
      ),
    label === undefined || Object.entries(run.tags).some(([k, v]) => k === label.key && v === label.value),
    since === undefined || day >= since,
    until === undefined || day <= until,
  ].every(Boolean);
}

test.each([1, 2, 3, 4, 5])(
  'whatever was indexed when, a look-up finds what reading all finds (%i)',
  async (seed) => {
    const choice = new Choice(seed);
    const { ledger } = await ledgerOf(folders, [choice.run()]);
    const cache = openDayCache({ folder: await folders.make(), unique: () => 'x', log });
    // Only the first index is made whole: what follows are segments on top of it.
    if (choice.number(2) === 0) await reindex(ledger, { log });
    for (let step = 0; step < 3; step++) {
      await add(ledger, ...Array.from({ length: 1 + choice.number(12) }, () => choice.run()));
      if (choice.number(3) > 0) {
        const today = `2026-11-0${1 + choice.number(9)}`;
        await indexSettledDays(ledger, { today, atLeast: 1 + choice.number(5), log });
      }
      const view = await ledger.view();
      const all = await listRuns(view);
      for (let asked = 0; asked < 6; asked++) {
        const query = choice.query();
        const limit = choice.maybe(() => 1 + choice.number(5));
        const runs = await findRuns(view, { ...query, limit }, { log, cache: choice.maybe(() => cache) });
        const expected = all.filter((run) => fits(run, query)).map((run) => run.run_id);
        expect({ query, ids: runs.map((run) => run.run_id) }).toEqual({
          query,
          ids: expected.slice(0, limit),
        });
      }
    }
    expect((await checkIndex(await ledger.view())).problems).toEqual([]);
    expect(log.lines.filter((line) => /damaged|not there/.test(line))).toEqual([]);
  },
);
