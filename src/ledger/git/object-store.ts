import { sep } from 'node:path';
import type { Git } from './git.js';
import { writeLoose } from './loose-objects.js';
import { identityPart } from './message.js';
import { ObjectReader } from './object-reader.js';
import { HeadsAnswer, ObjectStream, ObjectsAnswer, parseHead, type Visit } from './object-stream.js';
import {
  type NewObject,
  newObject,
  type ObjectFormat,
  type ObjectType,
  objectId,
  packOf,
  type TreeEntry,
  treeBytes,
} from './objects.js';

const MIB = 1024 * 1024;
/** Objects that are written faster one by one than by a git that is started for them. */
const MOST_LOOSE = 64;
/** Milliseconds. What visits objects takes its time too. */
const LONGEST_VISIT = 10 * 60_000;
/**
 * Names that are asked of the git that is there: more go faster through one of their own, which need not send each answer at once.
 * On Windows none: what a process works in or has open cannot be removed there.
 */
const FEW = sep === '/' ? 256 : 0;

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
  readonly #reader: ObjectReader;
  readonly #checker: ObjectReader;

  constructor(
    readonly git: Git,
    readonly format: ObjectFormat,
    /** The repository's own folder. */
    readonly folder: string,
    /** Whether small writes need no git: it takes longer to start than to write. */
    private readonly isPlain = false,
  ) {
    this.#reader = new ObjectReader(git, '--batch');
    this.#checker = new ObjectReader(git, '--batch-check');
  }

  /** Objects by name (an id, `<commit>:<path>`, a ref), in order; null for one that is not here. */
  async get(names: readonly string[], limit = 256 * MIB): Promise<(StoredObject | null)[]> {
    if (names.length === 0) return [];
    if (names.length <= FEW) return this.#getFew(names, limit);
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

  async #getFew(names: readonly string[], limit: number): Promise<(StoredObject | null)[]> {
    const objects: (StoredObject | null)[] = [];
    const visit: Visit = (object) => {
      // A copy, since what is shown holds on to all that came with it.
      objects.push(object === null ? null : { ...object, bytes: Buffer.from(object.bytes ?? []) });
    };
    await this.#show(names, visit, { largest: limit, limit });
    return objects;
  }

  /**
   * Shows objects one after the other, in order, while git reads on: any number of them in little memory.
   * @param options.largest bytes of the largest object that is shown with its bytes
   * @throws what `visit` throws; then nothing more is shown
   */
  async each(names: readonly string[], visit: Visit, { largest }: { largest: number }): Promise<void> {
    if (names.length === 0) return;
    if (names.length <= FEW) return this.#show(names, visit, { largest, limit: Number.POSITIVE_INFINITY });
    const stream = new ObjectStream(visit, largest);
    await this.git.ok(['cat-file', '--batch', '--buffer'], {
      input: lines(names),
      sink: (chunk) => stream.take(chunk),
      timeout: LONGEST_VISIT,
    });
    requireAll(stream.end(), names);
  }

  async #show(
    names: readonly string[],
    visit: Visit,
    { largest, limit }: { largest: number; limit: number },
  ): Promise<void> {
    const answer = new ObjectsAnswer(names.length, visit, largest);
    await this.#reader.ask({ names, answer, limit });
    answer.end();
  }

  /** Sizes of objects in bytes, by id; null for one that is not here. */
  async sizes(ids: readonly string[]): Promise<(number | null)[]> {
    if (ids.length === 0) return [];
    if (ids.length <= FEW) {
      const answer = new HeadsAnswer(ids.length);
      await this.#checker.ask({ names: ids, answer, limit: MIB });
      return answer.heads.map((head) => head?.size ?? null);
    }
    const answer = await this.git.ok(['cat-file', '--batch-check', '--buffer'], { input: lines(ids) });
    const heads = answer.toString('latin1').trimEnd().split('\n').map(parseHead);
    return complete(heads, ids).map((head) => head?.size ?? null);
  }

  /** Which objects are not here. Costs a fifth of {@link sizes}, which looks into each of them. */
  async missing(ids: readonly string[]): Promise<string[]> {
    if (ids.length <= FEW) {
      const sizes = await this.sizes(ids);
      return ids.filter((_, index) => sizes[index] === null);
    }
    const answer = await this.git.ok(['cat-file', '--batch-check=%(objectname)', '--buffer'], {
      input: lines(ids),
      limit: 128 * (ids.length + 1),
    });
    const heads = complete(answer.toString('latin1').trimEnd().split('\n'), ids);
    return ids.filter((id, index) => heads[index] !== id);
  }

  /** Writes objects, all with one process at most. They may name objects that are not here. */
  async write(objects: readonly NewObject[]): Promise<void> {
    // What is in the way is git's to say, in its own words.
    if (this.isPlain && isSmall(objects) && (await wrote(this.folder, objects))) return;
    await this.git.ok(['unpack-objects', '-q'], { input: packOf(this.format, objects) });
  }

  object(type: ObjectType, bytes: Buffer): NewObject {
    return newObject(this.format, type, bytes);
  }

  tree(entries: readonly TreeEntry[]): NewObject {
    return this.object('tree', treeBytes(entries));
  }

  blobId(bytes: Buffer): string {
    return objectId(this.format, 'blob', bytes);
  }

  commit({ tree, parent, text, identity, at }: NewCommit): NewObject {
    const name = identityPart(identity.name, 'lineage-gate');
    const email = identityPart(identity.email, 'lineage-gate@localhost');
    const who = `${name} <${email}> ${Math.floor(at / 1000)} +0000`;
    const lines = [
      `tree ${tree}`,
      ...(parent === null ? [] : [`parent ${parent}`]),
      `author ${who}`,
      `committer ${who}`,
      '',
      text,
    ];
    return this.object('commit', Buffer.from(lines.join('\n')));
  }
}

function isSmall(objects: readonly NewObject[]): boolean {
  const size = objects.reduce((sum, { bytes }) => sum + bytes.length, 0);
  return objects.length <= MOST_LOOSE && size <= MIB;
}

function wrote(folder: string, objects: readonly NewObject[]): Promise<boolean> {
  return writeLoose(folder, objects).then(
    () => true,
    () => false,
  );
}

function complete<T>(answers: T[], names: readonly string[]): T[] {
  requireAll(answers.length, names);
  return answers;
}

function requireAll(count: number, names: readonly string[]): void {
  if (count !== names.length) throw new Error(`git cat-file answered ${count} of ${names.length} names`);
}

function lines(names: readonly string[]): string {
  return `${names.join('\n')}\n`;
}
