import { isAnyRunId } from '../../../core/ids.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { MlflowStore } from '../../../mlflow/protocol/store.js';
import type { ArtifactFiles } from '../../../mlflow/server/artifact-files.js';

/** What goes on at a server while a command runs. */
export class Watch {
  /** Whether there was any call. */
  isUsed = false;
  /** Calls that are being answered. */
  open = 0;
  /** When the last call began or ended, in milliseconds of the clock that was given. */
  lastAt = 0;
  /** Why calls were not kept: what each of the last ones was told. */
  readonly lost: string[] = [];
  /** Why nothing is taken any more. */
  over: string | undefined;
  readonly #elapsed: () => number;

  constructor(elapsed: () => number) {
    this.#elapsed = elapsed;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    if (this.over !== undefined) throw new ProtocolError('BAD_REQUEST', this.over);
    this.isUsed = true;
    this.open += 1;
    this.lastAt = this.#elapsed();
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProtocolError && error.code === 'DATA_LOSS') this.lose(error.message);
      throw error;
    } finally {
      this.open -= 1;
      this.lastAt = this.#elapsed();
    }
  }

  /** What was not kept for a cause that is not the client's. */
  lose(why: string): void {
    if (this.lost.length < MOST_LOST && !this.lost.includes(why)) this.lost.push(why);
  }

  files(files: ArtifactFiles): ArtifactFiles {
    return {
      put: (path, bytes, size) => this.during(() => files.put(path, bytes, size)),
      get: (path) => this.during(() => files.get(path)),
      list: (path) => this.during(() => files.list(path)),
      remove: (path) => this.during(() => files.remove(path)),
    };
  }

  store(store: MlflowStore): MlflowStore {
    return {
      get state() {
        return store.state;
      },
      run: (call) => this.during(() => store.run(call)).catch(explain),
    };
  }
}

const MOST_LOST = 5;

/** @param run what somebody looks for, as a word of the command line */
function others(run: string): string {
  return (
    'A wrapped command sees its own runs, and those of the versions that the registry of the ledger has. ' +
    `Others are shown by \`lineage-gate runs show ${run}\`, and to scripts by \`lineage-gate serve\`. ` +
    `The model of one that is recorded already is registered by \`lineage-gate register NAME --run ${run}\`, or by the action \`register\`, and not by the script. ` +
    'None can be resumed in it either: leave `run_id` out of `start_run` and log a run of its own. ' +
    'Runs are resumed by `lineage-gate serve --writable`.'
  );
}

const OF_MODEL =
  'A wrapped command sees the models that it has logged itself. A version of the ledger is loaded as `models:/NAME/NUMBER`, and what it was ' +
  'registered from is shown by `lineage-gate serve`.';

/** Says what is so here where a client would look for a fault of its own. @throws what it is given */
function explain(error: unknown): never {
  if (!(error instanceof ProtocolError) || error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
  const { code, message } = error;
  const [, said, id, why = ''] = /^(Run with id=(\S*) not found)( \(.*\))?$/s.exec(message) ?? [];
  if (said !== undefined && id !== undefined)
    throw new ProtocolError(code, `${said}. ${others(isAnyRunId(id) ? id : 'RUN')}${why}`);
  if (/^Logged model with ID '[^']*' not found\.$/.test(message))
    throw new ProtocolError(code, `${message} ${OF_MODEL}`);
  throw error;
}
