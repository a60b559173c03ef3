import { stat } from 'node:fs/promises';
import { digestOfFiles, type FileEntry, sortFiles } from '../core/digest.js';
import type { RunRecord } from '../core/generated/types.js';
import { parseLines } from '../core/key-values.js';
import { isBesideData } from './files/leftovers.js';
import { type Place, placePath } from './files/paths.js';

export type OutputFolder = NonNullable<RunRecord['outputs']['folders']>[number];

export interface FoldersInput {
  /** The input `artifacts` as the user wrote it. */
  text: string;
  place: Place;
  /** What is recorded of the workspace's files, those of models too, by paths relative to it: no file is read again. */
  files: readonly FileEntry[];
}

export const FOLDERS_LIMIT = 1000;

/**
 * Each folder that a line of `artifacts` names as a whole (`out`, `out/`, `out/**`), with a digest by the scheme `folder-2` of what is
 * recorded of it; sorted by path. A line that names none, or one without a file, adds nothing.
 */
export async function collectFolders({ text, place, files }: FoldersInput): Promise<OutputFolder[]> {
  const folders = new Map<string, OutputFolder>();
  for (const line of parseLines(text)) {
    const path = await folderOf(line.text, place);
    if (path === undefined || folders.has(path)) continue;
    const folder = describe(path, files);
    if (folder.files > 0 && folders.size < FOLDERS_LIMIT) folders.set(path, folder);
  }
  return sortFiles([...folders.values()]);
}

async function folderOf(text: string, place: Place): Promise<string | undefined> {
  try {
    const { absolute, record } = placePath(place, text.replace(/\/\*\*(?:\/\*)?$/, ''), 'artifacts');
    return (await stat(absolute)).isDirectory() ? record : undefined;
  } catch {
    // Another pattern, or nothing; what is wrong with the line is told by whoever matches it.
    return undefined;
  }
}

function describe(path: string, files: readonly FileEntry[]): OutputFolder {
  const prefix = path === '.' ? '' : `${path}/`;
  const below = files
    .filter((file) => file.path.startsWith(prefix))
    .map((file) => ({ ...file, path: file.path.slice(prefix.length) }))
    // A folder that is left out takes what is below it along.
    .filter((file) => !file.path.split('/').some((name) => isBesideData(name)));
  return {
    path,
    digest: digestOfFiles(below),
    files: below.length,
    size_bytes: below.reduce((sum, file) => sum + file.size_bytes, 0),
  };
}
