import { createHash } from 'node:crypto';
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../core/errors.js';
import { shown } from '../core/key-values.js';
import { digestsOfFolder } from './dvc-folder.js';
import { type DvcFile, type DvcOut, DvcReader } from './files/dvc.js';
import { type Contained, readContained, readSmallContained, withOpened } from './files/opened.js';
import { insideWorkspace } from './files/paths.js';
import { absentData, type Claimed } from './files/pointers.js';

const LOCK = 'dvc.lock';
const LARGEST = 8 * 1024 * 1024;
/** Up to this size a blocking read costs less than handing the file to the thread pool. */
const SMALL_BYTES = 256 * 1024;

/** MD5 of a file, as DVC writes it. */
async function md5Of(file: Contained): Promise<string> {
  const small = readSmallContained(file, SMALL_BYTES);
  if (small !== undefined) return createHash('md5').update(small).digest('hex');
  return withOpened(file, async (opened) => {
    const hash = createHash('md5');
    const stream = opened.handle.createReadStream({ autoClose: false });
    for await (const chunk of stream) hash.update(chunk as Buffer);
    opened.check();
    return hash.digest('hex');
  });
}

/** What DVC's own files beside the data say of it. Each file is read once. */
export class DvcDigests {
  readonly #read = new Map<string, Promise<{ folder: string; outs: readonly DvcOut[] } | null>>();

  private constructor(
    private readonly reader: DvcReader,
    /** Absolute, without links. */
    private readonly workspace: string,
  ) {}

  static async open(workspace: string): Promise<DvcDigests> {
    return new DvcDigests(await DvcReader.open(), await realpath(workspace));
  }

  /**
   * The digests in `<path>.dvc`, or else in the nearest `dvc.lock` that lists the path. One of another size is of other bytes.
   * @param path absolute
   * @param size_bytes of a file; null for a folder
   */
  async of(path: string, size_bytes: number | null): Promise<DvcOut['digests']> {
    for (const file of await this.#places(path)) {
      const out = await this.#outIn(file, path);
      if (out === undefined) continue;
      return this.#fitting(out, path, size_bytes);
    }
    return {};
  }

  /** Those that are of what lies there. */
  async #fitting(out: DvcOut, path: string, size_bytes: number | null): Promise<DvcOut['digests']> {
    const place = { absolute: path, within: this.workspace };
    if (size_bytes === null) return digestsOfFolder(out, place, md5Of);
    if (out.size_bytes !== null && out.size_bytes !== size_bytes) return {};
    // Data that was changed often keeps its size.
    const { md5, ...others } = out.digests;
    return md5 === undefined || (await md5Of(place)) === md5 ? out.digests : others;
  }

  /**
   * Of data that lies where a `.dvc` file says: that is what was read, whatever the file says.
   * @throws UserError E_POINTER_FILE where it is other data
   */
  async checkData(
    dvc: DvcFile,
    { absolute, record, where }: { absolute: string; record: string; where: string },
  ): Promise<void> {
    const other = await this.#otherData(dvc, absolute);
    if (other === undefined) return;
    throw new UserError({
      code: 'E_POINTER_FILE',
      what: `${shown(record)} is the DVC pointer of other data than what lies in ${shown(basename(other))}`,
      where,
      mend: 'Record the data with `dvc add`, or get what the pointer says with `dvc checkout`; or name the data itself',
    });
  }

  /** Its path; undefined for data that is the same, or is not there. */
  async #otherData({ outs, folder }: DvcFile, pointer: string): Promise<string | undefined> {
    const [out] = outs;
    if (out === undefined) return undefined;
    const path = resolve(dirname(pointer), folder, out.path);
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined || !insideWorkspace(this.workspace, real)) return undefined;
    const stats = await stat(real);
    // A folder that git keeps, or that DVC made before it failed, is no data.
    if (stats.isDirectory() && (await readdir(real)).every((name) => name.startsWith('.'))) return undefined;
    const { md5, ...others } = out.digests;
    const unread = md5 === undefined ? others : { ...others, 'md5-dos2unix': md5 };
    const digests = out.isOfBytes ? out.digests : unread;
    const fitting = await this.#fitting({ ...out, digests }, path, stats.isDirectory() ? null : stats.size);
    return Object.keys(fitting).length === Object.keys(digests).length ? undefined : path;
  }

  /**
   * Of a folder without a file, for which `dvc pull` may have been forgotten.
   * @throws UserError E_POINTER_FILE where `<path>.dvc` says that there is something in it
   */
  async checkEmpty(path: string, claimed: Claimed): Promise<void> {
    const { size_bytes, files } = (await this.#outIn(`${path}.dvc`, path)) ?? {};
    // A folder with nothing but a `.gitkeep` has a file for DVC, and no byte.
    if ((size_bytes ?? files ?? 0) === 0) return;
    throw new UserError(absentData(claimed, 'is empty, and its DVC pointer says that it is not'));
  }

  async #outIn(file: string, path: string): Promise<DvcOut | undefined> {
    const found = await this.#outsOf(file);
    return found?.outs.find((one) => resolve(found.folder, one.path) === resolve(path));
  }

  async #places(path: string): Promise<string[]> {
    const places = [`${path}.dvc`];
    for (let folder = dirname(path); ; folder = dirname(folder)) {
      places.push(join(folder, LOCK));
      const real = await realpath(folder);
      if (real === this.workspace || !insideWorkspace(this.workspace, real)) return places;
    }
  }

  #outsOf(file: string): Promise<{ folder: string; outs: readonly DvcOut[] } | null> {
    const known = this.#read.get(file) ?? this.#load(file);
    this.#read.set(file, known);
    return known;
  }

  async #load(file: string): Promise<{ folder: string; outs: readonly DvcOut[] } | null> {
    let text: string;
    try {
      text = (await readContained({ absolute: file, within: this.workspace }, LARGEST)).toString('utf8');
    } catch {
      // It says nothing then, and the digest that is recorded does not need it.
      return null;
    }
    if (file.endsWith(LOCK)) return { folder: dirname(file), outs: this.reader.lock(text) };
    const dvc: DvcFile | undefined = this.reader.file(text);
    return dvc === undefined ? null : { folder: join(dirname(file), dvc.folder), outs: dvc.outs };
  }
}
