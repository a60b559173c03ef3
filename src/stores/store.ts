import type { FileEntry } from '../core/digest.js';
import { type Fault, UserError } from '../core/errors.js';
import type { WantedFile } from '../core/fetch/files.js';
import type { Stored } from '../core/generated/types.js';

export interface Upload {
  /** Unique per run; unsafe characters have been replaced by {@link uploadName}. */
  name: string;
  /** Absolute folder that the files lie in. */
  root: string;
  /** Absolute folder that no link is followed out of; the root when absent. */
  within?: string;
  /** Forward slashes, relative to `root`. At least one. */
  files: readonly string[];
  /** `sha256:<hex>` of each file as the record has it: other bytes are not stored. */
  digests?: readonly string[];
  /** For files of our own that nobody writes to where they lie: a store on this machine takes them by it, and copies what it cannot. */
  linkFile?: LinkFile | undefined;
  /** Whether files that an earlier try has stored under this name do as well; when absent, those with the same bytes. */
  isStored?(files: readonly StoredFile[]): boolean;
}

/**
 * Gives a file another name, absolute and in a folder that is ours alone.
 * @returns undefined where it has to be copied
 */
type LinkFile = (
  file: { absolute: string; within: string },
  target: string,
) => Promise<Omit<FileEntry, 'path'> | undefined>;

/** A file of an upload that is there already. */
export interface StoredFile extends FileEntry {
  /** Of a small JSON file. */
  bytes: Buffer | null;
}

/** Where artifact bytes live. What was put once is never changed. */
export interface ArtifactStore {
  /** As in `stored[].type` of a record. */
  readonly type: string;
  /**
   * Stores the files, or answers where they are when an earlier try has stored them.
   * @throws UserError E_STORE_CONFLICT when the name is taken by other bytes, E_STORE_UPLOAD when it failed
   * @throws ChangedFiles before anything is stored
   */
  put(upload: Upload): Promise<Stored>;
}

/** What a store cannot do by itself. */
export interface CopyTools {
  /**
   * Copies a file as {@link Upload.digests} wants it looked at: opened where it must lie.
   * @returns size and digest of the copy, or what is wrong with the file, as the end of a sentence that starts with it
   * @throws NodeJS.ErrnoException when the copy cannot be written
   */
  copyFile(
    file: { absolute: string; within: string },
    target: string,
    options: { clonesOnly: boolean },
  ): Promise<Omit<FileEntry, 'path'> | { fault: string }>;
}

const FAULTS_SHOWN = 20;

/** Files of an upload that are not what the record says of them. */
export class ChangedFiles extends UserError {
  /** @param changed what is wrong with each, as the end of a sentence that starts with it, by its path in the upload */
  constructor(readonly changed: ReadonlyMap<string, string>) {
    super([...changed].slice(0, FAULTS_SHOWN).map(([where, what]) => changedFault(where, what)));
  }
}

export function changedFault(where: string, what = 'changed while it was uploaded'): Fault {
  return {
    code: 'E_STORE_UPLOAD',
    what: `A file that belongs into the upload ${what}`,
    where,
    mend: 'Let no other process change or delete the files of a run before the run has ended',
  };
}

/** What is asked of a store: an upload, as a record names it, and files of it. Record and upload are both taken for hostile. */
export interface Holding {
  stored: Stored;
  /** At least one. */
  files: readonly WantedFile[];
}

/** Whether bytes are there; where they are not, why: the end of a sentence about them. */
export type Presence = { there: true } | { there: false; why: string };

/** Told now and then how many bytes of how many have come. */
export type Progress = (done: number, total: number) => void;

/** The reading side of a store. It takes other rights than writing, and works where nothing can be put. */
export interface ArtifactSource {
  /** As in `stored[].type` of a record. */
  readonly type: string;
  /** Without reading the bytes. @throws UserError when that cannot be found out */
  has(holding: Holding): Promise<Presence>;
  /**
   * Writes the files, each at its `target` below a folder, and nothing else anywhere. Every byte is checked against `size_bytes` and
   * `digest`. When it fails the folder holds parts, which the caller throws away.
   * @param into `folder`: absolute, exists and is empty; `temp`: absolute folder that may be filled meanwhile
   * @throws UserError E_STORE_GONE when they are not there, E_STORE_DAMAGED when they are not what the record says
   */
  get(holding: Holding, into: { folder: string; temp: string; progress?: Progress }): Promise<void>;
  /** Reads and checks all bytes as {@link get} does, and keeps nothing. @throws as {@link get} */
  verify(holding: Holding, using: { temp: string; progress?: Progress }): Promise<void>;
}
