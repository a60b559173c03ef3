import type { LineageGraph } from '../core/lineage/graph.js';
import type { Impact, Unjudged } from '../core/lineage/impact.js';
import type { RunFacts } from '../core/lineage/run-facts.js';
import { printable } from '../core/printable.js';
import {
  impactInShort,
  RUN_HEAD,
  runCells,
  unjudgedWords,
  VERSION_HEAD,
  versionCells,
  versionRows,
} from '../report/lineage/impact.js';
import { cut, textTable } from './tables.js';

interface Shown {
  impact: Impact;
  graph: LineageGraph;
  unjudged: readonly Unjudged[];
}

/** All that comes from something, for people: a part for each kind, with the end of its last line. */
export function impactTables({ impact, graph, unjudged }: Shown): string[] {
  const { runs, judged, versions } = impact;
  const part = (title: string, head: readonly string[], rows: readonly (readonly string[])[]) =>
    rows.length === 0 ? [] : [`${title}\n${textTable(head, rows)}`];
  const cellsOf = (run: RunFacts) => runCells(run, graph).map((cell) => cut(cell, 40));
  const waiting = versions.flatMap(({ model, version, waiting: ids }) =>
    ids.map((id) => `Request ${id} for models:/${printable(model)}/${version} waits.`),
  );
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
    ...unjudgedPart({ unjudged }),
  ];
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
