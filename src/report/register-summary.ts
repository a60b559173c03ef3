import type { Finding, ModelVersion } from '../core/generated/types.js';
import { findingLine } from './findings.js';
import { code, escapeText, link, table } from './markdown.js';
import { formatBytes } from './units.js';

export interface RegistrationView {
  version: ModelVersion;
  /** False when this manifest was a version of the model before. */
  isNew: boolean;
  aliases: readonly string[];
  recordUrl: string | null;
}

/** The job summary of a registration. */
export function registrationSummary({ version, isNew, aliases, recordUrl }: RegistrationView): string {
  const uri = `models:/${version.model}/${version.version}`;
  const title = isNew
    ? `## ✅ Registered ${escapeText(version.model)} version ${version.version}`
    : `## ✅ ${escapeText(version.model)}: these bytes are version ${version.version} already`;
  const rows: [string, string][] = [
    ['model URI', link(code(uri), recordUrl)],
    ['run', code(version.run_id)],
    ['files', `${version.manifest.files.length} (${formatBytes(version.manifest.size_bytes)})`],
    ['digest', code(version.manifest.digest)],
    ['aliases', aliases.map((alias) => code(alias)).join(', ')],
    ...Object.entries(version.tags).map(([key, value]): [string, string] => [escapeText(key), code(value)]),
  ];
  return `${title}\n\n${table(
    ['model version', ''],
    rows.filter(([, value]) => value !== ''),
  )}\n`;
}

/** The job summary of a refusal: every finding, and that nothing was written. */
export function refusalSummary(model: string, runId: string, findings: readonly Finding[]): string {
  const parts = [
    `## ⛔ ${escapeText(model)} was not registered`,
    `Run ${code(runId)} does not pass the policy. Nothing was written.`,
    findings.map((finding) => `- ${findingLine(finding)}`).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}
