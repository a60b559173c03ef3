import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ErrorCode } from '../../core/error-codes.js';
import { type Fault, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { insideWorkspace, isInGit, recordPath, unreadablePath } from './paths.js';

export interface WalkOptions {
  /** Absolute folder that exists. No link is followed out of it. */
  root: string;
  /** What messages say of the place: an input, or a folder. */
  where: string;
  /** Whether a file below this folder could be taken. Paths are relative to the root, with forward slashes. */
  enters(path: string): boolean;
  takes(path: string): boolean;
  /** Code of the fault for a link that leads out of the root. */
  linkCode: ErrorCode;
  /** Files at most. */
  limit: number;
}

interface Folder {
  path: string;
  real: string;
  parent: Folder | null;
}

const FAULTS_LIMIT = 20;

/**
 * The regular files below a folder, hidden ones too; whatever is named `.git` is left out, since credentials lie there.
 * Links are followed to what lies inside the root; pipes, sockets and devices are passed over.
 * @returns paths relative to the root with forward slashes, in no order
 * @throws UserError with the link code, E_FILE_UNREADABLE, E_FILE_TOO_LARGE
 */
export async function walk(options: WalkOptions): Promise<string[]> {
  return new Walker(options, await realpath(options.root)).run();
}

class Walker {
  readonly #files: string[] = [];
  readonly #faults: Fault[] = [];
  readonly #pending: Folder[] = [];

  constructor(
    readonly options: WalkOptions,
    readonly realRoot: string,
  ) {}

  async run(): Promise<string[]> {
    this.#pending.push({ path: '', real: this.realRoot, parent: null });
    for (let folder = this.#pending.pop(); folder !== undefined; folder = this.#pending.pop()) {
      for (const entry of await this.#read(folder)) {
        if (!isInGit(entry.name)) await this.#visit(folder, entry);
      }
    }
    if (this.#faults.length > 0) throw new UserError(this.#faults);
    return this.#files;
  }

  async #read(folder: Folder): Promise<Dirent[]> {
    try {
      return await readdir(folder.real, { withFileTypes: true });
    } catch (error) {
      this.#fault(unreadablePath(folder.path || '.', this.options.where, error as NodeJS.ErrnoException));
      return [];
    }
  }

  async #visit(folder: Folder, entry: Dirent): Promise<void> {
    const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
    const real = join(folder.real, entry.name);
    if (entry.isSymbolicLink()) await this.#follow(folder, path, real);
    else if (entry.isDirectory()) this.#enter({ path, real, parent: folder });
    else if (entry.isFile()) this.#take(path);
  }

  #enter(folder: Folder): void {
    if (this.options.enters(folder.path)) this.#pending.push(folder);
  }

  #take(path: string): void {
    if (!this.options.takes(path)) return;
    this.#files.push(path);
    if (this.#files.length <= this.options.limit) return;
    throw new UserError({
      code: 'E_FILE_TOO_LARGE',
      what: `There are more than ${this.options.limit} files`,
      where: this.options.where,
      mend: 'Name fewer files, or pack them into an archive first',
    });
  }

  async #follow(folder: Folder, path: string, link: string): Promise<void> {
    let real: string;
    let isFolder: boolean;
    try {
      real = await realpath(link);
      isFolder = (await stat(real)).isDirectory();
    } catch (error) {
      const wanted = this.options.takes(path);
      if (wanted) this.#fault(unreadablePath(path, this.options.where, error as NodeJS.ErrnoException));
      return;
    }
    if (!(isFolder ? this.options.enters(path) : this.options.takes(path))) return;
    if (!insideWorkspace(this.realRoot, real) || isInGit(recordPath(this.realRoot, real))) {
      return this.#fault(this.#strayLink(path));
    }
    if (!isFolder) return this.#take(path);
    // A link to a folder that we are in would lead round for ever.
    for (let above: Folder | null = folder; above !== null; above = above.parent) {
      if (above.real === real) return;
    }
    this.#enter({ path, real, parent: folder });
  }

  #strayLink(path: string): Fault {
    return {
      code: this.options.linkCode,
      what: `The symbolic link ${shown(path)} leads out of the folder that may be read`,
      where: this.options.where,
      mend: 'Copy the file to where the link is, or leave the link out',
    };
  }

  #fault(fault: Fault): void {
    this.#faults.push(fault);
    if (this.#faults.length === FAULTS_LIMIT) throw new UserError(this.#faults);
  }
}

/** The absolute path of what {@link walk} gave. */
export function walked(root: string, path: string): string {
  return join(root, path.split('/').join(sep));
}
