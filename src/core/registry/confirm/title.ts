import type { ModelEvent } from '../../generated/types.js';
import { quoted } from '../../printable.js';
import { isReviewed } from './acting.js';
import type { Surroundings } from './attempt.js';

/** A title as `run-name` of examples/workflows/promote.yml, repair.yml and approve.yml makes it. */
export interface PromoteTitle {
  decision: string;
  /** This and the next two are null where a request says them. */
  model: string | null;
  /** As it was typed: a number, `latest`, `@alias` or a stage. Null of a repair, as the stage is. */
  version: string | null;
  stage: string | null;
  /** Id of a request, or the beginning of one. */
  request: string | null;
}

/** What a decision may write. A promotion or a repair can end in a request, and an approval in the change itself. */
const DECISIONS: Partial<Record<ModelEvent['type'], readonly string[]>> = {
  'stage-changed': ['promote', 'approve'],
  disowned: ['repair', 'approve'],
  'approval-requested': ['promote', 'request'],
  approved: ['approve'],
  rejected: ['reject'],
  cancelled: ['cancel'],
  refused: ['promote', 'repair', 'approve'],
  // No workflow of ours does these.
  'model-renamed': [],
  'model-deleted': [],
  'version-deleted': [],
};
const ASKS_TO_DISOWN: readonly string[] = ['repair'];
const REVIEWED: readonly string[] = ['promote', 'repair', 'request', 'approve', 'reject'];
const TITLE =
  /^(promote|try|request|approve|reject|cancel) (.{1,300}) (\S{1,200}) → ([A-Za-z]{1,20})(?: \(request ([0-9a-f]{1,32})\))?$/su;

/** Names of models may hold anything, also what looks like the end of another title. */
const REPAIR = /^repair (.{1,300})$/su;
/** As a comment says it, and the same by hand. */
const ANSWER = /^\/(approve|reject|cancel)[ \t]+([0-9a-fA-F]{32})(?:\s|$)/;

/** Null for a title that is not of our form: who makes no use of our `run-name` does nothing wrong. */
export function promoteTitle(title: string): PromoteTitle | null {
  const [, kind, id] = ANSWER.exec(title) ?? [];
  if (kind !== undefined && id !== undefined)
    return { decision: kind, model: null, version: null, stage: null, request: id.toLowerCase() };
  const repaired = REPAIR.exec(title)?.[1];
  if (repaired !== undefined)
    return { decision: 'repair', model: repaired, version: null, stage: null, request: null };
  const [, decision = '', model = '', version = '', stage = '', request = null] = TITLE.exec(title) ?? [];
  return decision === '' ? null : { decision, model, version, stage, request };
}

/** Whether a title that decides nothing begins as ours do: an input can be made to spoil it, and of aliases nothing is decided. */
export function seemsOurs(title: string): boolean {
  return /^(?:\/(?:approve|reject|cancel)|promote|alias|repair|try|request|approve|reject|cancel|recall|clear) /.test(
    title,
  );
}

/** What a title says that the event does not, ends of sentences about the event. @param request that it is about, where it is about one */
export function titleFaults(
  event: ModelEvent,
  title: PromoteTitle,
  { stage, newest }: Pick<Surroundings, 'stage' | 'newest'>,
): string[] {
  const faults: string[] = [];
  const differs = (what: string, own: string, theirs: string) =>
    faults.push(`is about ${what} ${quoted(own)}, and the title of its workflow run names ${quoted(theirs)}`);
  // Where a reviewer of an environment decides, the run that asked is the one that is approved.
  const decisions = isReviewed(event) ? REVIEWED : decisionsOf(event);
  if (decisions !== undefined && !decisions.includes(title.decision))
    faults.push(`is of the type ${event.type}, and its workflow run was to ${title.decision}`);
  if (title.model !== null && title.model !== event.model) differs('the model', event.model, title.model);
  const number = numberIn(title, event, newest);
  if (number !== null && event.version !== null && number !== event.version)
    differs('the version', String(event.version), String(number));
  if (stage !== null && title.stage !== null && title.stage.toLowerCase() !== stage.toLowerCase())
    differs('the stage', stage, title.stage);
  const request = requestOf(event);
  if (title.request !== null && request?.startsWith(title.request) !== true)
    differs('the request', request ?? 'none', title.request);
  return faults;
}

/** The version that a title means; null where it names an alias or a stage. */
function numberIn(title: PromoteTitle, event: ModelEvent, newest: number | null): number | null {
  if (/^[1-9]\d{0,8}$/.test(title.version ?? '')) return Number(title.version);
  return meansLatest(title, event) ? newest : null;
}

/** Whether a title says `latest` of the version that an event is about. @param title null: nobody knows it */
export function saysLatest(event: ModelEvent, title: string | null): boolean {
  const read = title === null ? null : promoteTitle(title);
  return read !== null && meansLatest(read, event);
}

/** A rollback finds its version itself. */
function meansLatest({ version }: PromoteTitle, event: ModelEvent): boolean {
  return version === 'latest' && !isRollback(event);
}

function isRollback(event: ModelEvent): boolean {
  if (event.type === 'stage-changed') return event.rollback === true;
  return event.type === 'approval-requested' && event.change.type === 'stage' && event.change.rollback;
}

function decisionsOf(event: ModelEvent): readonly string[] | undefined {
  const asksToDisown = event.type === 'approval-requested' && event.change.type === 'disown';
  return asksToDisown ? ASKS_TO_DISOWN : DECISIONS[event.type];
}

function requestOf(event: ModelEvent): string | null {
  return 'request' in event && typeof event.request === 'string' ? event.request : null;
}
