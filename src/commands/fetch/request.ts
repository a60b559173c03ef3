import type { Log } from '../../core/log.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { ArtifactSource } from '../../stores/store.js';
import type { AskEvent } from '../confirm/ask.js';
import type { AskRecall } from '../recalled/open-recalls.js';

export interface FetchRequest {
  /** As the user wrote it. */
  uri: string;
  /** Absolute folder that the files are to be in. */
  path: string;
  /** The folder as messages name it. */
  shown: string;
  allowArchived: boolean;
  /** Whether the policy's `recall.fetch: refuse` is passed over. */
  allowRecalled?: boolean;
}

export interface FetchDeps {
  ledger: Pick<Ledger, 'view'>;
  /** Asks GitHub about the events behind a stage or an alias; left out, the ledger alone answers. */
  ask?: AskEvent;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  /** What the policy says of recalls, asked where there is one; left out, a warning is all there is. */
  rules?: () => Promise<Policy>;
  /** Milliseconds since 1970. */
  now(): number;
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
  /** Ids of the open recalls that it comes from; left out where it comes from none. */
  recalled?: readonly string[];
}
