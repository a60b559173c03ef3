import type { LineageGraph } from '../lineage/graph.js';
import { type Impact, type ImpactFacts, impactOf } from '../lineage/impact.js';
import { isPassedOn, type LineageNode } from '../lineage/node.js';
import { beganWithHeld } from './copies.js';

/** What comes from what is recalled, by what records say and by what base models hold. */
export interface RecalledImpact {
  impact: Impact;
  /** What of it records alone lead to. */
  recorded: Impact;
  /** Ids of the runs that nothing but the files of their base models leads to. */
  held: ReadonlySet<string>;
}

/** Whoever begins with a folder that holds a model, with more files beside, begins with that. */
export function recalledImpact(
  graph: LineageGraph,
  roots: readonly LineageNode[],
  facts: Omit<ImpactFacts, 'goesOn'>,
): RecalledImpact {
  const held = new Set<string>();
  const impactNow = () => {
    const own = [...held].map((run_id): LineageNode => ({ kind: 'run', run_id }));
    return impactOf(graph, [...roots, ...own], { ...facts, goesOn: isPassedOn });
  };
  const recorded = impactNow();
  for (let impact = recorded; ; impact = impactNow()) {
    const more = beganWithHeld(impact.runs, graph);
    if (more.length === 0) return { impact, recorded, held };
    for (const { run } of more) held.add(run.run_id);
  }
}
