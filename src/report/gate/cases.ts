import { shortCommit } from '../links.js';
import { code, quoted } from '../markdown.js';
import { count } from '../units.js';
import { policyLine } from './section.js';
import type { GateView } from './view.js';

const LISTED = 20;

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
