import { asText } from '../ci/ci.js';
import type { Git, GitOptions } from './start.js';

/** What git says of a work tree. */
export interface Status {
  branch: string | null;
  /** Null when nobody knows. */
  dirty: boolean | null;
  untracked: number | null;
  notes: string[];
}

/** What is looked at, and what is not then. A broken submodule or a sea of untracked files: what is left is still worth knowing. */
const ATTEMPTS = [
  { flags: ['--untracked-files=all', '--ignore-submodules=untracked'], left: null },
  { flags: ['--untracked-files=no', '--ignore-submodules=untracked'], left: 'untracked files' },
  { flags: ['--untracked-files=no', '--ignore-submodules=all'], left: 'submodules and untracked files' },
] as const;

export async function readStatus(git: Git): Promise<Status> {
  let why = '';
  for (const { flags, left } of ATTEMPTS) {
    const reader = new StatusReader();
    const args = ['status', '--porcelain=v2', '--branch', '-z', '--no-renames', ...flags];
    const { code, trouble, stderr } = await git(args, reader.options());
    if (code === 0 && left === null) return reader.result;
    if (code === 0) {
      const found = { ...reader.result, untracked: null };
      const notes = [`${left} were not looked at, since git status failed (${why})`];
      return { ...found, dirty: left === 'untracked files' || found.dirty ? found.dirty : null, notes };
    }
    why ||= trouble ?? asText(stderr, 300) ?? '';
    if (trouble === 'not-started') break;
  }
  return { branch: null, dirty: null, untracked: null, notes: [unknown(`git status failed (${why})`)] };
}

/** A note where nobody knows. */
export function unknown(why: string): string {
  return `whether the work tree is dirty is not known, since ${why}`;
}

/** Counts the NUL-ended entries of `git status --porcelain=v2` as they come; however many there are, none is kept. */
class StatusReader {
  #rest = '';
  #branch: string | null = null;
  #changed = 0;
  #untracked = 0;

  options(): GitOptions {
    return { onStdout: (chunk) => this.#take(chunk) };
  }

  get result(): Status {
    return { branch: this.#branch, dirty: this.#changed > 0, untracked: this.#untracked, notes: [] };
  }

  #take(chunk: Buffer): void {
    const entries = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = entries.pop() ?? '';
    for (const entry of entries) this.#count(entry);
  }

  #count(entry: string): void {
    if (entry.startsWith('? ')) {
      // The folder of our own is no part of the user's code.
      if (!/(^|\/)\.lineage\//.test(entry.slice(2))) this.#untracked++;
    } else if (entry.startsWith('# branch.head ')) {
      const name = Buffer.from(entry.slice(14), 'latin1').toString('utf8');
      if (name !== '(detached)') this.#branch = name.startsWith('refs/') ? name : `refs/heads/${name}`;
    } else if (/^[12u] /.test(entry)) {
      this.#changed++;
    }
  }
}
