import type { Fault } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { Session } from '../session.js';

/** Of a session what its server goes by. */
export type Served = Pick<Session, 'run_id' | 'started_at_ms'> & { request: { experiment: string } };

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
}

export interface TrackingDeps extends ServerDeps {
  /** Keeps a text out of the log from now on. */
  mask(text: string): void;
}

/** What clients of MLflow logged while the command ran. */
export interface Logged {
  runs: readonly LoggedRun[];
  /** Absolute folder of their files: those of `mlflow-artifacts:/0/x` are in `0/x`. */
  folder: string;
  /** What was not kept. */
  faults: readonly Fault[];
}

export interface Opened {
  /** Waits for what is still on its way; later calls are refused. Null when there was no call. */
  end(options: { hurry: boolean }): Promise<Logged | null>;
  /** Why calls were not kept. */
  readonly lost: readonly string[];
  /** What the client takes for its server. */
  url: string;
  close(): Promise<void>;
}
