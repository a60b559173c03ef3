import type { LineageGraph } from '../../core/lineage/graph.js';
import { isPassedOn, keyOf, type LineageEdge, type LineageNode } from '../../core/lineage/node.js';
import type { Trace } from '../../core/lineage/trace.js';
import { printable } from '../../core/printable.js';
import { edgeWords, nodeWords } from './words.js';

/** A trace as lines for a terminal; what was shown above is not shown again. */
export function lineageTree(trace: Trace, graph: LineageGraph): string {
  return new TreeText(trace, graph).text();
}

class TreeText {
  readonly #lines: string[] = [];
  readonly #shown = new Set<string>();
  readonly #next = new Map<string, LineageEdge[]>();
  readonly #trace: Trace;
  readonly #graph: LineageGraph;

  constructor(trace: Trace, graph: LineageGraph) {
    this.#trace = trace;
    this.#graph = graph;
    for (const edge of trace.edges) {
      const key = keyOf(trace.direction === 'up' ? edge.to : edge.from);
      this.#next.set(key, [...(this.#next.get(key) ?? []), edge]);
    }
  }

  text(): string {
    for (const root of this.#trace.roots) {
      if (this.#shown.has(keyOf(root))) continue;
      this.#lines.push(printable(nodeWords(root, this.#graph)));
      this.#below(root, '', [keyOf(root)]);
    }
    return this.#lines.map((line) => `${line}\n`).join('');
  }

  #below(node: LineageNode, indent: string, trail: readonly string[]): void {
    this.#shown.add(keyOf(node));
    const edges = this.#next.get(keyOf(node)) ?? [];
    for (const [at, edge] of edges.entries()) {
      const isLast = at === edges.length - 1;
      const next = this.#trace.direction === 'up' ? edge.from : edge.to;
      const key = keyOf(next);
      const words = edgeWords(edge, this.#trace.direction);
      const line = `${words === '' ? '' : `${words} `}${nodeWords(next, this.#graph)}`;
      const goesOn = isPassedOn(edge) && (this.#next.get(key) ?? []).length > 0;
      const note = trail.includes(key)
        ? ' (a circle: it comes from itself)'
        : goesOn && this.#shown.has(key)
          ? ' (shown above)'
          : '';
      this.#lines.push(printable(`${indent}${isLast ? '└─' : '├─'} ${line}${note}`));
      if (goesOn && note === '') this.#below(next, `${indent}${isLast ? '   ' : '│  '}`, [...trail, key]);
    }
  }
}
