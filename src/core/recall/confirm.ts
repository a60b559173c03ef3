import type { ClearApprovedEvent, RecallEvent } from '../generated/types.js';
import { isId, timeOfId } from '../ids.js';
import { quoted } from '../printable.js';
import { type AttemptFacts, type Confirmation, workflowFile } from '../registry/confirm/attempt.js';
import {
  confirmation,
  decidingFaults,
  type KnownAttempt,
  knownAttempt,
  originOf,
  runFaults,
  UNKNOWN_COMMIT,
} from '../registry/confirm/confirm.js';
import { promoteTitle, seemsOurs } from '../registry/confirm/title.js';
import { requestOf, restFaults, SKEW_MS } from './baseless.js';
import { type ClearEnd, isClearEnd } from './recall.js';
import { recalledTitleFaults, recallTitle } from './title.js';

/** What is known beside the attempt, of the repository that it ran in. */
export interface RecallSurroundings {
  /** Whether the commit is on the default branch; null where GitHub does not know it. */
  reviewed: boolean | null;
  branches: readonly string[];
  /** Workflow files that the policy lets decide; null: any. */
  workflows: readonly string[] | null;
  /** Workflow files that the policy lets recall without a person. */
  unattended: readonly string[];
  /** Whether GitHub had signed the very event for its job. */
  isSigned: boolean;
  /** All events of recalls. */
  events: readonly RecallEvent[];
  /** When the run of the request began that it answers, RFC 3339; null where it answers none, or nobody knows. */
  asked: string | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** A person recalls and clears by hand. */
const BY_HAND = ['workflow_dispatch'] as const;
/** A listed workflow recalls on these, too. */
const UNATTENDED = ['workflow_dispatch', 'schedule', 'repository_dispatch'] as const;

/**
 * Whether an event of a recall is what it says, by what GitHub answers about its run attempt. What it rests on is held against its own
 * attempts.
 * @param attempt null: there is none, or none any more
 */
export function confirmRecall(
  event: RecallEvent,
  attempt: AttemptFacts | null,
  around: RecallSurroundings,
): Confirmation {
  const by = originOf(event);
  if (typeof by === 'string') return { state: 'unknown', why: by };
  const known = knownAttempt(by, attempt);
  if ('state' in known) return known;
  if (around.reviewed === null) return UNKNOWN_COMMIT;
  const notes: string[] = [];
  const file = workflowFile(known.path);
  const isUnattended = event.type === 'recalled' && around.unattended.includes(file);
  const workflows = isUnattended ? null : around.workflows;
  const isReviewed = event.type === 'recalled' && around.reviewed;
  // A default branch gets another name at times, and that lifts nothing: its commits are what was reviewed.
  const branches = isReviewed ? [...around.branches, known.headBranch ?? ''] : around.branches;
  const faults = [
    ...runFaults(event, by, { attempt: known, now: around.now, notes }),
    ...decidingFaults(by, {
      attempt: known,
      around: { reviewed: around.reviewed, branches, workflows },
      startedBy: isUnattended ? UNATTENDED : BY_HAND,
    }),
    ...titleFaults(event, known, { notes, events: around.events }),
    ...restFaults(event, around.events),
    ...(around.isSigned ? [] : earlyFaults(known, around.asked)),
    ...personFaults(event, known),
  ];
  const answer = confirmation(faults, notes, known);
  if (answer.state !== 'confirmed' || event.type === 'recalled') return answer;
  return saysWhat(known, event) || around.isSigned ? answer : UNSAID;
}

/** A run says who started it and not what it did: that of any other workflow would lift a recall. */
export const UNSAID = {
  state: 'unknown',
  why: 'comes from a workflow run of which nothing says that it was to lift a recall, or to answer who asks for that: let its job have `id-token: write`, or give it the `run-name` of examples/workflows/recall.yml, or of approve.yml there',
} as const;

function saysWhat({ displayTitle }: AttemptFacts, event: RecallEvent): boolean {
  if (displayTitle === null) return false;
  return isClearEnd(event)
    ? endFault(event, displayTitle) === undefined
    : recallTitle(displayTitle)?.decision === 'clear';
}

/** What a title says of another answer than an event is; undefined where it says the same. */
function endFault({ type, request }: ClearEnd, displayTitle: string): string | undefined {
  const title = promoteTitle(displayTitle);
  const wanted = type === 'clear-rejected' ? 'reject' : 'cancel';
  if (title?.decision === wanted && title.model === null && title.request === request) return undefined;
  return `is of the type ${type} about request ${request}, and the title of its workflow run is ${quoted(displayTitle)}`;
}

function titleFaults(
  event: RecallEvent,
  { displayTitle, event: started }: AttemptFacts,
  { notes, events }: { notes: string[]; events: readonly RecallEvent[] },
): string[] {
  if (displayTitle === null) return [];
  const title = recallTitle(displayTitle);
  // A title of another form says nothing of it, and then only a signature does.
  if (
    isClearEnd(event) &&
    (title !== null || promoteTitle(displayTitle) !== null || seemsOurs(displayTitle))
  ) {
    const fault = endFault(event, displayTitle);
    return fault === undefined ? [] : [fault];
  }
  const nothing = [
    `comes from a run whose title is ${quoted(displayTitle)}, which decides nothing of recalls`,
  ];
  if (title === null) {
    // What a dispatch or a schedule is called its sender chose.
    const isTyped = BY_HAND.some((one) => one === started);
    if (isTyped && (promoteTitle(displayTitle) !== null || seemsOurs(displayTitle))) return nothing;
    notes.push('the title of the workflow run says nothing of what it was to do');
    return [];
  }
  if (title.decision === 'try') return nothing;
  if (event.type === 'recalled')
    return title.decision === 'recall'
      ? recalledTitleFaults(event, title.what)
      : ['recalls something, and its workflow run was to lift a recall'];
  if (title.decision === 'recall')
    return [`is of the type ${event.type}, and its workflow run was to recall ${quoted(title.what)}`];
  const recalls = 'recalls' in event ? event.recalls : requestOf(event.request, events)?.recalls;
  // What rests on nothing is said of elsewhere.
  if (recalls === undefined) return [];
  const others = recalls.filter((id) => !title.ids.some((digits) => id.startsWith(digits)));
  const left = title.ids.filter((digits) => !recalls.some((id) => id.startsWith(digits)));
  return [
    ...ambiguousFaults(event, title.ids, events),
    ...others.map((id) => `is about recall ${id}, which the title of its workflow run does not name`),
    ...left.map((id) => `is not about recall ${id}, which the title of its workflow run names`),
  ];
}

/** First digits that several recalls had when it was written say of none that it was meant: no run lifts one by them. */
function ambiguousFaults(
  { at }: RecallEvent,
  ids: readonly string[],
  events: readonly RecallEvent[],
): string[] {
  const known = events.filter(
    ({ type, event_id: id }) => type === 'recalled' && isId(id) && timeOfId(id) <= Date.parse(at) + SKEW_MS,
  );
  return ids
    .filter((digits) => known.filter(({ event_id }) => event_id.startsWith(digits)).length > 1)
    .map((digits) => `comes from a run whose title names several recalls by ${digits}`);
}

/** Who had started a run before anybody asked approved nothing. */
function earlyFaults({ startedAt }: KnownAttempt, asked: string | null): string[] {
  return asked === null || Date.parse(startedAt) >= Date.parse(asked)
    ? []
    : [`comes from a workflow run that began at ${startedAt}, before that of its request (${asked})`];
}

/** Who asked or approved has to be who GitHub says started the run. */
function personFaults(event: RecallEvent, { actor, triggeringActor }: KnownAttempt): string[] {
  if (event.type === 'clear-requested') return notThe(event.requester, actor.id, actor.login);
  if (event.type !== 'clear-approved' && event.type !== 'clear-rejected') return [];
  if (event.evidence.via !== 'dispatch')
    return [`decides by ${event.evidence.via}, and that is done by hand`];
  return notThe(event.person, triggeringActor.id, triggeringActor.login);
}

function notThe({ login, id }: ClearApprovedEvent['person'], started: string, as: string): string[] {
  return id === started
    ? []
    : [`decides for ${quoted(login)}, and ${quoted(as)} had started its workflow run`];
}
