import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../core/log.js';
import { type Found, type LookUp, positionsOn } from './look-up.js';
import { formatPositions } from './positions.js';
import { type DayFacts, factsText, parseFacts } from './segment.js';

/** Files that are read at the same time. */
const AT_ONCE = 16;
/** Days are forgotten when there are more files than so many times the days of the branch. */
const SPARE = 2;
const FILE = /^(?:[0-9a-f]{40}|[0-9a-f]{64})\.json$/;

/** Remembers what the records of a day can be looked up by, under the id of the day's folder: what it holds is never out of date. */
export interface DayCache {
  lookUp(asked: LookUp): Promise<Found>;
  /** @param facts by day */
  keep(facts: ReadonlyMap<string, DayFacts>): Promise<void>;
  /** Forgets days that are on the branch no more, once there are many. @param trees ids of all days' folders of the branch */
  tidy(trees: ReadonlySet<string>): Promise<void>;
}

export interface DayCacheOptions {
  /** A folder of ours, made when it is needed. */
  folder: string;
  /** Tells apart what processes write at the same time. */
  unique: () => string;
  log: Log;
}

/**
 * A cache in a folder that any number of processes use at once. It only saves time: a file that is damaged is as good as none,
 * and a folder that cannot be written is no error.
 */
export function openDayCache(options: DayCacheOptions): DayCache {
  // The name says what the files hold: a version that knows runs by other facts uses another one.
  return new FolderCache({ ...options, folder: join(options.folder, 'days-1') });
}

class FolderCache implements DayCache {
  readonly #options: DayCacheOptions;

  constructor(options: DayCacheOptions) {
    this.#options = options;
  }

  async lookUp({ facts, either, days }: LookUp): Promise<Found> {
    const found: Found = new Map();
    const known = new Set(await this.#files());
    const wanted = [...days].filter(([, tree]) => known.has(`${tree}.json`));
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const some = wanted.slice(from, from + AT_ONCE);
      const texts = await Promise.all(some.map(([, tree]) => this.#read(tree)));
      some.forEach(([day], index) => {
        const text = texts[index];
        // A look for the fact's text spares parsing a file that does not have it.
        const has = (fact: string) => text?.includes(JSON.stringify(fact)) === true;
        const isNone = !facts.every(has) || (either.length > 0 && !either.some(has));
        if (text !== undefined && isNone) {
          found.set(day, []);
          return;
        }
        const known = parseFacts(text, [...facts, ...either]);
        if (known !== undefined) found.set(day, positionsOn(day, { facts, either }, known));
      });
    }
    return found;
  }

  async keep(facts: ReadonlyMap<string, DayFacts>): Promise<void> {
    await this.#try('write', async () => {
      await mkdir(this.#options.folder, { recursive: true });
      for (const [day, of] of facts) {
        const byFact = new Map(
          [...of.facts].map(([fact, positions]) => [fact, { [day]: formatPositions(positions) }]),
        );
        const text = factsText(byFact);
        const path = this.#path(of.tree);
        const draft = `${path}.${this.#options.unique()}`;
        await writeFile(draft, Buffer.concat([Buffer.from(`${checksum(text)}\n`), text]));
        await rename(draft, path);
      }
    });
  }

  async tidy(trees: ReadonlySet<string>): Promise<void> {
    const files = await this.#files();
    if (files.length <= SPARE * trees.size) return;
    await this.#try('tidy', async () => {
      const names = await readdir(this.#options.folder);
      const old = names.filter((name) => !(FILE.test(name) && trees.has(name.slice(0, -'.json'.length))));
      for (const name of old) await rm(join(this.#options.folder, name), { force: true });
    });
  }

  /** @returns the text of a file that is whole */
  async #read(tree: string): Promise<Buffer | undefined> {
    return this.#try('read', async () => {
      const bytes = await readFile(this.#path(tree));
      const end = bytes.indexOf('\n');
      const text = bytes.subarray(end + 1);
      if (bytes.toString('latin1', 0, Math.max(0, end)) === checksum(text)) return text;
      this.#options.log.debug(`${this.#path(tree)} is damaged and is made again`);
      return undefined;
    });
  }

  #files(): Promise<string[]> {
    return readdir(this.#options.folder).then(
      (names) => names.filter((name) => FILE.test(name)),
      () => [],
    );
  }

  #path(tree: string): string {
    return join(this.#options.folder, `${tree}.json`);
  }

  async #try<T>(action: string, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === undefined) throw error;
      this.#options.log.debug(`could not ${action} the cache of look-ups: ${(error as Error).message}`);
      return undefined;
    }
  }
}

/** Finds what was cut short or overwritten; nobody is kept from writing here who could not write the ledger as well. */
function checksum(text: Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
