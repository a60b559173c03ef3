import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { Producers } from '../../core/lineage/producers.js';
import { type RunFacts, runFacts } from '../../core/lineage/run-facts.js';
import { RUNS, runIdOf } from '../../ledger/layout.js';
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
 * Who else had made the same bytes before they were read, for each: nobody knows then whose they were. All records of runs are read for
 * it, and no index, so it is asked for what would be refused.
 */
export async function otherMakers(
  view: LedgerView,
  asked: readonly SameBytes[],
): Promise<(readonly RunRecord[])[]> {
  const digests = new Set(
    asked.flatMap(({ contents }) => contents.map((one) => one.slice(-'sha256:'.length - 64))),
  );
  if (digests.size === 0) return asked.map(() => []);
  const runs = new Map<string, RunRecord>();
  await view.bring([RUNS]);
  const paths = (await view.list(RUNS)).filter((path) => runIdOf(path) !== undefined);
  const decode = await runDecoder();
  const look = (path: string, bytes: Buffer) => {
    const named = bytes.toString('latin1').match(/sha256:[0-9a-f]{64}/g) ?? [];
    if (!named.some((digest) => digests.has(digest))) return;
    try {
      const run = decode(path, bytes);
      runs.set(run.run_id, run);
    } catch (error) {
      // A run that nobody can read has made nothing that anybody knows of.
      if (!(error instanceof UserError)) throw error;
    }
  };
  await view.each(paths, look, { passedOver: () => undefined });
  const producers = new Producers([...runs].map(([id, run]) => runFacts(run, id)));
  return asked.map(({ reader, contents, maker }) =>
    producers
      .before(contents, reader)
      .filter(({ run }) => run.run_id !== maker)
      .slice(0, MOST)
      .flatMap(({ run }) => runs.get(run.run_id) ?? []),
  );
}
