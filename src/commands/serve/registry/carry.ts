import type { Log } from '../../../core/log.js';
import type { Ledger, Plan } from '../../../ledger/ledger.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { State } from '../../../mlflow/state/state.js';
import type { Verifier } from '../verify-registry.js';
import { Batch, type BatchDeps } from './batch.js';
import { isHeldByLedgers, namesOf } from './names.js';
import { readRegistry } from './read-registry.js';

/** A change of the registry that lies in a server's own file, where earlier releases have put them. */
export interface LeftChange {
  /** Of its entry in the file. */
  number: number;
  /** Milliseconds since 1970. */
  at: number;
  change: RegistryChange;
}

const REASON = 'MLflow API, before the registry was kept in the ledger';

/**
 * Writes changes of the registry that no ledger has yet, all with one commit. A model whose name no ledger can hold stays where it is.
 * @returns numbers of the entries that the ledger has now @throws UserError E_LEDGER_*; then nothing was written
 */
export async function carryRegistry(
  left: readonly LeftChange[],
  {
    ledger,
    log,
    verifier,
    ...deps
  }: Omit<BatchDeps, 'touched'> & {
    ledger: Pick<Ledger, 'write'>;
    log: Log;
    state: State;
    verifier?: Verifier | undefined;
  },
): Promise<ReadonlySet<number>> {
  const fit = left.filter(({ change }) => namesOf(change).every(isHeldByLedgers));
  const names = new Set(fit.flatMap(({ change }) => namesOf(change)));
  const { value, commit } = await ledger.write(async (view): Promise<Plan<Carried>> => {
    // What the file says of them is in the state; it is said once more.
    await readRegistry(view, deps.seen, { state: deps.state, faults: [], again: names, verifier });
    const batch = new Batch({ ...deps, touched: () => undefined });
    const numbers = new Set<number>();
    const refused: string[] = [];
    for (const { number, at, change } of fit) {
      try {
        await batch.add(change, { at, reason: REASON });
        numbers.add(number);
      } catch (error) {
        // A change of something that could not be carried is about nothing.
        if (!(error instanceof ProtocolError || error instanceof TypeError)) throw error;
        refused.push(`${change.type} of ${change.model}: ${error.message}`);
      }
    }
    return { files: batch.files, message: batch.message, value: { batch, numbers, refused } };
  });
  for (const why of value.refused) log.warning(`Not in the ledger, and not shown: ${why}`);
  if (commit !== null) value.batch.settle(commit);
  return value.numbers;
}

interface Carried {
  batch: Batch;
  numbers: ReadonlySet<number>;
  refused: readonly string[];
}
