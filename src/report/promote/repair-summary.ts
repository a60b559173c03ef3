import type { Finding } from '../../core/generated/types.js';
import { paragraphs } from '../detail.js';
import { findingLine, SEVERITY_MARKS } from '../findings.js';
import { code, escapeText, link, table } from '../markdown.js';
import { count } from '../units.js';
import { type AskedView, asked, standing } from './asked.js';
import { leftWords } from './left.js';

export interface RepairView extends AskedView {
  dry_run: boolean;
  model: string;
  records: readonly { path: string; why: string; rival_of?: string; follows_missing?: true }[];
  /** How many records a request leaves for the next one. */
  left: number;
  findings: readonly Finding[];
  /** Paths of the events that disowned records earlier, where that is to be told. */
  earlier?: readonly string[];
  /** Of the event's record; null where nothing was written. */
  url: string | null;
}

const EARLIER = 20;

/** The job summary of a repair, of one that would be, of a request for one, or of a decision about it. */
export function repairSummary(view: RepairView): string {
  const { records, findings } = view;
  const rows = records.map(({ path, why, rival_of, follows_missing }) => [
    code(path),
    [
      escapeText(why),
      ...(rival_of === undefined
        ? []
        : [`of the two, ${code(rival_of)} counts for now and may be the forged one`]),
      ...(follows_missing ? ['the event that it follows may have been removed'] : []),
    ].join('; '),
  ]);
  const parts = [
    `## ${title(view)}`,
    asked(view),
    standing(view),
    leftWords(view.left, view.state),
    records.length === 0 ? '' : table(['record', 'why'], rows, 200),
    records.length === 0 ? '' : earlierLines(view),
    findings.map((finding) => `- ${SEVERITY_MARKS[finding.severity]} ${findingLine(finding)}`).join('\n'),
  ];
  return `${paragraphs(parts)}\n`;
}

/** Who may push can disown true records, too. */
function earlierLines({ earlier = [], records }: RepairView): string {
  const others = earlier.filter((path) => !records.some((one) => one.path === path));
  if (others.length === 0) return '';
  const lines = others.slice(0, EARLIER).map((path) => `- ${code(path)}`);
  return [
    'These events disowned records earlier. Is one of them forged, name that one in `records` and nothing else:',
    '',
    ...lines,
  ].join('\n');
}

function title({ state, dry_run, model, records, request, url }: RepairView): string {
  const what = escapeText(model);
  const number = count(records.length, 'record');
  if (state === 'refused') return `⛔ ${what} ${dry_run ? 'would not be' : 'was not'} repaired`;
  if (state === 'rejected') return `⛔ The repair of ${what} was rejected`;
  if (state === 'cancelled') return `⛔ The request to repair ${what} was cancelled`;
  if (records.length === 0) return `✅ ${what}: there is nothing to disown`;
  if (dry_run && request === null)
    return state === 'pending-approval'
      ? `🔎 ${what}: ${number} would wait for approvals to be disowned; nothing was written`
      : `🔎 ${what}: ${number} would be disowned; nothing was written`;
  if (dry_run) return `🔎 ${what}: nothing was written`;
  if (state === 'pending-approval') return `⏳ ${what}: ${number} to be disowned, waits for approvals`;
  return `✅ ${what}: ${link(`${number} disowned`, url)}`;
}
