import { trueMaker } from '../../core/lineage/producers.js';
import type { Output, RunFacts } from '../../core/lineage/run-facts.js';
import type { Kin } from '../../core/recall/kin.js';
import type { Relatives } from './relatives.js';
import { isPart, type Place } from './way.js';

/** Ids of parts of a run, by what they have to do with one of its outputs. */
interface Parts {
  /** They have the very same bytes. */
  same: readonly string[];
  /** They may have written it. */
  may: readonly string[];
}

interface Known {
  parts: readonly Kin[];
  outputs: ReadonlyMap<string, { output: Output; at: number }>;
  byOutput: Map<Output | null, Parts>;
}

export type FactsOf = (run_id: string) => RunFacts | undefined;

/** Who has, or may have, written outputs of runs. What it takes is found once for each run, and once for each of its outputs. */
export class Makers {
  readonly #relatives: Relatives;
  readonly #factsOf: FactsOf;
  readonly #known = new Map<string, Known>();
  readonly #made = new WeakMap<Kin, ReadonlySet<string>>();
  readonly #read = new WeakMap<Kin, ReadonlySet<string>>();

  /** @param factsOf of the runs that there are */
  constructor(relatives: Relatives, factsOf: FactsOf) {
    this.#relatives = relatives;
    this.#factsOf = factsOf;
  }

  /**
   * The run, and its parts. Parts that have the very same bytes made them, and so did who made what the run only took over: then the
   * run's own inputs are none of theirs, but for what is asked about, which answers for itself, too.
   */
  of(place: Place, contents: readonly string[], kin: Kin): Place[] {
    const isRoot = place.below === null;
    const itself: Place = { ...place, contents: null };
    const above = { ...place, below: itself, what: null };
    const known = this.#knownOf(kin);
    const output = outputOf(known, contents);
    const made_by = output?.reused?.made_by ?? null;
    const own = isRoot ? [itself] : [];
    if (output !== null && made_by !== null && made_by !== kin.facts.run_id) {
      const isTrue = trueMaker(output, this.#factsOf) !== null;
      // Of who is not there it is said that nobody can tell.
      const isGone = this.#factsOf(made_by) === undefined;
      if (isTrue || isGone) return [...(isTrue ? own : [itself]), { ...above, run_id: made_by }];
    }
    const { same, may } = this.#partsOf(known, output);
    if (same.length > 0) return [...own, ...same.map((run_id) => ({ ...above, run_id }))];
    if (contents.length === 0 && !isRoot) return [itself];
    return [itself, ...may.map((run_id) => ({ ...above, run_id, contents: null, isSelf: false }))];
  }

  #knownOf({ facts }: Kin): Known {
    const all = this.#relatives.partsOf(facts.run_id);
    const parts = all.filter((part) => isPart(part, facts.trust));
    const known = this.#known.get(facts.run_id);
    // More of them may have been read since.
    if (known?.parts.length === parts.length) return known;
    const outputs = new Map<string, { output: Output; at: number }>();
    for (const [at, output] of facts.outputs.entries())
      for (const content of output.contents) if (!outputs.has(content)) outputs.set(content, { output, at });
    const fresh = { parts, outputs, byOutput: new Map() };
    this.#known.set(facts.run_id, fresh);
    return fresh;
  }

  #partsOf({ parts, byOutput }: Known, output: Output | null): Parts {
    const known = byOutput.get(output);
    if (known !== undefined) return known;
    const hasMade = (part: Kin) => output !== null && this.#madeBy(part).has(output.digest);
    // A part that has read it did not make it.
    const hasRead = (part: Kin) => output?.contents.some((content) => this.#readBy(part).has(content));
    const found = { same: idsOf(parts.filter(hasMade)), may: idsOf(parts.filter((part) => !hasRead(part))) };
    byOutput.set(output, found);
    return found;
  }

  #madeBy(part: Kin): ReadonlySet<string> {
    return once(this.#made, part, ({ facts }) =>
      facts.outputs.filter(({ reused }) => reused === null).map(({ digest }) => digest),
    );
  }

  #readBy(part: Kin): ReadonlySet<string> {
    return once(this.#read, part, ({ facts }) => facts.datasets.flatMap(({ contents }) => contents));
  }
}

/** The first that is one of the contents. */
function outputOf({ outputs }: Known, contents: readonly string[]): Output | null {
  const found = contents.flatMap((content) => outputs.get(content) ?? []);
  return found.sort((one, other) => one.at - other.at)[0]?.output ?? null;
}

function idsOf(parts: readonly Kin[]): string[] {
  return parts.map(({ facts }) => facts.run_id);
}

function once(
  known: WeakMap<Kin, ReadonlySet<string>>,
  kin: Kin,
  find: (kin: Kin) => readonly string[],
): ReadonlySet<string> {
  const set = known.get(kin) ?? new Set(find(kin));
  known.set(kin, set);
  return set;
}
