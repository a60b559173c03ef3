import { shown } from '../key-values.js';
import { quoted } from '../printable.js';
import type { LineageGraph } from './graph.js';
import type { LineageNode } from './node.js';
import { notFound, SHOWN } from './not-found.js';
import { isPackageIn, type PackageRange } from './package-range.js';

/** The versions of a package that runs had and a range takes in; none also where no run is known to have had such a one and some have no list: these may have. @throws UserError E_LINEAGE_NOT_FOUND */
export function findPackages(graph: LineageGraph, range: PackageRange): LineageNode[] {
  const all = packages(graph, range);
  const found = all.filter(({ version }) => isPackageIn(range, version) === true);
  if (found.length > 0 || unordered(all, range).length > 0) return found;
  const where = `package:${range.name}`;
  const isBlind = [...graph.runs.values()].some((run) => run.package === 'unknown');
  if (isBlind) return [];
  if (all.length === 0)
    throw notFound(
      `No run has recorded a Python package ${shown(range.name)}`,
      where,
      'lineage-gate runs show RUN --json has the packages of a run',
    );
  const versions = all.map(({ version }) => quoted(version)).sort();
  const more = versions.length > SHOWN ? `, … (${versions.length} versions)` : '';
  throw notFound(
    `No run had ${shown(range.name)} in a version like that`,
    where,
    `Runs had ${versions.slice(0, SHOWN).join(', ')}${more}`,
  );
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
