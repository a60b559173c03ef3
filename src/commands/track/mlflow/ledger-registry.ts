import type { InputModel } from '../../../collect/base-models.js';
import { UserError } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import type { LedgerModels } from '../../../mlflow/held/beside-ledger.js';
import type { LedgerRun } from '../../../mlflow/held/beside-runs.js';
import { missing } from '../../../mlflow/protocol/errors.js';
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
  /** What the ledger has of a run that a version is of; undefined for any other. @throws UserError E_LEDGER_* */
  run(id: string): Promise<State | undefined>;
  close(): Promise<void>;
}

/** The same, read when it is asked for the first time: a script that only logs costs nothing. */
export class LazyRegistry {
  readonly #open: () => Promise<OpenedRegistry>;
  readonly #log: Log;
  readonly #loaded = new Map<string, InputModel>();
  /** Runs of the ledger that the script was shown, by id. */
  readonly #runs = new Map<string, State>();
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

  readonly run = async (id: string): Promise<LedgerRun> => {
    const opened = await this.#once();
    if ('why' in opened) return opened;
    try {
      const run = this.#runs.get(id) ?? (await opened.run(id));
      if (run !== undefined) this.#runs.set(id, run);
      return run;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { why: error.message };
    }
  };

  /** The files of a script's own, and of the ledger's versions. */
  files(own: ArtifactFiles): ArtifactFiles {
    const ofLedger = async (path: string) => {
      const [first, run = ''] = path.split('/');
      if (this.#runs.has(run)) throw missing(`${path} is not shown here. ${filesOf(run)}`);
      if (first !== VERSIONS) return undefined;
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
        `The command asks for models or runs of the ledger, and they are not shown to it: ${error.message}`,
      );
      return { why: error.message };
    });
    return this.#opened;
  }
}

/** Where a script finds the files of a run that it was shown. */
function filesOf(run: string): string {
  return (
    'A wrapped command loads the files of registered versions (`models:/NAME/NUMBER`), so that its record can name them as its inputs. ' +
    `Other files of the run are brought before it by \`lineage-gate fetch\` or \`lineage-gate artifacts get ${run}\`.`
  );
}

/** Most that a record names. */
const MOST = 100;

/** Models that a run began with: those that the user named, and those that its script has loaded. */
export function withLoaded(named: readonly InputModel[], loaded: readonly InputModel[] = []): InputModel[] {
  const isNamed = ({ uri, digest }: InputModel) =>
    named.some((one) => one.uri === uri || (digest !== null && one.digest === digest));
  return [...named, ...loaded.filter((one) => !isNamed(one))].slice(0, MOST);
}
