import type { Stored } from '../core/generated/types.js';

export interface Upload {
  /** Unique per run; unsafe characters have been replaced by {@link uploadName}. */
  name: string;
  /** Absolute folder that the files lie in. */
  root: string;
  /** Forward slashes, relative to `root`. At least one. */
  files: readonly string[];
}

/** Where artifact bytes live. What was put once is never changed. */
export interface ArtifactStore {
  /** As in `stored[].type` of a record. */
  readonly type: string;
  /** @throws UserError E_STORE_CONFLICT when the name is taken by other bytes, E_STORE_UPLOAD when it failed */
  put(upload: Upload): Promise<Stored>;
}
