import type { Traced } from '../commands/lineage/trace.js';
import { traceLineage } from '../commands/lineage/trace.js';
import { ambiguousTags } from '../core/lineage/ambiguous.js';
import { keyOf } from '../core/lineage/node.js';
import type { RunFacts } from '../core/lineage/run-facts.js';
import { MOST_NODES } from '../core/lineage/trace.js';
import { printable, quoted } from '../core/printable.js';
import { amendedLines } from '../ledger/read/amended.js';
import { lineageDot, lineageMermaid } from '../report/lineage/diagrams.js';
import { openLineageEvents } from '../report/lineage/openlineage.js';
import { lineageTree } from '../report/lineage/tree.js';
import { nodeWords } from '../report/lineage/words.js';
import { count } from '../report/units.js';
import { jsonLine, jsonText } from './json.js';
import { openReader, type ReadOptions } from './reader.js';
import { recalledLines } from './recalled-nodes.js';
import { unfound } from './unfound.js';

export interface TraceOptions extends ReadOptions {
  at?: string;
  /** Whether look-ups are used; all records are read otherwise. */
  index?: boolean;
  down?: boolean;
  format: 'tree' | 'json' | 'mermaid' | 'dot' | 'openlineage';
  json?: boolean;
}

const FAULTS_SHOWN = 5;

/** `lineage-gate trace REF` */
export async function traceCommand(reference: string, options: TraceOptions): Promise<number> {
  const { viewAt, log, root } = await openReader(options);
  const view = await viewAt(options.at);
  const direction = options.down === true ? 'down' : 'up';
  const traced = await traceLineage(
    { reference, direction },
    { view, log, isIndexUsed: options.index, cwd: process.cwd(), env: process.env, root },
  ).catch((error) => unfound(error, { view, log }));
  process.stdout.write(printed(traced, options.json === true ? 'json' : options.format));
  for (const line of await recalledLines(view, { ...traced, ...traced.trace }, log)) log.warning(`${line}.`);
  if (traced.trace.isCut)
    log.warning(`There is more: the first ${MOST_NODES} things are shown. Ask about one that is nearer.`);
  const { faults, neither, unplaced, notes } = traced;
  for (const note of notes) log.warning(note);
  if (neither.length > 0)
    log.warning(
      `Neither in the range nor out of it, since they have no place in its order: ${neither.join(', ')}`,
    );
  for (const line of ambiguousLines(traced)) log.warning(line);
  for (const { why, ids } of unplaced)
    log.warning(`Not judged, since they ${why}: ${count(ids.length, 'run')}; lineage-gate impact names them`);
  for (const line of await amendedLines(view, runsOf(traced))) log.warning(`${line}.`);
  for (const { message } of faults.slice(0, FAULTS_SHOWN)) log.warning(`Not looked at: ${message}`);
  if (faults.length > FAULTS_SHOWN)
    log.warning(
      `${count(faults.length - FAULTS_SHOWN, 'more record')} could not be looked at; lineage-gate verify names them`,
    );
  return 0;
}

const AMBIGUOUS_SHOWN = 5;

/** Which of several datasets a tag means nobody can tell: it is shown as all of them. */
function ambiguousLines({ trace, graph }: Traced): string[] {
  const ids = trace.nodes.flatMap((node) => (node.kind === 'run' ? node.run_id : []));
  const all = ambiguousTags(ids, graph);
  const lines = all
    .slice(0, AMBIGUOUS_SHOWN)
    .map(
      ({ run_id, tag, names }) =>
        `Ambiguous: run ${run_id} names its data by the tag ${quoted(tag)} alone, which is that of ${names.map((name) => quoted(name)).join(' and ')}. It is shown as if it had read each.`,
    );
  const left = all.length - lines.length;
  return left > 0 ? [...lines, `And ${count(left, 'more run')} with such a tag`] : lines;
}

function runsOf({ trace, graph }: Traced): RunFacts[] {
  return trace.nodes.flatMap((node) => (node.kind === 'run' ? (graph.runs.get(node.run_id) ?? []) : []));
}

function printed(traced: Traced, format: TraceOptions['format']): string {
  const { trace, graph, commit } = traced;
  switch (format) {
    case 'json':
      return `${jsonText(jsonOf(traced))}\n`;
    case 'mermaid':
      return lineageMermaid(trace, graph);
    case 'dot':
      return lineageDot(trace, graph);
    case 'openlineage':
      return openLineageEvents(trace, graph, { commit }).map(jsonLine).join('');
    case 'tree': {
      const nothing = trace.edges.length === 0 ? `${NOTHING[trace.direction]}\n` : '';
      return `${lineageTree(trace, graph)}${nothing}\nLedger ${commit?.slice(0, 12)}, stages as recorded\n`;
    }
  }
}

const NOTHING = {
  up: 'It comes from nothing that the ledger knows of.',
  down: 'Nothing that the ledger knows of comes from it.',
};

function jsonOf({ trace, graph, commit, faults }: Traced) {
  const ids = new Map(trace.nodes.map((node, at) => [keyOf(node), `n${at + 1}`]));
  const id = (node: Parameters<typeof keyOf>[0]) => ids.get(keyOf(node)) ?? null;
  return {
    ledger_commit: commit,
    direction: trace.direction,
    roots: trace.roots.map(id),
    nodes: trace.nodes.map((node) => ({ id: id(node), text: printable(nodeWords(node, graph)), ...node })),
    edges: trace.edges.map((edge) => ({ ...edge, from: id(edge.from), to: id(edge.to) })),
    cut: trace.isCut,
    not_looked_at: faults.flatMap((error) => error.faults),
  };
}
