import { digestOfFiles, type FileEntry, sortFiles } from './digest.js';
import type { Manifest } from './generated/types.js';

/** What a model's format says of it. */
export type FormatFacts = Pick<Manifest, 'format' | 'flavors' | 'signature' | 'dependencies' | 'framework'>;

/** A model's files as a format sees them. */
export interface ModelContents {
  /** The model as messages name it: its path in the record. */
  place: string;
  /** Forward slashes, relative to the model. */
  paths: readonly string[];
  /** The flavor that the user names, if any. */
  flavor: string | null;
  /**
   * Text of one of `paths`, without a byte order mark.
   * @throws UserError E_FILE_TOO_LARGE, E_FILE_UNREADABLE, E_FILE_FORMAT when it is not UTF-8
   */
  text(path: string, maxBytes: number): Promise<string>;
}

/**
 * What an archive's entries count as where their names say nothing but when they were written.
 * @param text of a JSON file in it; undefined when there is none, or it is too large
 * @returns name in the archive to the one that counts; all others keep theirs
 */
export type ArchiveNames = (text: (path: string) => string | undefined) => ReadonlyMap<string, string>;

/** One way to lay out a model. Reads headers and metadata only; nothing of a model is ever executed or unpickled. */
export interface ModelFormat {
  /** As in a manifest's `format`. */
  readonly name: string;
  /** @param paths forward slashes, relative to the model */
  detect(paths: readonly string[]): boolean;
  /** @throws UserError E_FILE_FORMAT with file and line when the model is not what {@link detect} took it for */
  read(model: ModelContents): Promise<FormatFacts>;
  /**
   * A file without the fields that only say when and by which run it was saved, in whatever model it lies: formats are
   * packed into each other. What is left out is public: docs/ledger-format.md.
   * @returns undefined for a file that counts as it is
   * @throws UserError as {@link ModelContents.text}; then the file counts as it is, too
   */
  timeless?(path: string, text: () => Promise<string>): Promise<string | undefined>;
  /** Its zip archives, by how their names end: their entries count for the content digest, since a zip notes when it was made. */
  readonly archives?: Readonly<Record<string, ArchiveNames>>;
}

export interface ManifestParts {
  files: readonly FileEntry[];
  /** The same files, each as it counts for the content digest. */
  timeless: readonly FileEntry[];
  facts: FormatFacts;
}

/** The same files and facts give the same manifest, in whatever order the files come. */
export function buildManifest({ files, timeless, facts }: ManifestParts): Manifest {
  return {
    files: sortFiles(files).map(({ path, size_bytes, digest }) => ({ path, size_bytes, digest })),
    digest: digestOfFiles(files),
    content_digest: digestOfFiles(timeless),
    size_bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
    ...facts,
  };
}

/** Whether a manifest's digest is that of the files that it lists. */
export function isTrueManifest({ files, digest }: Pick<Manifest, 'files' | 'digest'>): boolean {
  return digestOfFiles(files) === digest;
}
