import type { Log } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { ArtifactSource } from '../../stores/store.js';
import type { AskEvent } from '../confirm/ask.js';

export interface FetchRequest {
  /** As the user wrote it. */
  uri: string;
  /** Absolute folder that the files are to be in. */
  path: string;
  /** The folder as messages name it. */
  shown: string;
  allowArchived: boolean;
}

export interface FetchDeps {
  ledger: Pick<Ledger, 'view'>;
  /** Asks GitHub about the events behind a stage or an alias; left out, the ledger alone answers. */
  ask?: AskEvent;
  /** One for each kind of store that can be read here. */
  sources: readonly ArtifactSource[];
  log: Log;
}

export interface Fetched {
  /** The folder as messages name it. */
  path: string;
  model: string | null;
  version: number | null;
  run_id: string;
  /** `sha256:<hex>` of the manifest, the artifact, or the list of the folder's files. */
  digest: string;
  files: number;
  size_bytes: number;
  /** Kinds of the stores that the bytes came from; empty when they were there already. */
  from: readonly string[];
}
