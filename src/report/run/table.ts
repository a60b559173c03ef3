import type { RunRecord } from '../../core/generated/types.js';
import type { ReportContext } from '../context.js';
import { type Detail, leftOut, paragraphs } from '../detail.js';
import { repositoryUrl, runLink, workflowLink } from '../links.js';
import { code, escapeText, linkBelow, table } from '../markdown.js';
import { formatBytes, formatDuration } from '../units.js';

/** Where every judged run, its files and its CI run can be looked at. */
export function runsTable(runs: readonly RunRecord[], { urls }: ReportContext, detail: Detail): string {
  if (runs.length === 0) return '';
  const shown = runs.slice(0, Math.min(detail.rows, 20));
  const rows = shown.map((run) => [
    runLink(run.run_id, urls),
    run.status,
    unbroken(formatDuration(run.duration_s)),
    files(run, repositoryUrl(urls), detail),
    workflowLink(run.context.workflow ?? '', run.context.ci_run_url, urls),
  ]);
  return paragraphs([
    table(['run', 'status', { right: 'took' }, 'files', 'workflow'], rows),
    leftOut(runs.length - shown.length, 'run'),
  ]);
}

function files({ outputs }: RunRecord, repository: string, { text, rows }: Detail): string {
  const limit = Math.min(rows, 5);
  const shown = outputs.artifacts.slice(0, limit).map(({ path, size_bytes, stored }) => {
    const place = stored.find(({ url }) => url !== undefined);
    const until =
      place?.expires_at === undefined ? '' : `, until ${escapeText(place.expires_at.slice(0, 10), 20)}`;
    const name = linkBelow(code(path, Math.min(text, 80)), place?.url, repository);
    return `${name} (${unbroken(formatBytes(size_bytes))}${until})`;
  });
  if (outputs.artifacts.length > limit) shown.push(`${outputs.artifacts.length - limit} more`);
  return shown.join(', ');
}

/** A number and its unit stay on one line of a narrow cell. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}
