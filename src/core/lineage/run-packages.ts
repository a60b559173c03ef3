import type { RunRecord } from '../generated/types.js';
import { packageName } from './package-range.js';

/** What a run's record says of a package. */
export interface PackageInRun {
  /** Each version once that an interpreter of the run had. */
  installed: readonly InstalledPackage[];
  /** Whether all interpreters have listed their packages: else it may have had others. */
  isWhole: boolean;
}

export interface InstalledPackage {
  /** As {@link packageName} has it. */
  name: string;
  version: string;
}

/** Names of packages that are kept, at most: whoever may push records as many as he likes. */
export const MOST_NAMES = 50_000;

type Python = NonNullable<RunRecord['environment']['python']>;

/** What of the interpreters of a run says which packages it had. */
export type PythonLists = Pick<Python, 'packages' | 'unlisted'> & {
  others?: readonly Pick<Python, 'packages'>[];
};

/** @param asked as {@link packageName} has it @param names that others had are added to it */
export function packageInRun(
  { python }: { python: PythonLists | null },
  asked: string,
  names?: Set<string>,
): PackageInRun {
  const lists = packageLists(python);
  if (names !== undefined)
    for (const list of lists) for (const name of list.keys()) if (names.size < MOST_NAMES) names.add(name);
  const versions = new Set(lists.flatMap((list) => list.get(asked) ?? []));
  return {
    installed: [...versions].map((version) => ({ name: asked, version })),
    isWhole: hasAllPackages(python),
  };
}

/** Whether nothing can have been installed that no list has. */
export function hasAllPackages(python: PythonLists | null): boolean {
  return python !== null && python.unlisted === undefined;
}

/** What each interpreter had, versions by name. */
export function packageLists(python: PythonLists | null): Map<string, string>[] {
  return python === null
    ? []
    : [python, ...(python.others ?? [])].map(({ packages }) => packagesIn(packages));
}

/** Versions by name, as {@link packageName} has it. Of several ways to write a name, the first counts. */
function packagesIn(packages: Readonly<Record<string, string>>): Map<string, string> {
  const versions = new Map<string, string>();
  for (const [text, version] of Object.entries(packages)) {
    const name = packageName(text);
    if (!versions.has(name)) versions.set(name, version);
  }
  return versions;
}
