import type { ModelVersion, RunRecord, StageVerdict, VersionRecord } from '../../core/generated/types.js';
import { TAG_VALUE_LIMIT } from '../../core/key-values.js';
import { paragraphs } from '../detail.js';
import { findingLine, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { code, escapeText, table } from '../markdown.js';
import { formatBytes } from '../units.js';
import type { AuditVersion } from './audit-view.js';
import { goneWords } from './event-words.js';

const ALL = Number.POSITIVE_INFINITY;
/** Characters of a description. */
const LONGEST = 20_000;

/** What there is to say of one version: where it comes from, what was said of it, what it is, and where its bytes are. */
export function auditVersion(view: AuditVersion): string {
  const { version, description, stage, hidden, recalled, fault } = view;
  return paragraphs([
    `### Version ${version.version}: ${escapeText(hidden === null ? stage : goneWords(hidden), LONGEST)}`,
    description === null ? '' : escapeText(description, LONGEST),
    fault === null ? '' : `❌ ${escapeText(fault, LONGEST)}`,
    recalled.map((one) => `⚠️ It ${escapeText(one, LONGEST)}.`).join('\n\n'),
    table(['', ''], factRows(view), ALL),
    ...(version.run_id === null ? [UNJUDGED] : judgedParts(version)),
  ]);
}

const UNJUDGED =
  'An MLflow client registered it, and no policy has judged it: it counts for nothing but its number and its labels.';

function judgedParts(version: ModelVersion): string[] {
  return [
    '**What the policy said when it was registered**',
    verdictText(version.policy),
    '**Files**',
    files(version),
    '**Where the bytes are**',
    places(version),
  ];
}

function factRows({ version, run, tags }: AuditVersion): string[][] {
  const by = version.registered_by === null ? '' : ` by ${escapeText(version.registered_by)}`;
  const rows: [string, string][] = [
    ['registered', `${escapeText(version.registered_at)}${by}`],
    ...originRows(version),
    ...(run === null ? [] : runRows(run)),
    ...Object.entries(version.tags).map(([key, value]): [string, string] => [
      `tag ${code(key)}`,
      escapeText(value, TAG_VALUE_LIMIT),
    ]),
    ...[...tags].map(([key, value]): [string, string] => [
      `tag ${code(key)}, set later`,
      escapeText(value, TAG_VALUE_LIMIT),
    ]),
  ];
  return rows;
}

function originRows(version: VersionRecord): [string, string][] {
  if (version.run_id !== null)
    return [
      ['manifest', code(version.manifest.digest)],
      ['run', code(version.run_id)],
    ];
  const { claimed_run_id = '–', source = '–' } = version;
  return [
    ['run, as its client says', code(claimed_run_id)],
    ['files, as its client says', code(source, 2000)],
  ];
}

function runRows({ status, started_at, ended_at, inputs, outputs, context }: RunRecord): [string, string][] {
  const { code: source, datasets } = inputs;
  const dirty = source?.dirty === true ? ', with changes that were in no commit' : '';
  return [
    ['trained', `${escapeText(started_at)} to ${escapeText(ended_at)}, ${escapeText(status)}`],
    ['started by', `${escapeText(context.actor ?? '–')} (${escapeText(context.trust)})`],
    ['workflow run', code(context.ci_run_url ?? '–')],
    [
      'code',
      source === null ? '–' : `${code(source.repository ?? '–')} ${code(source.commit ?? '–')}${dirty}`,
    ],
    ...datasets.map((one): [string, string] => [
      'data',
      `${code(`${one.name}=${one.version}`)} ${code(one.digest ?? '–')}`,
    ]),
    ...Object.entries(outputs.metrics).map(([key, { value }]): [string, string] => [
      `metric ${code(key)}`,
      escapeText(String(value)),
    ]),
  ];
}

/** A verdict with its policy, what it remarked on and what it let pass. */
export function verdictText({ verdict, digest, findings, waived = [] }: StageVerdict): string {
  return [
    `- ${verdict === 'pass' ? '✅' : '❌'} ${escapeText(verdict)}, policy ${code(digest)}`,
    ...findings.map((one) => `- ${SEVERITY_MARKS[one.severity]} ${findingLine(one)}`),
    ...waived.map((one) => `- ${waivedLine(one)}`),
  ].join('\n');
}

function files({ manifest }: ModelVersion): string {
  const rows = manifest.files.map(({ path, size_bytes, digest }) => [
    code(path, 1000),
    formatBytes(size_bytes),
    code(digest),
  ]);
  return table(['file', { right: 'size' }, 'digest'], rows, ALL);
}

function places({ stored }: ModelVersion): string {
  if (stored.length === 0) return 'No store is known to have them.';
  const rows = stored.map((place) => [
    code(place.type),
    code(place.name ?? '–'),
    code(place.url ?? place.id ?? '–', 2000),
    code(place.digest ?? '–'),
    escapeText(place.expires_at ?? '–'),
  ]);
  return table(['store', 'name', 'where', 'digest', 'kept until'], rows, ALL);
}
