import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { notUtf8 } from './name-bytes.js';

/** What lies in a folder. */
export interface Listed {
  entries: Dirent[];
  /** Names that are not UTF-8, by how Node.js has them, with their bytes escaped. */
  bad: ReadonlyMap<string, string>;
  /** Whether it has been read before: links give more ways than there are folders. */
  isAgain: boolean;
}

/** Where a link leads. */
export type Target = { real: string; isFolder: boolean } | { error: NodeJS.ErrnoException };

/** Reads folders, and one to which many ways lead only twice: what all the others hold need not be kept. */
export class FolderReader {
  readonly #seen = new Set<string>();
  readonly #kept = new Map<string, { listed: Listed; targets: Map<string, Target> }>();

  /** @param folder its path without links @throws what the system says */
  async list(folder: string): Promise<Listed> {
    const kept = this.#kept.get(folder);
    if (kept !== undefined) return kept.listed;
    const isAgain = this.#seen.has(folder);
    this.#seen.add(folder);
    const entries = await readdir(folder, { withFileTypes: true });
    // Node.js puts U+FFFD where a name is not UTF-8, and then does not find the file.
    const isOdd = entries.some(({ name }) => name.includes('\ufffd'));
    const listed = { entries, bad: isOdd ? await notUtf8(folder) : new Map<string, string>(), isAgain };
    if (isAgain) this.#kept.set(folder, { listed, targets: new Map() });
    return listed;
  }

  /** @param link its path, with no link before the last name @param folder the one that it lies in */
  async target(link: string, folder: string): Promise<Target> {
    const targets = this.#kept.get(folder)?.targets;
    const known = targets?.get(link);
    if (known !== undefined) return known;
    const target = await targetOf(link);
    targets?.set(link, target);
    return target;
  }
}

async function targetOf(link: string): Promise<Target> {
  try {
    const real = await realpath(link);
    return { real, isFolder: (await stat(real)).isDirectory() };
  } catch (error) {
    return { error: error as NodeJS.ErrnoException };
  }
}
