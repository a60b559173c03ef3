import type { RunFacts } from '../lineage/run-facts.js';
import { isSameDataset, isSameSpelling } from '../lineage/spelling.js';
import { quoted } from '../printable.js';
import { isSameRepository, repositoryName } from '../remote-repository.js';

/** A dataset's version that is to be recalled. */
export interface NamedDataset {
  name: string;
  version: string;
  /** `owner/name`; null: of whichever. */
  repository: string | null;
}

/** Whose word nobody takes. */
const DOUBTFUL: ReadonlySet<RunFacts['trust']> = new Set(['fork', 'tampered']);

/** Repositories whose runs use a name, as people name them, sorted; forks are none. */
export function repositoriesUsing(runs: Iterable<RunFacts>, name: string): string[] {
  const addresses = new Set<string>();
  for (const { repository, datasets, trust } of runs)
    if (
      repository !== null &&
      !DOUBTFUL.has(trust) &&
      datasets.some((data) => isSameSpelling(data.name, name))
    )
      addresses.add(repository);
  const names = [...new Set([...addresses].map(repositoryName))].sort();
  return names.filter((one, at) => names.findIndex((other) => isSameRepository(one, other)) === at);
}

/** Whether a run's names are those of a repository: one that does not say whose it is may be. */
export function isOf({ repository: own }: Pick<RunFacts, 'repository'>, repository: string | null): boolean {
  return repository === null || own === null || isSameRepository(own, repository);
}

/** What is called otherwise, and holds what is recalled. */
export function heldAs(told: string, { name, version }: Pick<NamedDataset, 'name' | 'version'>): string {
  return `${told}, which holds what was recalled as ${quoted(`${name}@${version}`)}`;
}

/** A content that was read under a name and version. */
export interface ContentRead {
  digest: string;
  /** As contents are compared. */
  contents: readonly string[];
  /** How many runs read it so. */
  runs: number;
}

/**
 * What whole, trusted runs read under the name and version, what most of them read first: nobody else says what a dataset is. What is
 * empty is no content of anything.
 */
export function contentsRead(runs: readonly RunFacts[], asked: NamedDataset): ContentRead[] {
  const found = new Map<string, { contents: Set<string>; runs: Set<string> }>();
  for (const run of runs) {
    if (!run.isWhole || run.trust !== 'trusted' || !isOf(run, asked.repository)) continue;
    for (const data of run.datasets) {
      const { digest, contents } = data;
      if (!isSameDataset(data, asked) || data.isChanged || digest === null || contents.length === 0) continue;
      const known = found.get(digest) ?? { contents: new Set(), runs: new Set() };
      found.set(digest, known);
      for (const one of contents) known.contents.add(one);
      known.runs.add(run.run_id);
    }
  }
  return [...found]
    .map(([digest, { contents, runs: by }]) => ({ digest, contents: [...contents].sort(), runs: by.size }))
    .sort((one, other) => other.runs - one.runs || (one.digest < other.digest ? -1 : 1));
}

/** A name and version under which others read the same contents. */
export interface OtherName {
  name: string;
  version: string;
  /** How many runs did. */
  runs: number;
}

/** The names and versions under which others read the same contents, in the order of their letters. */
export function otherNames(
  runs: Iterable<RunFacts>,
  contents: readonly string[],
  asked: Pick<NamedDataset, 'name' | 'version'>,
): OtherName[] {
  const wanted = new Set(contents);
  const found = new Map<string, { name: string; version: string; by: Set<string> }>();
  for (const { run_id, datasets, trust } of runs)
    for (const data of DOUBTFUL.has(trust) ? [] : datasets) {
      const { name, version } = data;
      if (isSameDataset(data, asked) || !data.contents.some((one) => wanted.has(one))) continue;
      const key = JSON.stringify([name, version]);
      const known = found.get(key) ?? { name, version, by: new Set() };
      found.set(key, known);
      known.by.add(run_id);
    }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { name, version, by }]) => ({ name, version, runs: by.size }));
}
