import type { Log } from '../../core/log.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { KeptTexts } from '../../ledger/index/kept-texts.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Context } from '../../mlflow/protocol/endpoint.js';
import type { MlflowStore } from '../../mlflow/protocol/store.js';
import type { ArtifactSource, ArtifactStore } from '../../stores/store.js';
import type { ChangeElsewhere } from './registry/dispatch.js';
import type { MayWrite } from './registry/may-write.js';
import type { Verifier } from './verify-registry.js';

export interface ServeDeps extends Pick<Context, 'newId' | 'user' | 'folder'> {
  ledger: Pick<Ledger, 'view' | 'mark' | 'write'>;
  /**
   * What registered versions are held against, read anew for each commit. Left out, or undefined: nobody judges, and versions say so.
   * @throws UserError where it cannot be read
   */
  judgedBy?(): Promise<Policy | undefined>;
  /** Milliseconds that a call waits for news of a ledger on a server. Left out: as long as it takes. */
  patience?: number;
  /** Why changes of the registry are not written here. Left out: all are. */
  mayWrite?: MayWrite;
  /** How stages and aliases are changed that are not written here. Left out: not at all. */
  changeElsewhere?: ChangeElsewhere;
  /** Left out, stages and aliases are shown as the ledger alone says them. */
  verifier?: Verifier;
  store(): Promise<ArtifactStore>;
  redactor: Redactor;
  /** Milliseconds for which a run that has ended must be quiet before it is recorded. */
  sealAfter: number;
  /** One for each kind of store that can be read here. */
  sources: readonly ArtifactSource[];
  /** Absolute folder that may be filled. */
  temp: string;
  /** What was read of the ledger before, in each form apart; undefined: nothing is kept. */
  cache?: (form: string) => KeptTexts;
  log: Log;
  now(): number;
}

/** What calls are answered from. */
export type Opened = MlflowStore & { close(): Promise<void> };

/** What every call gets beside the state. */
export type CallContext = Omit<Context, 'state' | 'now'> & { now(): number };
