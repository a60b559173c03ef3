import type { InputModel } from '../../../collect/base-models.js';
import type { KeptDigests } from '../../../collect/files/kept-digests.js';
import type { Fault } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import type { HeldVersion } from '../../../mlflow/held/held-versions.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { Session, TrackRequest } from '../session.js';
import type { OpenedRegistry } from './ledger-registry.js';

/** Of a session what its server goes by. */
export type Served = Pick<Session, 'run_id' | 'started_at_ms'> & {
  request: Pick<TrackRequest, 'experiment' | 'mlflow_registry' | 'main_run'>;
};

/** A registered model of the ledger. */
export interface KnownModel {
  name: string;
  /** The highest that a version of it has. */
  number: number;
  /** Why nothing can be registered under the name, a sentence; left out where it can. */
  refusal?: string;
}

export interface ServerDeps {
  log: Log;
  now(): number;
  /** Milliseconds by the machine's own clock. */
  elapsed(): number;
  newId(): string;
  /** @param milliseconds how long to wait */
  sleep(milliseconds: number): Promise<unknown>;
  /** What nobody can guess, of letters and digits. */
  secret: string;
  /** Opens the registry of the ledger for a script that reads it. Left out: it sees what it has registered itself. @throws UserError as reading the ledger does */
  registry?(): Promise<OpenedRegistry>;
  /** Whether digests of the files are made while they come: not for another process, which would have to take them on trust. Default: true. */
  hashes?: boolean;
  /** The ledger's, so that a version that is held has the number that it will most likely have. */
  models: readonly KnownModel[];
}

export interface TrackingDeps extends Omit<ServerDeps, 'models'> {
  /** Asked only where versions are held. @throws UserError as reading the ledger does */
  models(): Promise<readonly KnownModel[]>;
  /** Keeps a text out of the log from now on. */
  mask(text: string): void;
}

/** What clients of MLflow logged while the command ran. */
export interface Logged {
  runs: readonly LoggedRun[];
  /** Absolute folder of their files: those of `mlflow-artifacts:/0/x` are in `0/x`. */
  folder: string;
  /** Digests of them that this process has made while they came: what lies beside them on the disk the command could have written. */
  kept?: KeptDigests | undefined;
  /** What was registered, and is to be judged once its runs are recorded. */
  held: readonly HeldVersion[];
  /** What was registered in a place of the script's own, and is nowhere else. */
  passed?: readonly HeldVersion[];
  /** Names of registered models that it made with a description or tags of their own. */
  described?: readonly string[];
  /** Versions of the ledger that the command has loaded. */
  loaded?: readonly InputModel[];
  /** What was not kept. */
  faults: readonly Fault[];
}

/** Where nothing came, or nothing can be said of it. */
export const NOTHING_LOGGED: Logged = { runs: [], folder: '', held: [], faults: [] };

export interface Opened {
  /** Waits for what is still on its way; later calls are refused. Null when there was no call. */
  end(options: { hurry: boolean }): Promise<Logged | null>;
  /** Why calls were not kept. */
  readonly lost: readonly string[];
  /** What the client takes for its server. */
  url: string;
  close(): Promise<void>;
}
