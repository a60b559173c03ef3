import { missing, ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import type { State } from '../state/state.js';
import { seeing } from './seeing.js';

/** What a ledger shows of a run, why that is not known (a sentence without a full stop), or undefined for one that it does not show. */
export type LedgerRun = Pick<State, 'runs' | 'experiments' | 'loggedModels'> | { why: string } | undefined;

type Look = (run_id: string) => Promise<LedgerRun>;

const NOT_FOUND = /^Run with id=(.*) not found$/s;

/**
 * A store whose calls that read a run are shown what a ledger has of it, and that is never changed. A run that neither has is not there
 * for any call: MLflow's server answers the history of a metric of such a run with nothing.
 * @param look asked by the first call about a run that the store does not have
 */
export function besideRuns(store: MlflowStore, look: Look): MlflowStore {
  return {
    get state() {
      return store.state;
    },
    run(call) {
      if (call.scope !== 'tracking') return store.run(call);
      return call.isRead === true ? read(store, call, look) : change(store, call, look);
    },
  };
}

async function read(store: MlflowStore, call: Call, look: Look): Promise<object> {
  const unknown = new Set<string>();
  const noting = (state: State) => ({ ...state, runs: new Noting(state.runs, unknown) });
  const own = store.run(seeing(call, noting));
  await own.catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
  const found: Pick<State, 'runs' | 'experiments' | 'loggedModels'>[] = [];
  for (const id of unknown) {
    if (id === '') continue;
    const run = await look(id);
    if (run === undefined || 'why' in run) throw notFound(id, run?.why);
    found.push(run);
  }
  if (found.length === 0) return own;
  return store.run(
    seeing(call, (state) => ({
      ...state,
      runs: new Map([...found.flatMap(({ runs }) => [...runs]), ...state.runs]),
      experiments: new Map([...found.flatMap(({ experiments }) => [...experiments]), ...state.experiments]),
      loggedModels: new Map([
        ...found.flatMap(({ loggedModels }) => [...loggedModels]),
        ...state.loggedModels,
      ]),
    })),
  );
}

async function change(store: MlflowStore, call: Call, look: Look): Promise<object> {
  try {
    return await store.run(call);
  } catch (error) {
    const [, id] = (isMissing(error) && NOT_FOUND.exec(error.message)) || [];
    if (id === undefined) throw error;
    const run = await look(id);
    if (run === undefined || 'why' in run) throw notFound(id, run?.why);
    throw new ProtocolError('PERMISSION_DENIED', `Run ${id} is recorded in the ledger. ${RECORDED}`);
  }
}

const RECORDED =
  'A wrapped command reads it, and neither changes nor resumes it: leave `run_id` out of `start_run` and log a run of its own. ' +
  'Runs are resumed by `lineage-gate serve --writable`.';

function notFound(id: string, why: string | undefined): ProtocolError {
  const said = `Run with id=${id} not found`;
  return missing(why === undefined ? said : `${said} (What the ledger has is not shown: ${why})`);
}

function isMissing(error: unknown): error is ProtocolError {
  return error instanceof ProtocolError && error.code === 'RESOURCE_DOES_NOT_EXIST';
}

/** Takes note of what is asked for and not there. */
class Noting<V> extends Map<string, V> {
  readonly #unknown: Set<string>;

  constructor(entries: ReadonlyMap<string, V>, unknown: Set<string>) {
    super(entries);
    this.#unknown = unknown;
  }

  override get(key: string): V | undefined {
    if (!this.has(key)) this.#unknown.add(key);
    return super.get(key);
  }
}
