import type { Finding, ModelVersion } from '../../core/generated/types.js';
import type { WaivedFinding } from '../../core/judgement.js';
import { paragraphs } from '../detail.js';
import { findingLine, SEVERITIES, SEVERITY_MARKS, waivedLine } from '../findings.js';
import { code, escapeText, link, table } from '../markdown.js';
import { formatBytes } from '../units.js';

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
}

/** The job summary of a registration. */
export function registrationSummary(view: RegistrationView): string {
  const { version, isNew, same_content_as, aliases, recordUrl } = view;
  const uri = `models:/${version.model}/${version.version}`;
  const title = isNew
    ? `## ✅ Registered ${escapeText(version.model)} version ${version.version}`
    : `## ✅ ${escapeText(version.model)}: these bytes are version ${version.version} already`;
  const rows: [string, string][] = [
    ['model URI', link(code(uri), recordUrl)],
    ['run', code(version.run_id)],
    ['files', `${version.manifest.files.length} (${formatBytes(version.manifest.size_bytes)})`],
    ['digest', code(version.manifest.digest)],
    ['same weights as', same_content_as === null ? '' : `version ${same_content_as}`],
    ['aliases', aliases.map((alias) => code(alias)).join(', ')],
    ...Object.entries(version.tags).map(([key, value]): [string, string] => [escapeText(key), code(value)]),
  ];
  const known = table(
    ['model version', ''],
    rows.filter(([, value]) => value !== ''),
  );
  return `${paragraphs([title, verdictLines(view), known])}\n`;
}

/** The job summary of a refusal: every finding, what was waived beside them, and that nothing was written. */
export function refusalSummary(
  model: string,
  runId: string,
  verdict: Pick<RegistrationView, 'findings' | 'waived'>,
): string {
  const parts = [
    `## ⛔ ${escapeText(model)} was not registered`,
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
