import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { hasMade } from '../../core/lineage/producers.js';
import { type RunFacts, runFacts } from '../../core/lineage/run-facts.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readSound, runDecoder } from '../../ledger/read/records.js';

/** Bytes that a run read, by which another run is taken for their maker. */
export interface SameBytes {
  reader: RunFacts;
  contents: readonly string[];
  /** Null where the record names none. */
  maker: string | null;
}

interface Known {
  run: RunRecord;
  facts: RunFacts;
}

/** Other makers of the same bytes that are looked at. */
const MOST = 20;

/** Runs of which recalls say that they had made the same bytes. Each record is read once. */
export class OtherMakers {
  readonly #view: LedgerView;
  readonly #known = new Map<string, Known | null>();

  constructor(view: LedgerView) {
    this.#view = view;
  }

  /**
   * Who of them had made some bytes before they were read: nobody knows then whose they were.
   * @param ids of the runs, all that count
   */
  async of({ reader, contents, maker }: SameBytes, ids: readonly string[]): Promise<RunRecord[]> {
    await this.#load(ids);
    const found: RunRecord[] = [];
    for (const id of ids) {
      const known = this.#known.get(id);
      if (known == null || id === maker || found.length >= MOST) continue;
      if (isBefore(known.facts, reader) && contents.some((one) => hasMade(known.facts, one)))
        found.push(known.run);
    }
    return found;
  }

  async #load(ids: readonly string[]): Promise<void> {
    const fresh = ids.filter((id) => !this.#known.has(id));
    if (fresh.length === 0) return;
    const decode = await runDecoder();
    const files = await readSound(this.#view, fresh.map(runPath));
    for (const id of fresh) {
      const path = runPath(id);
      this.#known.set(
        id,
        decoded(() => decode(path, files.get(path) ?? Buffer.alloc(0)), path),
      );
    }
  }
}

/** A part of a run reads what that one wrote before it ended. */
function isBefore(maker: RunFacts, { run_id, started_at, parent, command }: RunFacts): boolean {
  if (maker.run_id === run_id) return false;
  const isWhole = maker.run_id === parent || maker.run_id === command;
  return isWhole || Date.parse(maker.ended_at) <= Date.parse(started_at);
}

/** A run that nobody can read has made nothing that anybody knows of. */
function decoded(read: () => RunRecord, path: string): Known | null {
  try {
    const run = read();
    return { run, facts: runFacts(run, path) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return null;
  }
}
