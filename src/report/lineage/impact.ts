import type { LineageGraph } from '../../core/lineage/graph.js';
import {
  type Impact,
  type ImpactedVersion,
  isInProduction,
  type Unjudged,
} from '../../core/lineage/impact.js';
import type { OtherNames } from '../../core/lineage/other-names.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import type { Tenure } from '../../core/lineage/tenure.js';
import { quoted } from '../../core/printable.js';
import { uriOf } from '../../core/registry/version.js';
import { csvText } from '../csv.js';
import { code, prose, table } from '../markdown.js';
import { whoOf } from '../registry/event-words.js';

/** Tells runs apart in few digits. */
type Ids = Pick<LineageGraph, 'short'>;

/** A version and one time in which it held something; a version that never did has one row. */
export interface VersionRow {
  version: ImpactedVersion;
  tenure: Tenure | null;
}

/** What lasts first, then the newest. */
export function versionRows(versions: readonly ImpactedVersion[]): VersionRow[] {
  return versions.flatMap((version): VersionRow[] =>
    version.tenures.length === 0
      ? [{ version, tenure: null }]
      : [...version.tenures]
          .sort(
            (one, other) =>
              Number(one.to !== null) - Number(other.to !== null) ||
              Date.parse(other.from) - Date.parse(one.from),
          )
          .map((tenure) => ({ version, tenure })),
  );
}

export const VERSION_HEAD = ['VERSION', 'RUN', 'HELD', 'FROM', 'TO', 'BY'];

/** `models:/clf/1`, and what is special about it: `(deleted)`. */
export function versionWords({ model, version, status, same_bytes }: ImpactedVersion): string {
  const uri = uriOf(model, version);
  const notes = [...(status === 'judged' ? [] : [status]), ...(same_bytes ? ['same bytes'] : [])];
  return notes.length === 0 ? uri : `${uri} (${notes.join(', ')})`;
}

export function versionCells({ version, tenure }: VersionRow, graph: Ids): string[] {
  const of = [versionWords(version), version.run_id === null ? '–' : graph.short(version.run_id)];
  if (tenure === null) return [...of, '–', '', '', ''];
  return [
    ...of,
    tenure.holds,
    minute(tenure.from),
    tenure.to === null ? 'now' : minute(tenure.to),
    whoOf(tenure.begun),
  ];
}

export const RUN_HEAD = ['RUN', 'EXPERIMENT', 'STATUS', 'STARTED', 'TRUST'];

export function runCells({ run_id, experiment, status, started_at, trust }: RunFacts, graph: Ids): string[] {
  return [graph.short(run_id), experiment, status, minute(started_at), trust];
}

/** The answer in a sentence. */
export function impactInShort({ runs, judged, versions }: Impact): string {
  if (runs.length + judged.length + versions.length === 0) return 'Nothing that is known comes from it.';
  const live = versions.filter(isInProduction);
  const parts = [
    plural(runs.length, 'run'),
    plural(versions.length, 'model version'),
    live.length === 0
      ? 'none of them in Production'
      : `${live.map(({ model, version }) => uriOf(model, version)).join(', ')} in Production`,
  ];
  const only = judged.length === 0 ? '' : `; ${plural(judged.length, 'more run')} judged on it`;
  return `${parts.join(', ')}${only}.`;
}

/** What may come from something, in a sentence; empty where nothing may. */
export function doubtInShort({ runs, versions }: Pick<Impact, 'runs' | 'versions'>): string {
  if (runs.length + versions.length === 0) return '';
  const used = versions.flatMap(({ model, version, tenures }) => {
    const holds = tenures.filter(({ to, holds: what }) => to === null && what !== 'Archived');
    return holds.length === 0
      ? []
      : [`${uriOf(model, version)} (${holds.map((one) => one.holds).join(', ')})`];
  });
  const live = used.length === 0 ? '' : `: ${used.join(', ')} in use`;
  return `${plural(runs.length, 'run')} and ${plural(versions.length, 'model version')} may come from it, and it is not known that they do${live}.`;
}

/** Ids that a line names of many. */
export const IDS_SHOWN = 3;

/** What an answer says nothing about, without a full stop. @param all where the ids that are not shown stand */
export function unjudgedWords({ why, ids, count: total = ids.length }: Unjudged, all = ''): string {
  const rest = total - Math.min(ids.length, IDS_SHOWN);
  const more = rest > 0 ? ` and ${rest} more${all}` : '';
  return `${total} ${total === 1 ? ofOne(why) : why}: ${ids.slice(0, IDS_SHOWN).join(', ')}${more}`;
}

/** What is said of many, of one. */
const SINGULAR: readonly (readonly [RegExp, string])[] = [
  [/^((?:model )?version|run|record|amendment)s\b/, '$1'],
  [/^((?:(?:model )?version|run)(?: of it)?) are\b/, '$1 is'],
  [/^are\b/, 'is'],
  [/^(run )?were\b/, '$1was'],
  [/, or are\b/, ', or is'],
  [/^(name|say)\b/, '$1s'],
  [/\band count\b/, 'and counts'],
  [/\bthey\b/g, 'it'],
  [/\btheir\b/g, 'its'],
];

