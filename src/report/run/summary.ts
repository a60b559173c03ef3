import type { Finding, RunRecord, Stored } from '../../core/generated/types.js';
import { LINEAGE_TAGS } from '../../core/policy/policy.js';
import { MAX_SUMMARY_BYTES } from '../detail.js';
import { findingLine, problemLine } from '../findings.js';
import { code, codeBlock, details, escapeText, link, table } from '../markdown.js';
import { formatBytes, formatDuration, formatNumber } from '../units.js';

export interface RunView {
  record: RunRecord;
  /** Findings about the lineage tags; shown as what will stand in the way of registration. */
  findings: readonly Finding[];
  /** Where the record was written; null when it was not. */
  recordPath: string | null;
  recordUrl: string | null;
  /** Why there is no record, in Markdown of ours. */
  notRecorded: string | null;
}

/** The job summary of a run. */
export function runSummary(view: RunView): string {
  // Fewer rows until it fits: the verdict and the tables' heads always stay.
  for (const rows of [200, 60, 15]) {
    const text = render(view, rows);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  }
  return render(view, 3);
}

const MARK = { FINISHED: '✅', FAILED: '❌', KILLED: '🛑' } as const;

/** Every table says in its first column's head what it lists, so that none needs a title. */
function render(view: RunView, rows: number): string {
  const { record } = view;
  const parts = [
    title(record),
    headline(view),
    lastLines(record),
    problems(record, rows),
    missing(view.findings),
    metricsTable(record, rows),
    lineageTable(record, rows),
    datasetsTable(record, rows),
    modelsTable(record, rows),
    artifactsTable(record, rows),
    folded(`Params (${Object.keys(record.inputs.params).length})`, paramsTable(record, rows)),
    folded('Environment', environmentTable(record)),
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function title({ run_name, experiment, status, problems: wrong = [] }: RunRecord): string {
  const isWhole = wrong.length === 0;
  const mark = status === 'FINISHED' && !isWhole ? '⚠️' : MARK[status];
  return `## ${mark} ${escapeText(run_name ?? experiment)}: ${status}${isWhole ? '' : ', incomplete'}`;
}

/** What could not be collected; until it is, nothing of the run can be registered. */
function problems({ problems: all = [] }: RunRecord, rows: number): string {
  if (all.length === 0) return '';
  const lines = all.slice(0, rows).map((problem) => `> - ${problemLine(problem)}`);
  if (all.length > rows) lines.push(`> - … and ${all.length - rows} more, in the record`);
  return ['> [!CAUTION]', '> Incomplete: nothing of this run can be registered.', ...lines].join('\n');
}

function folded(title: string, body: string): string {
  return body === '' ? '' : details(title, body);
}

function headline({ record, recordPath, recordUrl, notRecorded }: RunView): string {
  const { exit_code } = record.command;
  const memory = record.outputs.system.peak_memory_bytes;
  const facts = [
    `Run ${code(record.run_id)}`,
    ...(record.run_name === null ? [] : [`experiment ${escapeText(record.experiment)}`]),
    formatDuration(record.duration_s),
    ...(exit_code === null || exit_code === 0 ? [] : [`exit code ${exit_code}`]),
    ...(memory === null ? [] : [`peak memory ${formatBytes(memory)}`]),
  ];
  const where =
    recordPath === null
      ? `**Not recorded:** ${notRecorded ?? ''}.`
      : `Recorded as ${link(code(recordPath), recordUrl)}.`;
  return `${facts.join(', ')}. ${where}`;
}

function lastLines({ command }: RunRecord): string {
  if (command.stderr_tail.length === 0) return '';
  return `Last lines of standard error:\n\n${codeBlock(command.stderr_tail)}`;
}

function missing(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const lines = findings.map((finding) => `> - ${findingLine(finding)}`);
  return ['> [!WARNING]', '> `register` will refuse a model of this run:', ...lines].join('\n');
}

function metricsTable(record: RunRecord, rows: number): string {
  const metrics = Object.entries(record.outputs.metrics);
  if (metrics.length === 0) return '';
  const stepped = metrics.some(([, metric]) => metric.step !== null);
  return table(
    stepped ? ['metric', 'value', 'step'] : ['metric', 'value'],
    metrics.map(([key, metric]) => {
      const row = [escapeText(key), `**${formatNumber(metric.value)}**`];
      return stepped ? [...row, metric.step === null ? '' : String(metric.step)] : row;
    }),
    rows,
  );
}

/** The tags that every policy knows first. */
function lineageTable(record: RunRecord, rows: number): string {
  if (Object.keys(record.tags).length === 0) return '';
  const first = LINEAGE_TAGS.filter((key) => Object.hasOwn(record.tags, key));
  const others = Object.keys(record.tags).filter((key) => !LINEAGE_TAGS.some((known) => known === key));
  return table(
    ['lineage tag', 'value'],
    [...first, ...others].map((key) => {
      const changed = key === 'git_commit' && record.inputs.code?.dirty === true;
      return [escapeText(key), `${code(record.tags[key] ?? '')}${changed ? ' and uncommitted changes' : ''}`];
    }),
    rows,
  );
}

function datasetsTable(record: RunRecord, rows: number): string {
  if (record.inputs.datasets.length === 0) return '';
  return table(
    ['dataset', 'version', 'path', 'size', 'digest'],
    record.inputs.datasets.map((dataset) => [
      escapeText(dataset.name),
      escapeText(dataset.version),
      dataset.path === null ? '' : code(dataset.path),
      dataset.size_bytes === null ? '' : formatBytes(dataset.size_bytes),
      shortDigest(dataset.digest),
    ]),
    rows,
  );
}

function modelsTable(record: RunRecord, rows: number): string {
  if (record.outputs.models.length === 0) return '';
  return table(
    ['model', 'format', 'files', 'size', 'digest', 'download'],
    record.outputs.models.map((model) => [
      code(model.path),
      escapeText(model.manifest.framework === null ? model.manifest.format : model.manifest.framework.name),
      String(model.manifest.files.length),
      formatBytes(model.manifest.size_bytes),
      shortDigest(model.manifest.digest),
      downloads(record.outputs.artifacts.find((artifact) => artifact.path === model.path)?.stored ?? []),
    ]),
    rows,
  );
}

function artifactsTable(record: RunRecord, rows: number): string {
  const artifacts = record.outputs.artifacts.filter((artifact) => artifact.kind !== 'model');
  if (artifacts.length === 0) return '';
  return table(
    ['artifact', 'kind', 'size', 'download'],
    artifacts.map((artifact) => [
      code(artifact.path),
      artifact.kind,
      formatBytes(artifact.size_bytes),
      downloads(artifact.stored),
    ]),
    rows,
  );
}

function downloads(stored: readonly Stored[]): string {
  return stored
    .map((place) => {
      const until = place.expires_at === undefined ? '' : `, until ${place.expires_at.slice(0, 10)}`;
      return `${link(escapeText(place.type), place.url)}${until}`;
    })
    .join('; ');
}

function paramsTable(record: RunRecord, rows: number): string {
  const params = Object.entries(record.inputs.params);
  if (params.length === 0) return '';
  return table(
    ['param', 'value'],
    params.map(([key, value]) => [escapeText(key), code(String(value))]),
    rows,
  );
}

function environmentTable({ environment, context }: RunRecord): string {
  const gpus = environment.gpus.map((gpu) => escapeText(gpu.name)).join(', ');
  const rows: [string, string][] = [
    ['system', `${escapeText(environment.os)}, ${escapeText(environment.arch)}`],
    ['CPU', `${escapeText(environment.cpu.model ?? 'unknown')}, ${environment.cpu.cores} cores`],
    ['memory', formatBytes(environment.memory_bytes)],
    ['GPUs', gpus],
    ['Python', pythonLine(environment.python)],
    ['lock files', environment.lockfiles.map((file) => code(file.path)).join(', ')],
    ['runner', escapeText(context.runner?.name ?? '')],
  ];
  return table(
    ['environment', ''],
    rows.filter(([, value]) => value !== ''),
  );
}

function pythonLine(python: RunRecord['environment']['python']): string {
  if (python === null) return '';
  return `${escapeText(`${python.implementation} ${python.version}`)}, ${Object.keys(python.packages).length} packages`;
}

function shortDigest(digest: string | null): string {
  return digest === null ? '' : code(digest.replace('sha256:', '').slice(0, 12));
}
