import {
  type Ending,
  type JobSearch,
  type LostJob,
  lostJobMend,
  lostJobText,
  TOLD_BY,
} from '../../core/lost-job.js';
import { type Detail, paragraphs } from '../detail.js';
import { workflowLink } from '../links.js';
import { code, escapeText, prose, shorten } from '../markdown.js';
import { count } from '../units.js';
import { policyLine } from './section.js';
import type { GateView } from './view.js';

const MARKS: Readonly<Record<Ending, string>> = {
  failed: '❌',
  'timed out': '❌',
  cancelled: '🛑',
  'in progress': '⏳',
  waiting: '⏳',
  skipped: '⚠️',
  'left none': '⚠️',
};

/** No run for the commit: which job was to record one and what became of it, or the step to add. */
export function noRunsParts(view: GateView, detail: Detail): string[] {
  const model = view.model === null ? '' : ` of ${escapeText(view.model)}`;
  const what = `The gate judges the runs${model} that were recorded for ${code(view.head_sha, 40)}, and there is none.`;
  const { search } = view;
  const known = search === null ? '' : jobList(search, view, detail);
  const add = known === '' || search?.recorder === 'missing' ? advice(view) : '';
  return [paragraphs([what, known, add, permissions(search)]), policyLine(view)];
}

/** The same for a line of plain text: sentences, foreign values between backticks. */
export function noRunText({ search, action }: GateView): string {
  if (search?.recorder === 'missing') {
    return `Add a step \`uses: ${usesOf(action)}\` that records the training before the gate.`;
  }
  const [first] = search?.jobs ?? [];
  return first === undefined ? '' : `${lostJobText(first)}. ${lostJobMend(first)}.`;
}

function jobList({ jobs, more }: JobSearch, view: GateView, { text }: Detail): string {
  const lines = jobs.map((job) => {
    const said = [lostJobText(job), lostJobMend(job)].map((part) => `${prose(shorten(part, text * 2))}.`);
    return `- ${MARKS[job.ending]} ${said.join(' ')}${logOf(job, view)}`;
  });
  if (more > 0) lines.push(`- … and ${count(more, 'more job')}`);
  return lines.join('\n');
}

function logOf({ url }: LostJob, { urls }: GateView): string {
  const linked = workflowLink('Log', url, urls);
  return linked === 'Log' ? '' : ` ${linked}.`;
}

/** What to do where no job is known that lost a run. A step that may be there is not advised. */
function advice({ search, action }: GateView): string {
  switch (search?.recorder) {
    case 'missing':
      return paragraphs([
        'No job of the workflows that ran for this commit has a step that records. Add one, before the gate:',
        stepExample(action),
      ]);
    case 'there':
      return 'A workflow of this commit has a step that records, and no job of it is known to have failed: look whether its job ran for this event, and for this commit.';
    default:
      return `Which job was to record one is not known: look at the one with a step ${code(`uses: ${usesOf(action)}`, 120)}, which may have failed, been cancelled or skipped, or lost its runner. If no job has it, add it before the gate.`;
  }
}

function permissions(search: JobSearch | null): string {
  const { lacking = [] } = search ?? {};
  if (lacking.length === 0) return '';
  const [first] = lacking;
  // Who may not list jobs was not asked for what they say.
  const wanted = first === 'actions: read' ? (['actions: read', 'checks: read'] as const) : lacking;
  return paragraphs([
    `The gate's job lacks ${lacking.map((one) => code(one)).join(' and ')}. With these lines it says more the next time:`,
    ['```yaml', 'permissions:', ...wanted.map((one) => `  ${one} # ${TOLD_BY[one]}`), '```'].join('\n'),
  ]);
}

/** @returns only what can be nothing else than an address of an action */
function usesOf(action: string): string {
  return /^[\w.-]+\/[\w./-]+@[\w./-]+$/.test(action) ? action : 'OWNER/lineage-gate@v1';
}

function stepExample(action: string): string {
  return [
    '```yaml',
    `- uses: ${usesOf(action)}`,
    '  with:',
    '    run: python train.py',
    '    datasets: orders=v2.1 data/orders.csv',
    '    metrics: metrics.json',
    '```',
  ].join('\n');
}
