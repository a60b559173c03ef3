import { join } from 'node:path';
import { KeptTexts, type KeptTextsOptions } from './kept-texts.js';
import { type Found, type LookUp, positionsOn } from './look-up.js';
import { formatPositions } from './positions.js';
import { type DayFacts, factsText, parseFacts, SEGMENTS, segmentsOf } from './segment.js';

/** Files that are read at the same time. */
const AT_ONCE = 16;

/** Remembers what the records of a day can be looked up by, under the id of the day's folder: what it holds is never out of date. */
export interface DayCache {
  lookUp(asked: LookUp): Promise<Found>;
  /** @param facts by day */
  keep(facts: ReadonlyMap<string, DayFacts>): Promise<void>;
  /** Forgets days that are on the branch no more, once there are many. @param trees ids of all days' folders of the branch */
  tidy(trees: ReadonlySet<string>): Promise<void>;
}

/** A cache in a folder that any number of processes use at once. */
export function openDayCache(options: KeptTextsOptions): DayCache {
  // The name says what the files hold: a version that knows runs by other facts uses another one.
  return new FolderCache(new KeptTexts({ ...options, folder: join(options.folder, 'days-4') }));
}

class FolderCache implements DayCache {
  readonly #texts: KeptTexts;

  constructor(texts: KeptTexts) {
    this.#texts = texts;
  }

  async lookUp({ facts, either, days }: LookUp): Promise<Found> {
    const found: Found = new Map();
    const known = await this.#texts.names();
    const wanted = [...days].filter(([, tree]) => known.has(tree));
    for (let from = 0; from < wanted.length; from += AT_ONCE) {
      const some = wanted.slice(from, from + AT_ONCE);
      const texts = await Promise.all(some.map(([, tree]) => this.#texts.read(tree)));
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
    for (const [day, of] of facts) {
      // Nobody asks it for the others, which are many.
      const own = [...of.facts].filter(([fact]) => segmentsOf(fact) === SEGMENTS);
      const byFact = new Map(own.map(([fact, positions]) => [fact, { [day]: formatPositions(positions) }]));
      await this.#texts.keep(of.tree, [factsText(byFact)]);
    }
  }

  tidy(trees: ReadonlySet<string>): Promise<void> {
    return this.#texts.tidy(trees);
  }
}
