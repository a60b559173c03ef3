import { modelNameFault, NamesInUse } from '../../core/model-names.js';
import { finding, type LineageFinding } from './findings.js';

interface Named {
  name: string;
  folder: string;
  /** Commits that added its records. */
  commits: readonly (string | undefined)[];
}

/** Names that people would take for another, or cannot read. Of two that look alike the later one is told. */
export function judgeNames(
  all: readonly Named[],
  { order, of }: { order: ReadonlyMap<string, number>; of: 'model' | 'endpoint' },
): LineageFinding[] {
  const placed = all.map((named) => {
    const first = Math.min(...named.commits.map((commit) => order.get(commit ?? '') ?? 0));
    return { ...named, first, commit: named.commits.find((one) => (order.get(one ?? '') ?? 0) === first) };
  });
  const known = new NamesInUse();
  const folders = new Map(all.map(({ name, folder }) => [name, folder]));
  return placed
    .sort((a, b) => a.first - b.first)
    .flatMap(({ name, folder, commit }) => {
      const at = { path: folder, commit };
      const fault = modelNameFault(name);
      const clash = known.clashWith(name);
      known.add(name);
      return [
        ...(fault === undefined ? [] : [finding(`${of}-name`, at, fault.what)]),
        ...(clash === undefined
          ? []
          : [finding(`${of}-name-clash`, at, `differs from ${folders.get(clash.name)} ${clash.why}`)]),
      ];
    });
}
