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

/** One way to lay out a model. Reads headers and metadata only; nothing of a model is ever executed or unpickled. */
export interface ModelFormat {
  /** As in a manifest's `format`. */
  readonly name: string;
  /** @param paths forward slashes, relative to the model */
  detect(paths: readonly string[]): boolean;
  /** @throws UserError E_FILE_FORMAT with file and line when the model is not what {@link detect} took it for */
  read(model: ModelContents): Promise<FormatFacts>;
}

/** The same files and facts give the same manifest, in whatever order the files come. */
export function buildManifest({
  files,
  facts,
}: {
  files: readonly FileEntry[];
  facts: FormatFacts;
}): Manifest {
  return {
    files: sortFiles(files).map(({ path, size_bytes, digest }) => ({ path, size_bytes, digest })),
    digest: digestOfFiles(files),
    size_bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
    ...facts,
  };
}
