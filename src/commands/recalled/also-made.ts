import type { RunRecord } from '../../core/generated/types.js';
import { Producers } from '../../core/lineage/producers.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { runDecoder } from '../../ledger/read/records.js';

/** Bytes that a run read, by which another run is taken for their maker. */
export interface SameBytes {
  reader: RunFacts;
  contents: readonly string[];
  /** Null where the record names none. */
  maker: string | null;
}

/** Other makers of the same bytes that are looked at. */
const MOST = 20;

/**
 * Who else had made the same bytes before they were read, for each: nobody knows then whose they were. It is asked of all runs, and of no
 * index.
 */
export async function otherMakers(
  { view, runs }: { view: LedgerView; runs: Iterable<RunFacts> },
  asked: readonly SameBytes[],
): Promise<(readonly RunRecord[])[]> {
  if (asked.every(({ contents }) => contents.length === 0)) return asked.map(() => []);
  const producers = new Producers(runs);
  const makers = asked.map(({ reader, contents, maker }) =>
    producers
      .before(contents, reader, MOST + 1)
      .map(({ run }) => run)
      .filter(({ run_id }) => run_id !== maker)
      .slice(0, MOST),
  );
  const records = await recordsOf(view, new Set(makers.flat().map(({ record }) => record)));
  return makers.map((some) => some.flatMap(({ record }) => records.get(record) ?? []));
}

async function recordsOf(view: LedgerView, paths: Iterable<string>): Promise<Map<string, RunRecord>> {
  const decode = await runDecoder();
  const records = new Map<string, RunRecord>();
  for (const [path, bytes] of await view.read([...paths])) records.set(path, decode(path, bytes));
  return records;
}
