import { isCodeOf } from './commit-range.js';
import { tagOf } from './data-tags.js';
import type { ReadDataset } from './read-datasets.js';
import type { RunFacts } from './run-facts.js';

interface Known {
  name: string;
  version: string;
  /** What whole, trusted runs have read under it, by digest and repository: nobody else says what a dataset is. */
  contents: Map<string, Content>;
}

interface Content {
  digest: string;
  contents: readonly string[];
  repository: string | null;
}

/** The datasets that runs name, by the name that a tag has for them. */
export class KnownDatasets {
  readonly #byTag = new Map<string, Known[]>();

  add(run: RunFacts): void {
    for (const data of run.datasets) this.#add(data, run);
  }

  #add({ name, version, digest, contents, isChanged }: ReadDataset, run: RunFacts): void {
    const tag = tagOf({ name, version });
    const all = this.#byTag.get(tag) ?? [];
    this.#byTag.set(tag, all);
    let known = all.find((one) => one.name === name);
    if (known === undefined) {
      known = { name, version, contents: new Map() };
      all.push(known);
    }
    const { repository, trust, isWhole } = run;
    if (digest !== null && contents.length > 0 && !isChanged && isWhole && trust === 'trusted')
      known.contents.set(`${digest} ${repository}`, { digest, contents, repository });
  }

  /**
   * What a part of a tag may mean: `a_b` at `c` and `a` at `b_c` have one tag. A name of null where no run says which part of it is the
   * name.
   */
  meanings(part: string): readonly { name: string | null; version: string }[] {
    const known = this.#byTag.get(part);
    if (known === undefined) return [{ name: null, version: part }];
    return known.map(({ name, version }) => ({ name, version }));
  }

  /** What was read under a name and version by runs of a repository, each once. @param repository null: of any */
  contentsOf(
    { name, version }: { name: string | null; version: string },
    repository: string | null,
  ): Content[] {
    if (name === null) return [];
    const known = this.#byTag.get(tagOf({ name, version }))?.find((one) => one.name === name);
    const all = [...(known?.contents.values() ?? [])].filter((one) => isCodeOf(one, repository));
    return [...new Map(all.map((one) => [one.digest, one])).values()];
  }
}
