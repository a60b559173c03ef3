import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from './object-store.js';

/** Which branches are checked out in work trees. Git is asked again when what it reads for that has changed. */
export class CheckedOut {
  readonly #store: ObjectStore;
  #known: { refs: readonly string[]; state: string } | undefined;

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  async has(ref: string): Promise<boolean> {
    // Before git is asked: what changes meanwhile is seen the next time.
    const state = await this.#state();
    if (state === undefined || this.#known?.state !== state) {
      const list = (await this.#store.git.ok(['worktree', 'list', '--porcelain'])).toString('utf8');
      this.#known = { refs: list.split('\n'), state: state ?? '' };
    }
    return this.#known.refs.includes(`branch ${ref}`);
  }

  /** What tells one state of the files from another; undefined where they cannot be looked at. */
  async #state(): Promise<string | undefined> {
    const { folder } = this.#store;
    try {
      const names = await readdir(join(folder, 'worktrees')).catch(ifMissing);
      const heads = names.sort().map((name) => join('worktrees', name, 'HEAD'));
      const files = ['HEAD', 'config', ...heads];
      const all = await Promise.all(
        files.map(async (file) => stamp(await stat(join(folder, file), { bigint: true }))),
      );
      return [...names, ...all].join('/');
    } catch {
      return undefined;
    }
  }
}

function ifMissing(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return [];
  throw error;
}

/** Git writes a new file and renames it. */
function stamp({ ino, size, mtimeNs }: { ino: bigint; size: bigint; mtimeNs: bigint }): string {
  return `${ino}:${size}:${mtimeNs}`;
}