function ofOne(why: string): string {
  return SINGULAR.reduce((words, [many, one]) => words.replace(many, one), why);
}

const NAMES_SHOWN = 5;

/** Under which other names the same bytes were read, a sentence for each; foreign names are made safe. */
export function otherNamesWords(others: readonly OtherNames[]): string[] {
  return others.map(({ digest, names: data, base_models = [] }) => {
    const names = [
      ...data.map(({ name, version }) => quoted(`${name}@${version}`)),
      ...base_models.map((uri) => `base model ${quoted(uri)}`),
    ];
    const shown = names.slice(0, NAMES_SHOWN);
    const more = names.length > NAMES_SHOWN ? ` and ${names.length - NAMES_SHOWN} more` : '';
    return `The same bytes were read as ${shown.join(', ')}${more}: \`lineage-gate impact ${digest}\` has what comes from them under any name.`;
  });
}

/** Requests for versions that wait for approval, a sentence for each; names of models are not made safe. */
export function waitingWords(versions: readonly ImpactedVersion[]): string[] {
  return versions.flatMap(({ model, version, waiting }) =>
    waiting.map((id) => `Request ${id} for ${uriOf(model, version)} waits.`),
  );
}

/** For an incident's page or issue. @param asked what was asked about @param notes what could not be judged @param remarks on what was asked about */
export function impactMarkdown(
  asked: string,
  impact: Impact,
  {
    commit,
    notes,
    graph,
    remarks,
  }: {
    commit: string | null;
    notes: readonly string[];
    graph: Ids;
    remarks: readonly string[];
  },
): string {
  const rows = (head: readonly string[], all: readonly (readonly string[])[]) => [
    table(
      head.map((title) => title.toLowerCase()),
      all.map((row) => row.map((cell) => (cell === '' ? '' : code(cell)))),
      Number.POSITIVE_INFINITY,
    ),
    '',
  ];
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [title, '', ...lines.map((line) => `- ${line}`), ''];
  const { runs, judged, versions } = impact;
  return [
    `## What comes from ${code(asked)}`,
    '',
    code(impactInShort(impact), 2000).slice(1, -1),
    '',
    ...(versions.length === 0
      ? []
      : [
          '### Model versions',
          '',
          ...rows(
            VERSION_HEAD,
            versionRows(versions).map((row) => versionCells(row, graph)),
          ),
        ]),
    ...(runs.length === 0
      ? []
      : [
          '### Runs',
          '',
          ...rows(
            RUN_HEAD,
            runs.map((run) => runCells(run, graph)),
          ),
        ]),
    ...(judged.length === 0
      ? []
      : [
          '### Runs that were judged on it',
          '',
          ...rows(
            RUN_HEAD,
            judged.map((run) => runCells(run, graph)),
          ),
        ]),
    ...list(
      '### Requests that wait',
      waitingWords(versions).map((line) => code(line, 1000)),
    ),
    ...list('### What was asked about', remarks.map(prose)),
    ...list(
      '### What could not be judged',
      notes.map((line) => code(line, 1000)),
    ),
    `Ledger ${code(commit ?? 'none')}, stages as recorded.`,
    '',
  ].join('\n');
}

const CSV_HEAD = [
  ...['kind', 'run_id', 'experiment', 'status', 'model', 'version', 'held', 'from', 'to', 'by', 'event_id'],
  'trust',
];

/** A row for each run, for each time in which a version held something, and for each request that waits. */
export function impactCsv({ runs, judged, versions }: Impact): string {
  const ofRun =
    (kind: string) =>
    ({ run_id, experiment, status, started_at, ended_at, trust }: RunFacts) => [
      ...[kind, run_id, experiment, status, '', '', '', started_at, ended_at, '', '', trust],
    ];
  const ofVersion = ({ version: { model, version, run_id, status, same_bytes }, tenure }: VersionRow) => [
    ...[same_bytes ? 'same-bytes' : 'version', run_id ?? '', '', status, model, String(version)],
    ...[tenure?.holds ?? '', tenure?.from ?? '', tenure?.to ?? ''],
    ...[tenure === null ? '' : whoOf(tenure.begun), tenure?.begun.event_id ?? '', ''],
  ];
  const ofRequests = ({ model, version, waiting }: ImpactedVersion) =>
    waiting.map((id) => ['request', '', '', '', model, String(version), '', '', '', '', id, '']);
  return csvText([
    CSV_HEAD,
    ...versionRows(versions).map(ofVersion),
    ...versions.flatMap(ofRequests),
    ...runs.map(ofRun('run')),
    ...judged.map(ofRun('judged-on')),
  ]);
}

function plural(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** `2026-11-21 06:45`, UTC. */
function minute(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}
