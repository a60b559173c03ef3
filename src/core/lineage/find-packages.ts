import { shown } from '../key-values.js';
import { nearest } from '../nearest.js';
import { quoted } from '../printable.js';
import type { LineageGraph } from './graph.js';
import type { LineageNode } from './node.js';
import { notFound, SHOWN } from './not-found.js';
import { isPackageIn, type PackageRange } from './package-range.js';

/** The versions of a package that runs had and a range takes in; none also where some runs have not listed all, which may have had it, unless its name is near another's. @throws UserError E_LINEAGE_NOT_FOUND */
export function findPackages(graph: LineageGraph, range: PackageRange): LineageNode[] {
  const all = packages(graph, range);
  const found = all.filter(({ version }) => isPackageIn(range, version) === true);
  if (found.length > 0 || unordered(all, range).length > 0) return found;
  const where = `package:${range.name}`;
  const isBlind = [...graph.runs.values()].some((run) => run.package?.isWhole === false);
  const near = all.length === 0 ? nearPackage(graph, range) : undefined;
  if (isBlind && near === undefined) return [];
  if (all.length === 0)
    throw notFound(
      `No run has recorded a Python package ${shown(range.name)}${isBlind ? ', and some have not recorded all of theirs' : ''}`,
      where,
      near === undefined
        ? 'lineage-gate runs show RUN --json has the packages of a run'
        : `Did you mean ${quoted(near)}?`,
    );
  const versions = all.map(({ version }) => quoted(version)).sort();
  const more = versions.length > SHOWN ? `, … (${versions.length} versions)` : '';
  throw notFound(
    `No run had ${shown(range.name)} in a version like that`,
    where,
    `Runs had ${versions.slice(0, SHOWN).join(', ')}${more}`,
  );
}

/** Whether no run is known to have had a package of that name. */
export function isNeverHad(graph: LineageGraph, range: PackageRange): boolean {
  return packages(graph, range).length === 0;
}

/** What a name may be a slip of, of the packages that runs had. */
export function nearPackage({ packages: known }: LineageGraph, { name }: PackageRange): string | undefined {
  return nearest(name, [...known]);
}

/** Versions that have no place in the order: they are neither in the range nor out of it. */
export function unorderedPackages(graph: LineageGraph, range: PackageRange): string[] {
  return unordered(packages(graph, range), range).sort();
}

function unordered(all: readonly { version: string }[], range: PackageRange): string[] {
  return all.map(({ version }) => version).filter((version) => isPackageIn(range, version) === undefined);
}

function packages(graph: LineageGraph, { name }: PackageRange) {
  return [...graph.named()].filter((node) => node.kind === 'package').filter((node) => node.name === name);
}
