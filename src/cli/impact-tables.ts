import type { LineageGraph } from '../core/lineage/graph.js';
import type { Impact, Unjudged } from '../core/lineage/impact.js';
import type { RunFacts } from '../core/lineage/run-facts.js';
import { printable } from '../core/printable.js';
import {
  doubtInShort,
  impactInShort,
  RUN_HEAD,
  runCells,
  unjudgedWords,
  VERSION_HEAD,
  versionCells,
  versionRows,
  waitingWords,
} from '../report/lineage/impact.js';
import { cut, textTable } from './tables.js';

interface Shown {
  impact: Impact;
  graph: LineageGraph;
  unjudged: readonly Unjudged[];
  /** What may come from it; left out where nobody has asked. */
  doubtful?: Pick<Impact, 'runs' | 'versions'>;
}

/** All that comes from something, for people: a part for each kind, with the end of its last line. */
export function impactTables({ impact, graph, unjudged, doubtful }: Shown): string[] {
  const { runs, judged, versions } = impact;
  const part = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [`${title}\n${textTable(head, rows)}`];
  const cellsOf = (run: RunFacts) => runCells(run, graph).map((cell) => cut(cell, 40));
  const waiting = waitingWords(versions).map((line) => printable(line));
  return [
    `${printable(impactInShort(impact))}\n`,
    ...part(
      'Model versions',
      VERSION_HEAD,
      versionRows(versions).map((row) => versionCells(row, graph)),
    ),
    ...part('Runs', RUN_HEAD, runs.map(cellsOf)),
    ...part('Runs that were judged on it', RUN_HEAD, judged.map(cellsOf)),
    ...(waiting.length === 0 ? [] : [`${waiting.join('\n')}\n`]),
    ...(doubtful === undefined ? [] : doubtPart({ doubtful, graph })),
    ...unjudgedPart({ unjudged }),
  ];
}

/** What may come from something, and it is not known that it does, as a part of its own. */
export function doubtPart({ doubtful, graph }: Required<Pick<Shown, 'doubtful' | 'graph'>>): string[] {
  const said = doubtInShort(doubtful);
  if (said === '') return [];
  const rows = versionRows(doubtful.versions).map((row) => versionCells(row, graph));
  return [`${printable(said)}\n${rows.length === 0 ? '' : textTable(VERSION_HEAD, rows)}`];
}

/** What an answer says nothing about, as a part of its own. */
export function unjudgedPart(shown: Pick<Shown, 'unjudged'>): string[] {
  const notes = unjudgedNotes(shown);
  if (notes.length === 0) return [];
  return [`Could not be judged\n${notes.map((note) => `  ${printable(note)}\n`).join('')}`];
}

export function unjudgedNotes({ unjudged }: Pick<Shown, 'unjudged'>): string[] {
  return unjudged.map((one) => unjudgedWords(one, ' (--json has them)'));
}
