import { UserError } from '../../core/errors.js';
import { factsOf } from '../../core/facts.js';
import type { RunRecord } from '../../core/generated/types.js';
import { lineageFactsOf, packageFactsOf } from '../../core/lineage/look-up-facts.js';
import type { LedgerView } from '../ledger.js';
import { runDecoder } from '../read/records.js';
import { dayOfPath, pathOfDay, recordsOfDays } from './days.js';
import type { DayFacts } from './segment.js';

/** Gathers what the records of one day can be looked up by. */
export class DayFactsMaker {
  readonly #facts = new Map<string, number[]>();
  #count = 0;

  constructor(readonly tree: string) {}

  /** @param run the next of the day's records, in the order of their names */
  add(run: RunRecord): void {
    for (const fact of [...factsOf(run), ...lineageFactsOf(run), ...packageFactsOf(run)]) {
      const at = this.#facts.get(fact);
      if (at === undefined) this.#facts.set(fact, [this.#count]);
      else at.push(this.#count);
    }
    this.#count += 1;
  }

  get made(): DayFacts {
    return { tree: this.tree, count: this.#count, facts: this.#facts };
  }
}

/** A day that has a record which cannot be read. No index has it, so that every look-up meets the record and says so. */
export interface UnreadableDay {
  day: string;
  error: UserError;
}

/**
 * Days in batches of as many records as memory may hold at once, all brought with one request. A day is never split.
 * @param days ids of their folders
 * @param most records of a batch, unless one day has more
 */
export async function* batchesOf(
  view: LedgerView,
  days: ReadonlyMap<string, string>,
  most: number,
): AsyncGenerator<ReadonlyMap<string, string>> {
  await view.bring([...days.keys()].map(pathOfDay));
  const records = await recordsOfDays(view, [...days.keys()]);
  let batch = new Map<string, string>();
  let count = 0;
  for (const [day, tree] of days) {
    const more = records.get(day)?.length ?? 0;
    if (batch.size > 0 && count + more > most) {
      yield batch;
      batch = new Map();
      count = 0;
    }
    batch.set(day, tree);
    count += more;
  }
  if (batch.size > 0) yield batch;
}

/** Reads days, what is not here with one request, and says what their records can be looked up by. @param days ids of their folders */
export async function readDayFacts(
  view: LedgerView,
  days: ReadonlyMap<string, string>,
): Promise<{ facts: Map<string, DayFacts>; unreadable: UnreadableDay[] }> {
  const records = await recordsOfDays(view, [...days.keys()]);
  const decode = await runDecoder();
  const makers = new Map([...days].map(([day, tree]) => [day, new DayFactsMaker(tree)]));
  const unreadable: UnreadableDay[] = [];
  await view.each([...records.values()].flat(), (path, bytes) => {
    const day = dayOfPath(path);
    try {
      makers.get(day)?.add(decode(path, bytes));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      makers.delete(day);
      unreadable.push({ day, error });
    }
  });
  return { facts: new Map([...makers].map(([day, maker]) => [day, maker.made])), unreadable };
}
