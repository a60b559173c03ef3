import type { Git } from './git.js';
import { identityPart } from './message.js';
import { mktreeLines, type ObjectFormat, objectId, type TreeEntry, treeBytes } from './objects.js';

const MIB = 1024 * 1024;
const LINE_END = Buffer.from('\n');

export interface Identity {
  name: string;
  email: string;
}

export interface StoredObject {
  id: string;
  type: string;
  bytes: Buffer;
}

export interface NewCommit {
  tree: string;
  parent: string | null;
  /** The whole message. */
  text: string;
  identity: Identity;
  /** Milliseconds since 1970. */
  at: number;
}

/** Reads and writes objects of one repository. Nothing here changes a ref, an index or a work tree. */
export class ObjectStore {
  constructor(
    readonly git: Git,
    readonly format: ObjectFormat,
    /** The repository's own folder. */
    readonly folder: string,
  ) {}

  /** Objects by name (an id, `<commit>:<path>`, a ref), in order; null for one that is not here. */
  async get(names: readonly string[], limit = 256 * MIB): Promise<(StoredObject | null)[]> {
    if (names.length === 0) return [];
    const answer = await this.git.ok(['cat-file', '--batch', '--buffer'], { input: lines(names), limit });
    const objects: (StoredObject | null)[] = [];
    let at = 0;
    while (at < answer.length) {
      const end = answer.indexOf(0x0a, at);
      const head = parseHead(answer.toString('latin1', at, end));
      at = end + 1;
      objects.push(head === null ? null : { ...head, bytes: answer.subarray(at, at + head.size) });
      if (head !== null) at += head.size + 1;
    }
    return complete(objects, names);
  }

  /** Sizes of objects in bytes, by id; null for one that is not here. */
  async sizes(ids: readonly string[]): Promise<(number | null)[]> {
    if (ids.length === 0) return [];
    const answer = await this.git.ok(['cat-file', '--batch-check', '--buffer'], { input: lines(ids) });
    const heads = answer.toString('latin1').trimEnd().split('\n').map(parseHead);
    return complete(heads, ids).map((head) => head?.size ?? null);
  }

  /** Writes contents, all with one process. @returns their ids, in order */
  async writeBlobs(contents: readonly Buffer[]): Promise<string[]> {
    const parts = contents.flatMap((bytes) => [Buffer.from(`blob\ndata ${bytes.length}\n`), bytes, LINE_END]);
    // Packs of fewer objects become loose ones, which git tidies up by its own rules.
    await this.git.ok(['-c', 'fastimport.unpackLimit=1000', 'fast-import', '--quiet', '--done'], {
      input: Buffer.concat([...parts, Buffer.from('done\n')]),
    });
    return contents.map((bytes) => this.blobId(bytes));
  }

  /**
   * Writes trees, which may name objects that are not here. @param trees each before the trees that hold it
   */
  async writeTrees(trees: readonly (readonly TreeEntry[])[]): Promise<void> {
    const input = Buffer.concat(trees.map(mktreeLines));
    const ids = text(await this.git.ok(['mktree', '--missing', '--batch', '-z'], { input })).split('\n');
    const expected = trees.map((entries) => this.treeId(entries));
    if (ids.join() !== expected.join())
      throw new Error(`git mktree made ${ids.join()} and not ${expected.join()}`);
  }

  treeId(entries: readonly TreeEntry[]): string {
    return objectId(this.format, 'tree', treeBytes(entries));
  }

  blobId(bytes: Buffer): string {
    return objectId(this.format, 'blob', bytes);
  }

  async writeCommit(commit: NewCommit): Promise<string> {
    const name = identityPart(commit.identity.name, 'lineage-gate');
    const email = identityPart(commit.identity.email, 'lineage-gate@localhost');
    const date = `@${Math.floor(commit.at / 1000)} +0000`;
    const parent = commit.parent === null ? [] : ['-p', commit.parent];
    const id = await this.git.ok(['commit-tree', commit.tree, ...parent], {
      input: commit.text,
      env: {
        GIT_AUTHOR_NAME: name,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: name,
        GIT_COMMITTER_EMAIL: email,
        GIT_COMMITTER_DATE: date,
      },
    });
    return text(id);
  }
}

function parseHead(line: string): { id: string; type: string; size: number } | null {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? [];
  return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
}

function complete<T>(answers: T[], names: readonly string[]): T[] {
  if (answers.length === names.length) return answers;
  throw new Error(`git cat-file answered ${answers.length} of ${names.length} names`);
}

function lines(names: readonly string[]): string {
  return names.map((name) => `${name}\n`).join('');
}

function text(output: Buffer): string {
  return output.toString('utf8').trim();
}
