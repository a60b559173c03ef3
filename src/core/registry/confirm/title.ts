import type { ModelEvent } from '../../generated/types.js';
import { quoted } from '../../printable.js';

/** A title as `run-name` of examples/workflows/promote.yml makes it. */
export interface PromoteTitle {
  decision: string;
  model: string;
  /** As it was typed: a number, `latest`, `@alias` or a stage. */
  version: string;
  stage: string;
  /** Id of a request, or the beginning of one. */
  request: string | null;
}

/** What a decision may write. A promotion can end in a request, and an approval in the move itself. */
const DECISIONS: Partial<Record<ModelEvent['type'], readonly string[]>> = {
  'stage-changed': ['promote', 'approve'],
  'approval-requested': ['promote', 'request'],
  approved: ['approve'],
  rejected: ['reject'],
  cancelled: ['cancel'],
  refused: ['promote', 'approve'],
};
const TITLE =
  /^(promote|request|approve|reject|cancel) (.{1,300}) (\S{1,200}) → ([A-Za-z]{1,20})(?: \(request ([0-9a-f]{1,32})\))?$/su;

/** Null for a title that is not of our form: who makes no use of our `run-name` does nothing wrong. */
export function promoteTitle(title: string): PromoteTitle | null {
  const [, decision = '', model = '', version = '', stage = '', request = null] = TITLE.exec(title) ?? [];
  return decision === '' ? null : { decision, model, version, stage, request };
}

/** What a title says that the event does not, ends of sentences about the event. @param request that it is about, where it is about one */
export function titleFaults(event: ModelEvent, title: PromoteTitle, stage: string | null): string[] {
  const faults: string[] = [];
  const differs = (what: string, own: string, theirs: string) =>
    faults.push(`is about ${what} ${quoted(own)}, and the title of its workflow run names ${quoted(theirs)}`);
  const decisions = DECISIONS[event.type];
  if (decisions !== undefined && !decisions.includes(title.decision))
    faults.push(`is of the type ${event.type}, and its workflow run was to ${title.decision}`);
  if (title.model !== event.model) differs('the model', event.model, title.model);
  const number = /^[1-9]\d{0,8}$/.test(title.version) ? Number(title.version) : null;
  if (number !== null && event.version !== null && number !== event.version)
    differs('the version', String(event.version), title.version);
  if (stage !== null && title.stage.toLowerCase() !== stage.toLowerCase())
    differs('the stage', stage, title.stage);
  const request = requestOf(event);
  if (title.request !== null && request !== null && !request.startsWith(title.request))
    differs('the request', request, title.request);
  return faults;
}

function requestOf(event: ModelEvent): string | null {
  return 'request' in event && typeof event.request === 'string' ? event.request : null;
}
