import type { Dirent } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ErrorCode } from '../../core/error-codes.js';
import { type Fault, type Faults, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { FolderReader, type Listed } from './folder-reader.js';
import { insideWorkspace, isInGit, placed, recordPath, unreadablePath } from './paths.js';

export interface WalkOptions {
  /** Absolute folder that exists. */
  root: string;
  /** Absolute folder that no link is followed out of; the root when absent. */
  within?: string;
  /** The root as messages name it, e.g. its path in the record; they give paths alone when absent. */
  place?: string;
  /** What messages say of the place: an input, or a folder. */
  where: string;
  /** Whether a file below this folder could be taken. Paths are relative to the root, with forward slashes. */
  enters(path: string): boolean;
  takes(path: string): boolean;
  /** Code of the fault for a link that leads out of where links may lead. */
  linkCode: ErrorCode;
  /** Files at most, and as many folders. */
  limit: number;
  /** Takes what is wrong with single files, and the others are the answer; without it one of them fails the whole. */
  faults?: Faults;
  /** Whether what is left out by its name is a fault: nobody chose these files by hand, and would miss it otherwise. */
  tellsLeftOut?: boolean;
}

interface Folder {
  path: string;
  real: string;
  /** Links on the way to it. */
  links: number;
}

const FAULTS_LIMIT = 20;
/**
 * Characters of paths by which links lead once more to what has been seen, with what each entry costs beside: thirty folders with two
 * links each to the next have 2^30 ways. By one link, as each of many runs has one to the data, few ways are more than somebody made.
 */
const AGAIN = { limit: 512 * 1024 ** 2, entry: 64, nested: 8 } as const;
/** Nothing is opened by a longer path. */
const LONGEST_PATH = 4096;
/** The folder that the command line keeps artifacts in: no part of anybody's data or model. */
const OWN = '.lineage';

/**
 * The regular files below a folder, hidden ones too; whatever is named `.git` is left out, since credentials lie there,
 * and so is `.lineage`.
 * Links are followed to what lies inside the root, or `within`; pipes, sockets and devices are passed over.
 * @returns paths relative to the root with forward slashes, in no order
 * @throws UserError E_FILE_TOO_LARGE; where the options take no faults, also the link code, E_PATH_NAME for names that are not UTF-8, and
 * E_FILE_UNREADABLE
 */
export async function walk(options: WalkOptions): Promise<string[]> {
  const [root, within] = await Promise.all([
    realpath(options.root),
    realpath(options.within ?? options.root),
  ]);
  return new Walker(options, { root, within }).run();
}

class Walker {
  readonly #files: string[] = [];
  readonly #faults: Fault[] = [];
  /** A text is a folder of which all that lies below has been seen. */
  readonly #pending: (Folder | string)[] = [];
  /** Those that we are in, by their paths without links; as often as we are. */
  readonly #open = new Map<string, number>();
  readonly #reader = new FolderReader();
  #folders = 0;
  #again = 0;

  /** @param real the options' folders without links */
  constructor(
    readonly options: WalkOptions,
    readonly real: { root: string; within: string },
  ) {}

  async run(): Promise<string[]> {
    this.#pending.push({ path: '', real: this.real.root, links: 0 });
    for (let folder = this.#pending.pop(); folder !== undefined; folder = this.#pending.pop()) {
      if (typeof folder === 'string') {
        this.#open.set(folder, this.#timesIn(folder) - 1);
        continue;
      }
      this.#open.set(folder.real, this.#timesIn(folder.real) + 1);
      this.#pending.push(folder.real);
      for (const entry of await this.#read(folder)) {
        if (!isInGit(entry.name) && entry.name !== OWN) await this.#visit(folder, entry);
        else if (this.options.tellsLeftOut === true)
          this.#fault(this.#leftOut(placed(folder.path, entry.name)));
      }
    }
    const { faults } = this.options;
    if (faults !== undefined) this.#tell(faults);
    else if (this.#faults.length > 0) throw new UserError(this.#faults);
    return this.#files;
  }

  #timesIn(real: string): number {
    return this.#open.get(real) ?? 0;
  }

  async #read(folder: Folder): Promise<Dirent[]> {
    let listed: Listed;
    try {
      listed = await this.#reader.list(folder.real);
    } catch (error) {
      this.#unreadable(folder, error as NodeJS.ErrnoException);
      return [];
    }
    const weight = folder.links > 1 ? AGAIN.nested : 1;
    if (listed.isAgain)
      this.#again += weight * (listed.entries.length + 1) * (folder.path.length + AGAIN.entry);
    if (this.#again > AGAIN.limit) throw this.#tooManyWays(folder);
    return listed.bad.size === 0 ? listed.entries : this.#decodable(folder, listed);
  }

  #unreadable(folder: Folder, error: Pick<NodeJS.ErrnoException, 'code' | 'message'>): void {
    this.#fault(unreadablePath(this.#shown(folder.path || '.'), this.options.where, error));
  }

  #decodable(folder: Folder, { entries, bad }: Listed): Dirent[] {
    return entries.filter((entry) => {
      const escaped = bad.get(entry.name);
      if (escaped === undefined) return true;
      const path = placed(folder.path, entry.name);
      if (entry.isDirectory() ? this.options.enters(path) : this.options.takes(path))
        this.#fault(this.#notUtf8(placed(folder.path, escaped)));
      return false;
    });
  }

  async #visit(folder: Folder, entry: Dirent): Promise<void> {
    const path = placed(folder.path, entry.name);
    const real = join(folder.real, entry.name);
    if (entry.isSymbolicLink()) await this.#follow(folder, path, real);
    else if (entry.isDirectory()) this.#enter({ path, real, links: folder.links });
    else if (entry.isFile()) this.#take(path);
  }

  #enter(folder: Folder): void {
    if (!this.options.enters(folder.path)) return;
    if (folder.path.length > LONGEST_PATH) this.#unreadable(folder, { code: 'ENAMETOOLONG', message: '' });
    else this.#pending.push(folder);
    // Links to folders that hold links to each other give more paths than there are folders.
    if (++this.#folders > this.options.limit) throw this.#tooMany('folders');
  }

  #take(path: string): void {
    if (!this.options.takes(path)) return;
    this.#files.push(path);
    if (this.#files.length > this.options.limit) throw this.#tooMany('files');
  }

  #tooMany(what: 'files' | 'folders'): UserError {
    return new UserError({
      code: 'E_FILE_TOO_LARGE',
      what: `There are more than ${this.options.limit} ${what}`,
      where: this.options.where,
      mend: 'Name fewer files, or pack them into an archive first',
    });
  }

  #tooManyWays({ real }: Folder): UserError {
    const path = this.#shown(recordPath(this.real.root, real));
    return new UserError({
      code: 'E_FILE_TOO_LARGE',
      what: `Symbolic links lead to the same folders by too many ways, as to ${shown(path)}`,
      where: this.options.where,
      mend: 'Remove links to folders that hold links to folders, or name what they lead to',
    });
  }

  async #follow(folder: Folder, path: string, link: string): Promise<void> {
    const target = await this.#reader.target(link, folder.real);
    if ('error' in target) {
      if (this.options.takes(path)) this.#fault(this.#deadLink(path, target.error));
      return;
    }
    const { real, isFolder } = target;
    if (!(isFolder ? this.options.enters(path) : this.options.takes(path))) return;
    const { within } = this.real;
    if (!insideWorkspace(within, real) || isInGit(recordPath(within, real))) {
      return this.#fault(this.#strayLink(path));
    }
    if (!isFolder) return this.#take(path);
    // A link to a folder that we are in would lead round for ever.
    if (this.#timesIn(real) === 0) this.#enter({ path, real, links: folder.links + 1 });
  }

  #leftOut(path: string): Fault {
    return {
      code: 'E_PATH_OUTSIDE',
      what: `${shown(this.#shown(path))} is left out: \`.git\` can hold credentials, and \`${OWN}\` is where Lineage Gate keeps files`,
      where: this.options.where,
      mend: 'Log what is meant under another name',
    };
  }

  #strayLink(path: string): Fault {
    return {
      code: this.options.linkCode,
      what: `The symbolic link ${shown(this.#shown(path))} leads out of the folder that may be read`,
      where: this.options.where,
      mend: 'Copy the file to where the link is, or leave the link out',
    };
  }

  #deadLink(path: string, error: NodeJS.ErrnoException): Fault {
    const fault = unreadablePath(this.#shown(path), this.options.where, error);
    if (error.code !== 'ENOENT') return fault;
    return {
      ...fault,
      what: `The symbolic link ${shown(this.#shown(path))} leads to nothing`,
      mend: 'Get what it leads to (`dvc pull`, `dvc checkout`, `git annex get`), or remove the link',
    };
  }

  /** @param path with the bytes that are not UTF-8 escaped */
  #notUtf8(path: string): Fault {
    return {
      code: 'E_PATH_NAME',
      what: `The file name "${this.#shown(path)}" is not valid UTF-8`,
      where: this.options.where,
      mend: 'Rename the file: the name must work on every system that reads the record',
    };
  }

  #shown(path: string): string {
    return placed(this.options.place ?? '', path);
  }

  #fault(fault: Fault): void {
    this.#faults.push(fault);
    if (this.options.faults === undefined && this.#faults.length === FAULTS_LIMIT)
      throw new UserError(this.#faults);
  }

  #tell(faults: Faults): void {
    for (const fault of this.#faults.slice(0, FAULTS_LIMIT)) faults.add(fault);
    const next = this.#faults[FAULTS_LIMIT];
    if (next === undefined) return;
    faults.add({ ...next, what: `Of ${this.#faults.length - FAULTS_LIMIT} more files: ${next.what}` });
  }
}

/** The absolute path of what {@link walk} gave. */
export function walked(root: string, path: string): string {
  return join(root, path.split('/').join(sep));
}
