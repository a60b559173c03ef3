import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { hashFiles } from '../../collect/files/hash.js';
import type { KeptDigests } from '../../collect/files/kept-digests.js';
import type { FileEntry } from '../../core/digest.js';
import { proxiedPath } from '../../mlflow/protocol/uris.js';

interface Place {
  /** Absolute folder that `mlflow-artifacts:/` URIs count from. */
  folder: string;
  /** Of the files there. */
  kept: KeptDigests;
}

/**
 * All that clients have uploaded to a place until now, also what no record takes; none where it is not here.
 * @throws UserError E_FILE_UNREADABLE, E_FILE_TOO_LARGE
 */
export async function uploadedTo(uri: string, { folder, kept }: Place): Promise<FileEntry[]> {
  const below = proxiedPath(uri);
  if (below === undefined || below.split('/').includes('..')) return [];
  const root = path.join(folder, below);
  return hashFiles(root, await filesBelow(root, ''), { within: root, kept });
}

/** @param below folder within the root, with a slash at its end; empty for the root */
async function filesBelow(root: string, below: string): Promise<string[]> {
  const entries = await readdir(path.join(root, below), { withFileTypes: true }).catch(isNowhere);
  const files = entries.flatMap((entry) => (entry.isFile() ? [`${below}${entry.name}`] : []));
  for (const entry of entries)
    if (entry.isDirectory()) files.push(...(await filesBelow(root, `${below}${entry.name}/`)));
  return files;
}

function isNowhere(error: NodeJS.ErrnoException): [] {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return [];
  throw error;
}
