import type { RecalledDataset } from '../generated/types.js';
import type { ReadDataset, RunFacts } from '../lineage/run-facts.js';
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
    if (repository !== null && !DOUBTFUL.has(trust) && datasets.some((data) => data.name === name))
      addresses.add(repository);
  const names = [...new Set([...addresses].map(repositoryName))].sort();
  return names.filter((one, at) => names.findIndex((other) => isSameRepository(one, other)) === at);
}

/** Whether a run's names are those of a repository: one that does not say whose it is may be. */
export function isOf({ repository: own }: Pick<RunFacts, 'repository'>, repository: string | null): boolean {
  return repository === null || own === null || isSameRepository(own, repository);
}

/** What whole, trusted runs read under the name and version: nobody else says what a dataset is. What is empty is no content of anything. */
export function contentsOf(runs: Iterable<RunFacts>, asked: NamedDataset): string[] {
  const contents = new Set<string>();
  for (const run of runs) {
    if (!run.isWhole || run.trust !== 'trusted' || !isOf(run, asked.repository)) continue;
    for (const data of run.datasets)
      if (isSame(data, asked) && !data.isChanged) for (const one of data.contents) contents.add(one);
  }
  return [...contents].sort();
}

/** The names and versions under which others read the same contents. */
export function otherNames(
  runs: Iterable<RunFacts>,
  contents: readonly string[],
  asked: NamedDataset,
): RecalledDataset['other_names'] {
  const wanted = new Set(contents);
  const found = new Map<string, RecalledDataset['other_names'][number]>();
  for (const { datasets, trust } of runs)
    for (const { name, version, contents: read } of datasets)
      if (!DOUBTFUL.has(trust) && read.some((one) => wanted.has(one)) && !isSame({ name, version }, asked))
        found.set(JSON.stringify([name, version]), { name, version });
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, names]) => names);
}

function isSame(
  { name, version }: Pick<ReadDataset, 'name' | 'version'>,
  asked: Pick<NamedDataset, 'name' | 'version'>,
): boolean {
  return name === asked.name && version === asked.version;
}
