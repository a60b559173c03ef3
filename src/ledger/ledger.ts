/** A file that a commit adds. Paths are those of src/ledger/layout.ts. */
export interface NewFile {
  path: string;
  bytes: Buffer;
}

/** What a writer wants to add, given the state it saw. No files: nothing is written and `value` is the answer. */
export interface Plan<T> {
  files: readonly NewFile[];
  /** Subject a person can read, then trailers. Used when there are files. */
  message: CommitMessage;
  value: T;
  /** Takes all of `index/` away before the files are added: a commit that makes the look-ups anew. Nothing else ever goes. */
  resetIndex?: boolean;
  /** Leaves it to later writers what the models that it changes can be looked up by: for who writes many times a second. */
  leavesEntries?: boolean;
}

/** A run as it is written: its files lie in its day's folder, and their names begin with its id; beside them its first amendment. */
export interface NewRun {
  run_id: string;
  files: readonly NewFile[];
  message: CommitMessage;
}

export interface CommitMessage {
  subject: string;
  /** e.g. [['Lineage-Run', '0198…']] */
  trailers: readonly (readonly [string, string])[];
}

/** @param bytes not to be kept, since they hold on to all that was read with them */
export type VisitFile = (path: string, bytes: Buffer) => void;

/** What lies in a folder under a name: a file, a folder, or what no ledger has. */
export interface Entry {
  /** As git stores it. */
  mode: string;
  name: string;
  id: string;
}

export interface EachOptions {
  /** Bytes of the largest file that is shown. Default: as many as a ledger's file may have. */
  largest?: number;
  /** Hears of each file that is too large or none at all, instead of an error. @param why the end of a sentence about it */
  passedOver?: (path: string, why: string) => void;
}

/**
 * What was made of folders before, and is kept where no ledger has a say: each under a name that says what it was made of, so that it is
 * never out of date.
 */
export interface Kept {
  names(): Promise<ReadonlySet<string>>;
  /** @returns undefined for what is not there, or damaged */
  read(name: string): Promise<Buffer | undefined>;
  /** @param parts of the text, in order */
  keep(name: string, parts: readonly Buffer[]): Promise<void>;
  /** Forgets all but these, once there are many. */
  tidy(needed: ReadonlySet<string>): Promise<void>;
}

/** The ledger as one commit shows it. */
export interface LedgerView {
  /** What was made of the ledger's folders before, in each form apart; absent where nothing is kept. */
  readonly kept?: ((form: string) => Kept) | undefined;
  /** Object id of the commit; null while the ledger does not exist. */
  readonly commit: string | null;
  /** Paths of records that are safe on the server and not yet on the branch. {@link list} and {@link read} have them too. */
  readonly parked: readonly string[];
  /**
   * Paths of all files below a folder (`runs`, `models/clf/versions`), sorted by bytes; empty when there is none. Files
   * whose name no writer of ours would make are left out.
   * @throws UserError E_LEDGER_RECORD_INVALID when a link or a submodule lies there
   */
  list(folder: string): Promise<string[]>;
  /**
   * Bytes of the files that exist, by path, brought with one request. A path that does not exist is missing from the answer.
   * @throws UserError E_LEDGER_RECORD_INVALID for what is no plain file or has more than 16 MiB
   */
  read(paths: readonly string[]): Promise<Map<string, Buffer>>;
  /** Which of the paths are files, of the branch or parked. @throws as {@link read}, which need not bring what they hold */
  has(paths: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * Shows the files that exist one after the other, in the order of the paths and each once, while the next are being read: any
   * number of them in little memory. Contents that are not here are brought with one request.
   * @throws what `visit` throws, and as {@link read} does, which may be after others were shown; then nothing more is shown
   */
  each(paths: readonly string[], visit: VisitFile, options?: EachOptions): Promise<void>;
  /**
   * All that lies right below a folder of the branch under a name that a writer of ours could have given it, of whatever kind it is.
   * Parked records are not in it.
   * @throws UserError E_LEDGER_RECORD_INVALID when the folder itself is none
   */
  look(folder: string): Promise<Entry[]>;
  /** The names of what {@link look} shows, which take a fraction of the time where there are many. @throws as that does */
  names(folder: string): Promise<string[]>;
  /**
   * Folders right below a folder of the branch, by name, each with the id of its tree: the same id is the same content. Parked
   * records are not in it.
   */
  subfolders(folder: string): Promise<Map<string, string>>;
  /** Reads folders, those that are not here with one request, so that {@link list} and {@link subfolders} need none. */
  open(folders: readonly string[]): Promise<void>;
  /** Brings folders with the records below them, and single files, with one request, so that reading these needs none unless one is unusually large. */
  bring(paths: readonly string[]): Promise<void>;
}

export interface Written<T> {
  value: T;
  /** Commit that holds the files: the new one, or the tip that had them already. Null when nothing had to be written. */
  commit: string | null;
}

export interface Appended {
  /** Commit that holds the runs; null when time ran out and they are parked, which is safe: the next writer adds them. */
  commit: string | null;
  /** Whether this commit has the first runs of a day: a good moment to look after those before. */
  beganDay: boolean;
}

/** The metadata branch. Every write is one commit that only adds files, set by compare-and-swap on the branch. */
export interface Ledger {
  /** @throws UserError when the branch exists and is no ledger, or is of a newer format */
  view(): Promise<LedgerView>;
  /**
   * What a view would show, as a text: the same one is the same commit with the same runs parked beside it. It takes one look at the
   * refs, and nothing is fetched.
   */
  mark(): Promise<string>;
  /**
   * Asks `plan` for what to add and tries until it is on the branch; after a lost race `plan` is asked again with the new state.
   * A file that is there already with the same bytes counts as written, whoever wrote it, so that what must be one's own
   * holds an id of one's own; with other bytes it is an error.
   * @throws UserError with E_LEDGER_* codes; then nothing was written
   */
  write<T>(plan: (view: LedgerView) => Promise<Plan<T>> | Plan<T>): Promise<Written<T>>;
  /**
   * Writes runs as one commit. Under contention they may be folded into one commit with those of other writers.
   * @throws UserError with E_LEDGER_* codes
   */
  append(runs: readonly NewRun[]): Promise<Appended>;
  /** Finds out with one request whether a write could succeed. @throws UserError E_LEDGER_PERMISSION, E_LEDGER_AUTH, E_LEDGER_NOT_FOUND */
  checkWritable(): Promise<void>;
}
