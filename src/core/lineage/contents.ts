import { digestOfFiles, sha256 } from '../digest.js';
import type { RunRecord } from '../generated/types.js';

const EMPTY_FILE = sha256('');
const EMPTY_FOLDER = digestOfFiles([]);

/** What outputs a dataset may be, as a dataset of a run has them. */
export function contentsRead({
  digest,
  scheme,
  size_bytes,
}: Pick<RunRecord['inputs']['datasets'][number], 'digest' | 'scheme' | 'size_bytes'>): string[] {
  return digest === null || size_bytes === 0 ? [] : contentsOf(digest, scheme);
}

/** What a digest is compared as; none for what is empty. An older record does not say whether it was a file or a folder. */
export function contentsOf(digest: string, scheme?: 'file' | 'folder-2'): string[] {
  if (digest === EMPTY_FILE || digest === EMPTY_FOLDER) return [];
  return (scheme === undefined ? ['file', 'folder-2'] : [scheme]).map((one) => `${one} ${digest}`);
}

/** What outputs a base model may be. A single file has the digest of its manifest, which its name is part of, and one of its own. */
export function contentsBegun({
  digest,
  file_digest,
}: Pick<NonNullable<RunRecord['inputs']['models']>[number], 'digest' | 'file_digest'>): string[] {
  return [
    ...(digest === null ? [] : [`folder-2 ${digest}`]),
    ...(file_digest === undefined ? [] : [`file ${file_digest}`]),
  ];
}
