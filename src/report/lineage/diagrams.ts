import type { LineageGraph } from '../../core/lineage/graph.js';
import { keyOf } from '../../core/lineage/node.js';
import type { Trace } from '../../core/lineage/trace.js';
import { shorten } from '../markdown.js';
import { edgeWords, nodeWords } from './words.js';

const LONGEST = 120;

/** A trace for Mermaid, which GitHub draws in comments and pages. Data is on the left. */
export function lineageMermaid(trace: Trace, graph: LineageGraph): string {
  const { nodes, edges } = numbered(trace, graph);
  return [
    'flowchart LR',
    ...nodes.map(({ id, words }) => `  ${id}["${mermaidText(words)}"]`),
    ...edges.map(
      ({ from, to, words }) => `  ${from} -->${words === '' ? '' : `|"${mermaidText(words)}"|`} ${to}`,
    ),
    '',
  ].join('\n');
}

/** A trace for Graphviz. Data is on the left. */
export function lineageDot(trace: Trace, graph: LineageGraph): string {
  const { nodes, edges } = numbered(trace, graph);
  return [
    'digraph lineage {',
    '  rankdir=LR;',
    '  node [shape=box];',
    ...nodes.map(({ id, words }) => `  ${id} [label=${dotText(words)}];`),
    ...edges.map(
      ({ from, to, words }) => `  ${from} -> ${to}${words === '' ? '' : ` [label=${dotText(words)}]`};`,
    ),
    '}',
    '',
  ].join('\n');
}

function numbered(trace: Trace, graph: LineageGraph) {
  const ids = new Map(trace.nodes.map((node, at) => [keyOf(node), `n${at + 1}`]));
  return {
    nodes: trace.nodes.map((node) => ({ id: ids.get(keyOf(node)) ?? '', words: nodeWords(node, graph) })),
    edges: trace.edges.map((edge) => ({
      from: ids.get(keyOf(edge.from)) ?? '',
      to: ids.get(keyOf(edge.to)) ?? '',
      // An arrow shows which came first: the words go with it.
      words: edgeWords(edge, 'down'),
    })),
  };
}

/** Mermaid reads markup and codes in texts: only letters, digits and what is harmless stand as they are. */
function mermaidText(text: string): string {
  return lines(text).map(mermaidLine).join('<br>');
}

function mermaidLine(text: string): string {
  return text.replace(/[^\p{L}\p{N} _.,:/@()+=-]/gu, (character) => `#${character.codePointAt(0)};`);
}

/** Graphviz takes codes of HTML in any text. */
function dotText(text: string): string {
  const safe = lines(text).map((line) =>
    line.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('&', '&amp;'),
  );
  return `"${safe.join('\\n')}"`;
}

/** What is said of a thing stands below its name, so that boxes stay narrow. */
function lines(text: string): string[] {
  return shorten(text, LONGEST).split(', ');
}
