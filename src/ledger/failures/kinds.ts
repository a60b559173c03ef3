/** Kinds that go away by themselves: the same work done again after a while can succeed. */
export type TransientKind =
  /** The branch moved between reading and writing. */
  | 'lost-race'
  /** Another writer holds a lock file. */
  | 'lock'
  /** The server was not reached: nothing of the request can have been applied. */
  | 'network'
  /** The request was sent and its answer lost: it may have been applied. */
  | 'unknown-outcome'
  /** The server is overloaded or broken (5xx, 429, a full disk of its own). */
  | 'server-error';

/** Kinds that come back however often one tries. */
export type LastingKind =
  /** A rule of the server refuses to update the branch. */
  | 'protected'
  /** The server found a secret in what was sent. */
  | 'secret'
  | 'oversize'
  | 'permission'
  /** An organisation's rule for tokens or addresses (single sign-on, IP allow list) keeps this one out. */
  | 'organisation'
  /** The repository is archived, disabled or blocked. */
  | 'unavailable'
  | 'authentication'
  /** There is no such repository, or the token cannot see it. */
  | 'not-found'
  /** Something answers at the address that is no git server. */
  | 'no-git-server'
  /** The server refuses in words of its own that no table knows. */
  | 'refused'
  /** There is no such branch yet. */
  | 'no-branch'
  /** Another branch's name is in the way (`ml` and `ml/lineage`). */
  | 'name-conflict'
  /** The server's certificate is not trusted. */
  | 'certificate'
  /** A proxy on the way refuses the connection. */
  | 'proxy'
  /** The disk on this side is full. */
  | 'disk-full'
  /** The account that serves git may not write to the repository's files. */
  | 'server-storage'
  /** The server cannot serve or take a shallow or filtered history: a whole one is needed. */
  | 'unsupported'
  /** The server cannot update several refs at once: update the branch alone. */
  | 'no-atomic'
  /** The server refuses a ref outside of `refs/heads/`, and maybe only that: update the branch alone. */
  | 'ref-refused'
  | 'other';

export type FailureKind = TransientKind | LastingKind;

export interface Failure {
  kind: FailureKind;
  /** What git and the server said, in one line. */
  detail: string;
}

const TRANSIENT: readonly FailureKind[] = [
  'lost-race',
  'lock',
  'network',
  'unknown-outcome',
  'server-error',
] satisfies TransientKind[];

/** Whether trying again can help. */
export function isTransient(kind: FailureKind): kind is TransientKind {
  return TRANSIENT.includes(kind);
}
