import { type Fault, UserError } from '../core/errors.js';
import { type HistoryEntry, historyOf } from '../core/registry/history.js';
import { foldModel } from '../core/registry/registry.js';
import { queryFaults } from '../core/run-query.js';
import { damageLines } from '../ledger/read/damage.js';
import { readKnownModel } from '../ledger/read/known-model.js';
import { approversOf, goneWords, reasonOf, whoOf, wordsOf } from '../report/registry/event-words.js';
import { historyCsv } from '../report/registry/history-csv.js';
import { historyTable } from '../report/registry/history-markdown.js';
import { jsonText } from './json.js';
import { openReader, type ReadOptions } from './reader.js';
import { minute, textTable } from './tables.js';

export type HistoryOptions = ReadOptions & {
  since?: string;
  until?: string;
  format?: 'table' | 'json' | 'csv' | 'markdown';
  json?: boolean;
};

/** `lineage-gate models history MODEL` */
export async function modelsHistory(name: string, options: HistoryOptions): Promise<number> {
  const { ledger, log } = await openReader(options);
  const period = periodOf(options);
  const faults = queryFaults(period).map((fault): Fault => ({ ...fault, where: `--${fault.where ?? ''}` }));
  if (faults.length > 0) throw new UserError(faults);
  const model = await readKnownModel(await ledger.view(), name);
  for (const line of damageLines(name, model.strays ?? [])) log.warning(line);
  const { gone } = foldModel(model);
  if (gone?.type === 'model-renamed')
    log.warning(`${name} was ${goneWords(gone)}: what came after is in the history of that.`);
  const entries = historyOf(model, period);
  process.stdout.write(RENDERERS[options.json ? 'json' : (options.format ?? 'table')](entries));
  return 0;
}

const RENDERERS = {
  json: (entries) => `${jsonText(entries.map(jsonOf))}\n`,
  csv: historyCsv,
  markdown: (entries) => `${historyTable(entries)}\n`,
  table: (entries) =>
    entries.length === 0
      ? 'No event in this time.\n'
      : textTable(['AT', 'VERSION', 'WHAT', 'BY', 'APPROVED', 'REASON'], entries.map(rowOf)),
} as const satisfies Record<string, (entries: readonly HistoryEntry[]) => string>;

function jsonOf({ event, effect, not_counted, approvals }: HistoryEntry) {
  const approved_by = approvals.map(({ person }) => person);
  return {
    ...event,
    effect,
    ...(approvals.length === 0 ? {} : { approved_by }),
    ...(not_counted === null ? {} : { not_counted }),
  };
}

function rowOf({ event, effect, not_counted, approvals }: HistoryEntry): string[] {
  return [
    minute(effect),
    String(event.version ?? '–'),
    not_counted === null ? wordsOf(event) : `✗ ${wordsOf(event)} (does not count: ${not_counted})`,
    whoOf(event),
    approversOf(approvals),
    reasonOf(event),
  ];
}

function periodOf({ since, until }: HistoryOptions) {
  return { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
}
