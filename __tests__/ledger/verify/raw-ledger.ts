import { timeOfId } from '../../../src/core/ids.js';
import { type NewObject, newObject, packOf, type TreeEntry } from '../../../src/ledger/git/objects.js';
import { BareRepo } from '../../support/bare-repo.js';

/** A file or folder as it is to be stored. The mode is any text. */
export type Node =
  | { mode: string; name: string; bytes: Buffer }
  | { mode: string; name: string; folder: Node[] };

/** By path. */
export type Files = ReadonlyMap<string, Buffer>;

/** The folders of files, in git's order. */
export function foldersOf(files: Files): Node[] {
  const top: Node[] = [];
  for (const [path, bytes] of files) {
    const names = path.split('/');
    let folder = top;
    for (const name of names.slice(0, -1)) {
      const below = folder.find((one) => one.name === name && 'folder' in one) ?? {
        mode: '40000',
        name,
        folder: [],
      };
      if (!folder.includes(below)) folder.push(below);
      if ('folder' in below) folder = below.folder;
    }
    folder.push({ mode: '100644', name: names.at(-1) ?? '', bytes });
  }
  sortAll(top);
  return top;
}

function sortAll(folder: Node[]): void {
  const key = (node: Node) => Buffer.from('folder' in node ? `${node.name}/` : node.name);
  folder.sort((a, b) => Buffer.compare(key(a), key(b)));
  for (const node of folder) if ('folder' in node) sortAll(node.folder);
}

/** The folder that holds a path, and where in it. @throws Error when there is none */
export function placeIn(top: Node[], path: string): { folder: Node[]; index: number; node: Node } {
  let folder = top;
  const names = path.split('/');
  for (const name of names.slice(0, -1)) {
    const below = folder.find((one) => one.name === name);
    if (below === undefined || !('folder' in below)) throw new Error(`${path} has no folder ${name}`);
    folder = below.folder;
  }
  const index = folder.findIndex((one) => one.name === names.at(-1));
  const node = folder[index];
  if (node === undefined) throw new Error(`there is no ${path}`);
  return { folder, index, node };
}

/** What a commit does to the files before it. */
export interface Step {
  set?: Record<string, string | Buffer>;
  remove?: readonly string[];
  /** Does to the folders what no command of git does. */
  raw?: (top: Node[]) => void;
  /** Milliseconds since 1970. Default: an hour after the commit before. */
  at?: number;
  /** Other parents than the commit before; a step without parents begins a history. */
  parents?: readonly string[];
}

/** One line of history. */
export class RawBranch {
  constructor(
    readonly repo: RawRepository,
    public tip: string | undefined,
    public files: Map<string, Buffer>,
    public at: number,
  ) {}

  /** @returns the commit's id */
  commit({ set = {}, remove = [], raw, at, parents }: Step): string {
    for (const path of remove) this.files.delete(path);
    for (const [path, content] of Object.entries(set)) this.files.set(path, Buffer.from(content));
    this.at = at ?? this.at + 60_000;
    const top = foldersOf(this.files);
    raw?.(top);
    const above = parents ?? (this.tip === undefined ? [] : [this.tip]);
    this.tip = this.repo.commit(this.repo.tree(top), above, this.at);
    return this.tip;
  }

  fork(): RawBranch {
    return new RawBranch(this.repo, this.tip, new Map(this.files), this.at);
  }
}

/** Objects and branches that are made in memory, and written with two processes however many there are. */
export class RawRepository {
  readonly #objects = new Map<string, NewObject>();
  readonly #branches = new Map<string, string>();

  branch(at: number): RawBranch {
    return new RawBranch(this, undefined, new Map(), at);
  }

  tree(folder: readonly Node[]): string {
    const entries = folder.map((node): TreeEntry => {
      const id = 'folder' in node ? this.tree(node.folder) : this.add('blob', node.bytes);
      return { mode: node.mode, name: Buffer.from(node.name).toString('latin1'), id };
    });
    const parts = entries.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(id, 'hex'),
    ]);
    return this.add('tree', Buffer.concat(parts));
  }

  commit(tree: string, parents: readonly string[], at: number): string {
    const who = `octo <octo@users.noreply.github.com> ${Math.floor(at / 1000)} +0000`;
    const above = parents.map((parent) => `parent ${parent}\n`).join('');
    return this.add(
      'commit',
      Buffer.from(`tree ${tree}\n${above}author ${who}\ncommitter ${who}\n\ntampered\n`),
    );
  }

  add(type: 'blob' | 'tree' | 'commit', bytes: Buffer): string {
    const object = newObject('sha1', type, bytes);
    this.#objects.set(object.id, object);
    return object.id;
  }

  set(name: string, branch: RawBranch): void {
    this.#branches.set(name, branch.tip ?? '');
  }

  async write(folder: string): Promise<BareRepo> {
    const repo = await BareRepo.create(folder, 'octo/ledger');
    await repo.git(['unpack-objects', '-q'], packOf('sha1', [...this.#objects.values()]));
    const refs = [...this.#branches].map(([name, commit]) => `create refs/heads/${name} ${commit}\n`);
    await repo.git(['update-ref', '--stdin'], refs.join(''));
    return repo;
  }
}

/** When a run with this id ended, at the earliest. */
export function momentOf(id: string): number {
  return timeOfId(id);
}
