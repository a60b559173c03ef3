import type { LineageGraph } from './graph.js';
import { isPassedOn, keyOf, type LineageEdge, type LineageNode } from './node.js';

export type Direction = 'up' | 'down';

/** What a thing comes from, or what comes from it. */
export interface Trace {
  roots: readonly LineageNode[];
  direction: Direction;
  /** In the order of their distance from the roots. */
  nodes: readonly LineageNode[];
  /** Between the nodes. */
  edges: readonly LineageEdge[];
  /** Whether there is more than is shown. */
  isCut: boolean;
}

/** Nodes of an answer: more is read by nobody. */
export const MOST_NODES = 1000;

/** Walks from the roots, the nearest first. @param most nodes of the answer */
export function trace(
  graph: LineageGraph,
  {
    roots,
    direction,
    most = MOST_NODES,
    goesOn = isPassedOn,
  }: {
    roots: readonly LineageNode[];
    direction: Direction;
    most?: number;
    goesOn?: (edge: LineageEdge) => boolean;
  },
): Trace {
  const nodes = new Map(roots.slice(0, most).map((node) => [keyOf(node), node]));
  const edges = new Map<string, LineageEdge>();
  /** Reached by an edge that nothing is passed on by. */
  const ends = new Set<string>();
  let isCut = roots.length > most;
  const queue = [...nodes.values()];
  for (let node = queue.shift(); node !== undefined; node = queue.shift()) {
    for (const edge of direction === 'up' ? graph.up(node) : graph.down(node)) {
      const next = direction === 'up' ? edge.from : edge.to;
      const key = keyOf(next);
      const isNew = !nodes.has(key);
      if (isNew && nodes.size >= most) {
        isCut = true;
        continue;
      }
      nodes.set(key, next);
      edges.set(`${edge.kind} ${keyOf(edge.from)} ${keyOf(edge.to)}`, edge);
      // What was an end by one way may be none by another.
      if (goesOn(edge)) {
        if (isNew || ends.delete(key)) queue.push(next);
      } else if (isNew) ends.add(key);
    }
  }
  return { roots, direction, nodes: [...nodes.values()], edges: [...edges.values()], isCut };
}
