import type { InputModel } from '../../../collect/base-models.js';
import type { Log } from '../../../core/log.js';
import type { LedgerModels } from '../../../mlflow/held/beside-ledger.js';
import type { ArtifactFiles } from '../../../mlflow/server/artifact-files.js';
import { VERSIONS } from '../../../mlflow/state/from-model.js';
import type { State } from '../../../mlflow/state/state.js';

/** The registered models of a ledger, as a script may read them. */
export interface OpenedRegistry {
  state: Pick<State, 'models'>;
  /** Of the versions, each below its place. */
  files: Pick<ArtifactFiles, 'get' | 'list'>;
  /** The version that has its files at or above a path. */
  versionAt(path: string): InputModel | undefined;
  close(): Promise<void>;
}

/** The same, read when it is asked for the first time: a script that only logs costs nothing. */
export class LazyRegistry {
  readonly #open: () => Promise<OpenedRegistry>;
  readonly #log: Log;
  readonly #loaded = new Map<string, InputModel>();
  #opened: Promise<OpenedRegistry | { why: string }> | undefined;

  /** @param open with what it throws the training goes on */
  constructor(open: () => Promise<OpenedRegistry>, log: Log) {
    this.#open = open;
    this.#log = log;
  }

  /** Versions of which the script has read files. */
  get loaded(): InputModel[] {
    return [...this.#loaded.values()];
  }

  readonly models = async (): Promise<LedgerModels> => {
    const opened = await this.#once();
    return 'why' in opened ? opened : opened.state;
  };

  /** The files of a script's own, and of the ledger's versions. */
  files(own: ArtifactFiles): ArtifactFiles {
    const ofLedger = async (path: string) => {
      if (path.split('/')[0] !== VERSIONS) return undefined;
      const opened = await this.#once();
      return 'why' in opened ? undefined : opened;
    };
    return {
      ...own,
      get: async (path) => {
        const ledger = await ofLedger(path);
        if (ledger === undefined) return own.get(path);
        const found = await ledger.files.get(path);
        const version = ledger.versionAt(path);
        if (typeof found === 'object' && version !== undefined) this.#loaded.set(version.uri, version);
        return found;
      },
      list: async (path) => ((await ofLedger(path))?.files ?? own).list(path),
    };
  }

  async close(): Promise<void> {
    const opened = await this.#opened;
    if (opened !== undefined && !('why' in opened)) await opened.close();
  }

  #once(): Promise<OpenedRegistry | { why: string }> {
    this.#opened ??= this.#open().catch((error: Error) => {
      this.#log.warning(
        `The command asks for registered models, and those of the ledger are not shown to it: ${error.message}`,
      );
      return { why: error.message };
    });
    return this.#opened;
  }
}

/** Most that a record names. */
const MOST = 100;

/** Models that a run began with: those that the user named, and those that its script has loaded. */
export function withLoaded(named: readonly InputModel[], loaded: readonly InputModel[] = []): InputModel[] {
  const isNamed = ({ uri, digest }: InputModel) =>
    named.some((one) => one.uri === uri || (digest !== null && one.digest === digest));
  return [...named, ...loaded.filter((one) => !isNamed(one))].slice(0, MOST);
}
