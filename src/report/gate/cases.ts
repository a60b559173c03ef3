import { paragraphs } from '../detail.js';
import { shortCommit } from '../links.js';
import { code, escapeText, quoted } from '../markdown.js';
import { count } from '../units.js';
import { policyLine } from './section.js';
import type { GateView } from './view.js';

const LISTED = 20;

/** No run for the commit: what may have happened and what to add. */
export function noRunsParts(view: GateView): string[] {
  const model = view.model === null ? '' : ` of ${escapeText(view.model)}`;
  const what = `The gate judges the runs${model} that were recorded for ${code(view.head_sha, 40)}, and there is none.`;
  return [
    paragraphs([
      lostJobs(view) ?? `${what} Let a job of this commit record its training, before the gate:`,
      stepExample(view.action),
      view.lost_jobs.length > 0
        ? ''
        : 'If the training job was cancelled, skipped or lost its runner, run it again: such a job leaves no record.',
    ]),
    policyLine(view),
  ];
}

/** Nothing to judge: why that is so. */
export function notApplicableParts(view: GateView): string[] {
  const { patterns = [], changed_files = 0 } = view.applies_to ?? {};
  const shown = patterns.slice(0, LISTED).map((pattern) => code(pattern, 120));
  if (patterns.length > LISTED) shown.push(`${patterns.length - LISTED} more`);
  const none =
    changed_files === 1
      ? 'The only changed file does not match'
      : `None of the ${count(changed_files, 'changed file')} matches`;
  return [
    `${none} \`applies_to\` of the policy, so that no run is needed: ${shown.join(', ')}.`,
    policyLine(view),
  ];
}

/** What the whole report should be read with, as a quotation. */
export function notesOf(view: GateView): string {
  return quoted([...mergeQueueNote(view), ...view.notes]);
}

function mergeQueueNote({ merge_queue_commit, pull_request, head_sha }: GateView): string[] {
  if (merge_queue_commit === null) return [];
  const whose = pull_request === null ? 'the pull request' : `pull request ${pull_request}`;
  const [commit, head] = [merge_queue_commit, head_sha].map(shortCommit);
  return [
    `The merge queue's commit \`${commit}\` is judged by the run of ${whose}, recorded for its head \`${head}\``,
  ];
}

function lostJobs({ lost_jobs }: GateView): string | null {
  if (lost_jobs.length === 0) return null;
  const names = lost_jobs.slice(0, LISTED).map((job) => code(job, 100));
  if (lost_jobs.length > LISTED) names.push(`${lost_jobs.length - LISTED} more`);
  const [jobs, them] = lost_jobs.length === 1 ? ['This job', 'it'] : ['These jobs', 'them'];
  return `No run was recorded. ${jobs} ended without success: ${names.join(', ')}. Mend ${them} and run ${them} again. A step that records looks like this:`;
}

function stepExample(action: string): string {
  const uses = /^[\w.-]+\/[\w./-]+@[\w./-]+$/.test(action) ? action : 'OWNER/lineage-gate@v1';
  return [
    '```yaml',
    `- uses: ${uses}`,
    '  with:',
    '    run: python train.py',
    '    datasets: orders=v2.1 data/orders.csv',
    '    metrics: metrics.json',
    '```',
  ].join('\n');
}
