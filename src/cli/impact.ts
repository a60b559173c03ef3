import { findImpact, type Impacted } from '../commands/lineage/impact.js';
import { printable } from '../core/printable.js';
import { IDS_SHOWN, impactCsv, impactMarkdown, otherNamesWords } from '../report/lineage/impact.js';
import { nodeWords } from '../report/lineage/words.js';
import { impactTables, unjudgedNotes } from './impact-tables.js';
import { jsonText } from './json.js';
import { openReader, type ReadOptions } from './reader.js';
import { unfound } from './unfound.js';

export interface ImpactOptions extends ReadOptions {
  at?: string;
  /** Whether look-ups are used; all records are read otherwise. */
  index?: boolean;
  format: 'text' | 'json' | 'csv' | 'markdown';
  json?: boolean;
}

const ROOTS_SHOWN = 10;

/** `lineage-gate impact REF`. @returns 0 when nothing comes from it, 1 when something does, 2 when nothing is known to and not all could be judged */
export async function impactCommand(reference: string, options: ImpactOptions): Promise<number> {
  const { viewAt, log, root } = await openReader(options);
  const view = await viewAt(options.at);
  const format = options.json === true ? 'json' : options.format;
  const found = await findImpact(
    { reference, most: format === 'json' ? Number.POSITIVE_INFINITY : IDS_SHOWN },
    { view, log, isIndexUsed: options.index, cwd: process.cwd(), env: process.env, root },
  ).catch((error) => unfound(error, { view, log }));
  process.stdout.write(printed(reference, found, format));
  // A table has no place for what it says nothing about.
  if (format === 'csv') for (const line of leftOut(found)) log.warning(printable(line));
  if (found.isHit) return 1;
  return found.unjudged.length > 0 ? 2 : 0;
}

function printed(asked: string, found: Impacted, format: ImpactOptions['format']): string {
  const { impact, commit } = found;
  switch (format) {
    case 'json':
      return `${jsonText(jsonOf(found))}\n`;
    case 'csv':
      return impactCsv(impact);
    case 'markdown':
      return impactMarkdown(asked, impact, {
        commit,
        graph: found.graph,
        notes: unjudgedNotes(found),
        remarks: notesOf(found),
      });
    case 'text':
      return textOf(found);
  }
}

function notesOf({ notes, otherNames }: Pick<Impacted, 'notes' | 'otherNames'>): string[] {
  return [...notes, ...otherNamesWords(otherNames)];
}

function leftOut(found: Impacted): string[] {
  return [...notesOf(found), ...unjudgedNotes(found).map((note) => `Could not be judged: ${note}`)];
}

function textOf(found: Impacted): string {
  return [
    ...rootLines(found.roots, found.graph),
    ...notesOf(found).map((line) => `${printable(line)}\n`),
    ...impactTables(found),
    `Ledger ${found.commit?.slice(0, 12) ?? '–'}, stages as recorded\n`,
  ].join('\n');
}

/** A range may be many things; each of them stands in a table below. */
function rootLines(roots: Impacted['roots'], graph: Impacted['graph']): string[] {
  if (roots.length === 0) return [];
  const more = roots.length - ROOTS_SHOWN;
  const words = roots.slice(0, ROOTS_SHOWN).map((node) => `${printable(nodeWords(node, graph))}\n`);
  return [`${words.join('')}${more > 0 ? `and ${more} more\n` : ''}`];
}

function jsonOf({ impact, roots, graph, commit, notes, otherNames, unjudged }: Impacted) {
  return {
    ledger_commit: commit,
    roots: roots.map((node) => ({ text: printable(nodeWords(node, graph)), ...node })),
    notes,
    other_names: otherNames,
    runs: impact.runs.map(runJson),
    judged_on_it: impact.judged.map(runJson),
    versions: impact.versions,
    not_judged: unjudged,
  };
}

function runJson({
  run_id,
  experiment,
  run_name,
  status,
  started_at,
  ended_at,
  trust,
  record,
}: Impacted['impact']['runs'][number]) {
  return { run_id, experiment, run_name, status, started_at, ended_at, trust, record };
}
