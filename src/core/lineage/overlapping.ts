import type { LineageGraph } from './graph.js';
import type { RunFacts } from './run-facts.js';
import { push } from './sources.js';

/**
 * Runs that read bytes of nobody known, which a run that is hit has made that went on at the same time: whether they were there when
 * they were read nobody knows.
 * @param hit ids of runs @param bad what these made, as contents are compared
 */
export function overlapping(
  graph: LineageGraph,
  hit: ReadonlySet<string>,
  bad: ReadonlySet<string>,
): string[] {
  const makers = new Map<string, RunFacts[]>();
  for (const id of hit)
    for (const { contents, reused } of graph.runs.get(id)?.outputs ?? [])
      for (const content of reused === null ? contents : []) {
        const run = graph.runs.get(id);
        if (run !== undefined && bad.has(content)) push(makers, content, run);
      }
  const isOpen = (run: RunFacts, contents: readonly string[]) =>
    contents.some((content) => makers.get(content)?.some((maker) => isAtOnce(maker, run)));
  return [...graph.runs.values()].flatMap((run) => {
    const { run_id, datasets, models } = run;
    if (hit.has(run_id) || !graph.isReader(run_id)) return [];
    const data = datasets.filter(({ isJudge, contents }) => !isJudge && isOpen(run, contents));
    const begun = models.filter(({ contents }) => isOpen(run, contents));
    if (data.length + begun.length === 0) return [];
    const isNobodys = graph
      .up({ kind: 'run', run_id })
      .some(
        ({ from }) =>
          (from.kind === 'dataset' &&
            from.maker === null &&
            data.some((one) => one.digest === from.digest)) ||
          (from.kind === 'base-model' && begun.some(({ uri }) => uri === from.uri)),
      );
    return isNobodys ? [run_id] : [];
  });
}

function isAtOnce(one: RunFacts, other: RunFacts): boolean {
  return (
    Date.parse(one.started_at) < Date.parse(other.ended_at) &&
    Date.parse(other.started_at) < Date.parse(one.ended_at)
  );
}
