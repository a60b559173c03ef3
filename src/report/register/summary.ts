import type { Finding, ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Baseline, MetricComparison, WaivedFinding } from '../../core/judgement.js';
import type { ReportContext } from '../context.js';
import { MAX_SUMMARY_BYTES, paragraphs } from '../detail.js';
import { findingLine, SEVERITIES, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { howToGet } from '../how-to-get.js';
import { code, escapeText, link, prose, table } from '../markdown.js';
import { metricsTable } from '../metrics-table.js';
import { type LineageOptions, lineage } from '../run/lineage.js';
import { count, formatBytes } from '../units.js';

export interface RegistrationView {
  version: ModelVersion;
  /** False when this manifest was a version of the model before. */
  isNew: boolean;
  /** An earlier version that differs only in when and by which run it was saved; null when none is known. */
  same_content_as: number | null;
  aliases: readonly string[];
  /** What did not stand in its way: warnings, and what the policy's waivers let pass. */
  findings: readonly Finding[];
  waived: readonly WaivedFinding[];
  recordUrl: string | null;
  /** The version's run. */
  record: RunRecord;
  /** What is told of the run; null where the same summary has all of it below. */
  run: {
    metrics: readonly MetricComparison[];
    baseline: Baseline | null;
    urls: Pick<ReportContext['urls'], 'server' | 'repository'>;
  } | null;
}

/** Characters of the cause within the title of a refusal. */
const MAX_CAUSE = 160;

/** The job summary of a registration. */
export function registrationSummary(view: RegistrationView): string {
  for (const rows of [200, 60, 15]) {
    const text = render(view, rows);
    if (Buffer.byteLength(text) <= MAX_SUMMARY_BYTES) return text;
  }
  return render(view, 3);
}

function render(view: RegistrationView, rows: number): string {
  const { run } = view;
  const parts = [
    title(view),
    inShort(view),
    verdictLines(view),
    run === null ? '' : metricsTable({ metrics: run.metrics, waived: [] }, { rows, text: 300 }),
    run?.baseline == null ? '' : `Compared with the ${prose(run.baseline.reason)}.`,
    run === null ? ownTags(view, rows) : lineageOf(view, { urls: run.urls, rows }),
    howToGet(view.version),
  ];
  return `${paragraphs(parts)}\n`;
}

function title({ version, isNew }: RegistrationView): string {
  const model = escapeText(version.model);
  return isNew
    ? `## ✅ Registered ${model} version ${version.version}`
    : `## ✅ ${model}: these bytes are version ${version.version} already`;
}

function inShort({ version, aliases, same_content_as, recordUrl }: RegistrationView): string {
  const uri = `models:/${version.model}/${version.version}`;
  const facts = [
    link(code(uri), recordUrl),
    ...aliases.map((alias) => `alias ${code(alias)}`),
    `${count(version.manifest.files.length, 'file')} \\(${formatBytes(version.manifest.size_bytes)}\\)`,
    ...(same_content_as === null ? [] : [`same weights as version ${same_content_as}`]),
  ];
  return `${facts.join(', ')}, of run ${code(version.run_id)}.`;
}

/** What the version's run was made of, under the version's own tags and with its whole digest. */
function lineageOf(
  { version: { tags, manifest }, record }: RegistrationView,
  shown: Pick<LineageOptions, 'urls' | 'rows'>,
): string {
  const { outputs } = record;
  const others = outputs.models.filter((model) => model.manifest.digest !== manifest.digest);
  const run = { ...record, tags, outputs: { ...outputs, models: others } };
  return lineage(run, { ...shown, first: [['model', 'digest', code(manifest.digest)]] });
}

/** Those that only the version has. */
function ownTags({ version: { tags }, record }: RegistrationView, rows: number): string {
  const own = Object.entries(tags).filter(([key]) => !Object.hasOwn(record.tags, key));
  const lines = own.map(([key, value]) => [escapeText(key), code(value)]);
  return lines.length === 0 ? '' : table(['tag of the version', ''], lines, rows);
}

/** The job summary of a refusal: its cause in the title, every finding, what was waived beside them, and that nothing was written. */
export function refusalSummary(
  model: string,
  runId: string,
  verdict: Pick<RegistrationView, 'findings' | 'waived'>,
): string {
  const cause = verdict.findings.find(({ severity }) => severity === 'error')?.message;
  const parts = [
    `## ⛔ ${escapeText(model)} was not registered${cause === undefined ? '' : `: ${escapeText(cause.replaceAll('`', ''), MAX_CAUSE)}`}`,
    `Run ${code(runId)} does not pass the policy. Nothing was written.`,
    verdictLines(verdict),
  ];
  return `${paragraphs(parts)}\n`;
}

/** Errors stand alone: the title says that they are some. */
function verdictLines({ findings, waived }: Pick<RegistrationView, 'findings' | 'waived'>): string {
  const lines = SEVERITIES.flatMap((wanted) =>
    findings
      .filter(({ severity }) => severity === wanted)
      .map((finding) => `- ${wanted === 'error' ? '' : `${SEVERITY_MARKS[wanted]} `}${findingLine(finding)}`),
  );
  return [...lines, ...waived.map((one) => `- ${waivedLine(one)}`)].join('\n');
}
