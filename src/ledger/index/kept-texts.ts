import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../core/log.js';

export interface KeptTextsOptions {
  /** A folder of ours, made when it is needed. */
  folder: string;
  /** Tells apart what processes write at the same time. */
  unique: () => string;
  log: Log;
}

/** Texts are forgotten when there are more files than so many times those that are needed. */
const SPARE = 2;

/**
 * Texts in a folder that any number of processes use at once, each under a name that says what it was made from, so that it is
 * never out of date. They only save time: one that is damaged is as good as none, and a folder that cannot be written is no error.
 */
export class KeptTexts {
  readonly #options: KeptTextsOptions;

  constructor(options: KeptTextsOptions) {
    this.#options = options;
  }

  async names(): Promise<Set<string>> {
    const files = await readdir(this.#options.folder).catch(() => []);
    return new Set(
      files.filter((file) => file.endsWith(ENDING)).map((file) => file.slice(0, -ENDING.length)),
    );
  }

  /** @returns the text of a file that is whole */
  async read(name: string): Promise<Buffer | undefined> {
    return this.#try('read', async () => {
      const path = this.#path(name);
      const bytes = await readFile(path);
      const end = bytes.indexOf('\n');
      const text = bytes.subarray(end + 1);
      if (bytes.toString('latin1', 0, Math.max(0, end)) === checksum([text])) return text;
      this.#options.log.debug(`${path} is damaged and is made again`);
      return undefined;
    });
  }

  /** @param parts of the text, in order */
  async keep(name: string, parts: readonly Buffer[]): Promise<void> {
    await this.#try('write', async () => {
      await mkdir(this.#options.folder, { recursive: true });
      const path = this.#path(name);
      const draft = `${path}.${this.#options.unique()}`;
      await writeFile(draft, [Buffer.from(`${checksum(parts)}\n`), ...parts], { mode: 0o600 });
      await rename(draft, path);
    });
  }

  /** Forgets all but these, once there are many. */
  async tidy(needed: ReadonlySet<string>): Promise<void> {
    if ((await this.names()).size <= SPARE * needed.size) return;
    await this.#try('tidy', async () => {
      const kept = new Set([...needed].map((name) => `${name}${ENDING}`));
      const old = (await readdir(this.#options.folder)).filter((file) => !kept.has(file));
      for (const file of old) await rm(join(this.#options.folder, file), { force: true });
    });
  }

  #path(name: string): string {
    return join(this.#options.folder, `${name}${ENDING}`);
  }

  async #try<T>(action: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      this.#options.log.debug(`could not ${action} the cache of the ledger: ${(error as Error).message}`);
      return undefined;
    }
  }
}

const ENDING = '.json';

/** Finds what was cut short or overwritten; nobody is kept from writing here who could not write the ledger as well. */
function checksum(parts: readonly Buffer[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}
