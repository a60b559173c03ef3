import type { ApprovedEvent, EventOrigin, ModelEvent, RejectedEvent } from '../../generated/types.js';
import { boundId } from '../../ids.js';
import { quoted } from '../../printable.js';
import { actingAccount } from './acting.js';
import {
  type AttemptActor,
  type AttemptFacts,
  type Confirmation,
  type Surroundings,
  workflowFile,
} from './attempt.js';
import { followsRecall } from './recall-title.js';
import { promoteTitle, seemsOurs, titleFaults } from './title.js';

/** What a decision rests on has to come from the branch that was reviewed, and from somebody who meant to decide. */
const DECISIONS: ReadonlySet<ModelEvent['type']> = new Set<ModelEvent['type']>([
  'stage-changed',
  'approval-requested',
  'approved',
  'rejected',
  'cancelled',
  'refused',
  'disowned',
  'model-renamed',
  'model-deleted',
  'version-deleted',
]);
/** What a person starts by hand, and nothing else does. */
export const STARTED_BY_HAND: readonly string[] = ['workflow_dispatch', 'issue_comment'];
/** Anybody's comment starts a run, which the workflow passes over. */
const NOTHING_RAN: readonly string[] = ['skipped', 'action_required'];
/** Clocks of runners and GitHub's differ by so much at most. */
const SKEW_MS = 300_000;

/** Fields of an event's origin without which it cannot be held against anything. */
const NEEDED = [
  'actor_id',
  'triggering_actor',
  'event',
  'repository',
  'commit',
  'workflow_ref',
  'ci_run_id',
  'ci_run_attempt',
] as const satisfies readonly (keyof EventOrigin)[];

/** An origin that names everything that an attempt is asked for by. */
export type WholeOrigin = {
  [K in keyof EventOrigin]: K extends Needed ? NonNullable<EventOrigin[K]> : EventOrigin[K];
};
type Needed = (typeof NEEDED)[number];

/** Whether an event decides something, and so is held against the strict rules. */
export function isDecision({ type }: Pick<ModelEvent, 'type'>): boolean {
  return DECISIONS.has(type);
}

/** Where to ask about an event, or why nobody can be asked, the end of a sentence about it. */
export function originOf({ by }: { by?: EventOrigin }): WholeOrigin | string {
  if (by === undefined) return 'was written on a laptop: GitHub knows nothing of it';
  const missing = NEEDED.filter((field) => by[field] === null);
  if (missing.length > 0) return `does not say its ${missing.join(', ')}`;
  return by as WholeOrigin;
}

/** What every event says of when it was written and by whom. */
export interface Written {
  /** RFC 3339. */
  at: string;
  actor: string | null;
  by?: EventOrigin;
}

/** An attempt that can be held against: GitHub still knows who started it. */
export type KnownAttempt = AttemptFacts & { actor: AttemptActor; triggeringActor: AttemptActor };

/** The attempt that an event names; or that nobody can tell whether it is what it says. @param attempt null: there is none, or none any more */
export function knownAttempt(
  { ci_run_id, ci_run_attempt }: WholeOrigin,
  attempt: AttemptFacts | null,
): KnownAttempt | Extract<Confirmation, { state: 'unknown' }> {
  const run = `attempt ${ci_run_attempt} of workflow run ${quoted(ci_run_id)}`;
  if (attempt === null)
    return { state: 'unknown', why: `names ${run}, which there is not, or which was deleted since` };
  const { actor, triggeringActor } = attempt;
  if (actor === null || triggeringActor === null)
    return { state: 'unknown', why: `comes from ${run}, whose account was deleted since` };
  return { ...attempt, actor, triggeringActor };
}

/**
 * Whether an event is what it says, by what GitHub answers about its run attempt. Its place in the chain is not looked at.
 * @param attempt null: there is none, or none any more
 */
export function confirmEvent(
  event: ModelEvent,
  attempt: AttemptFacts | null,
  around: Surroundings,
): Confirmation {
  const by = originOf(event);
  if (typeof by === 'string') return { state: 'unknown', why: by };
  const known = knownAttempt(by, attempt);
  if ('state' in known) return known;
  if (isDecision(event) && around.reviewed === null) return UNKNOWN_COMMIT;
  const notes: string[] = [];
  const faults = [
    ...runFaults(event, by, { attempt: known, now: around.now, notes }),
    ...(isDecision(event) ? decisionFaults(event, by, { attempt: known, around, notes }) : []),
  ];
  return confirmation(faults, notes, known);
}

export const UNKNOWN_COMMIT = {
  state: 'unknown',
  why: 'comes from a commit that GitHub does not know any more',
} as const;

export function confirmation(
  [first, ...rest]: readonly string[],
  notes: readonly string[],
  { conclusion }: AttemptFacts,
): Confirmation {
  if (first !== undefined) return { state: 'contradicted', why: [first, ...rest] };
  return { state: 'confirmed', notes, conclusion };
}

/** What speaks against an event being of the attempt that it names. @param notes are added to */
export function runFaults(
  event: Written,
  by: WholeOrigin,
  { attempt, now, notes }: { attempt: KnownAttempt; now: number; notes: string[] },
): string[] {
  return [
    ...actorFaults(event, by, { ...attempt, notes }),
    ...placeFaults(by, attempt),
    ...timeFaults(event, attempt, now),
  ];
}

function actorFaults(
  event: Written,
  by: WholeOrigin,
  { actor, triggeringActor, notes }: { actor: AttemptActor; triggeringActor: AttemptActor; notes: string[] },
): string[] {
  const faults: string[] = [];
  if (actor.id !== by.actor_id)
    faults.push(
      `names account ${quoted(by.actor_id)} as who started it, and that was ${quoted(actor.login)} (${actor.id})`,
    );
  else if (!sameLogin(event.actor, actor.login)) notes.push(renamed(event.actor, actor));
  // Events have no number of who started it again. Where that was who had started it, the number says it whatever the name is now.
  const isOwn = triggeringActor.id === by.actor_id && sameLogin(by.triggering_actor, event.actor);
  if (!isOwn && !sameLogin(by.triggering_actor, triggeringActor.login)) {
    const who = quoted(triggeringActor.login);
    faults.push(`names ${quoted(by.triggering_actor)} as who started this attempt, and that was ${who}`);
  }
  return faults;
}

function sameLogin(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toLowerCase() === other.toLowerCase();
}

function placeFaults(by: WholeOrigin, attempt: AttemptFacts): string[] {
  const faults: string[] = [];
  const differs = (what: string, own: string, theirs: string) => {
    if (own !== theirs) faults.push(`names the ${what} ${quoted(own)}, and it was ${quoted(theirs)}`);
  };
  differs('event', by.event, attempt.event);
  // The job's own commit is the base branch's then, and GitHub may name the pull request's head.
  if (attempt.event !== 'pull_request_target') differs('commit', by.commit, attempt.headSha);
  differs('workflow file', claimedFile(by), workflowFile(attempt.path));
  return faults;
}

/** `o/r/.github/workflows/x.yml@refs/heads/main` without what stands around the path. */
function claimedFile({ workflow_ref, repository }: WholeOrigin): string {
  const file = workflowFile(workflow_ref);
  const before = `${repository}/`;
  return file.toLowerCase().startsWith(before.toLowerCase()) ? file.slice(before.length) : file;
}

function timeFaults(
  { at }: Written,
  { startedAt, updatedAt, conclusion }: AttemptFacts,
  now: number,
): string[] {
  const time = Date.parse(at);
  const end = conclusion === null ? Math.max(now, Date.parse(updatedAt)) : Date.parse(updatedAt);
  if (time >= Date.parse(startedAt) - SKEW_MS && time <= end + SKEW_MS) return [];
  const until = conclusion === null ? 'and still runs' : `and ended at ${updatedAt}`;
  return [`says that it is of ${at}, and its workflow run began at ${startedAt} ${until}`];
}

function decisionFaults(
  event: ModelEvent,
  by: WholeOrigin,
  { attempt, around, notes }: { attempt: AttemptFacts; around: Surroundings; notes: string[] },
): string[] {
  const faults = decidingFaults(by, { attempt, around });
  if (event.type === 'approval-requested' && boundId(event.event_id, event.model) !== event.event_id)
    faults.push(`has an id that is none of a request for ${quoted(event.model)}`);
  faults.push(...titleFaultsOf(event, attempt, { around, notes }));
  if (event.type === 'approved' || event.type === 'rejected')
    faults.push(...personFaults(event, attempt, { around, notes }));
  return faults;
}

/**
 * What speaks against a run deciding anything: it has to come from the branch that was reviewed, and from somebody who meant to decide.
 * @param startedBy events that may start it
 */
export function decidingFaults(
  by: WholeOrigin,
  {
    attempt,
    around,
    startedBy = STARTED_BY_HAND,
  }: {
    attempt: AttemptFacts;
    around: Pick<Surroundings, 'reviewed' | 'branches' | 'workflows'>;
    startedBy?: readonly string[];
  },
): string[] {
  const faults: string[] = [];
  if (by.ci_run_attempt > 1)
    faults.push(`is of attempt ${by.ci_run_attempt} of its run, and only the first one decides`);
  if (NOTHING_RAN.includes(attempt.conclusion ?? ''))
    faults.push(`comes from a workflow run that ended with ${quoted(attempt.conclusion ?? '')}`);
  if (!startedBy.includes(attempt.event))
    faults.push(`comes from a workflow run that ${quoted(attempt.event)} started, and not somebody by hand`);
  if (around.reviewed === false) {
    const where = around.branches.map((branch) => quoted(branch)).join(', ');
    faults.push(`comes from commit ${attempt.headSha}, which is not on ${where}`);
  }
  const branch = by.ref?.replace(/^refs\/(?:heads|tags)\//, '') ?? null;
  if (branch !== attempt.headBranch)
    faults.push(`names the ref ${quoted(by.ref ?? '')}, and it was ${quoted(attempt.headBranch ?? '')}`);
  const file = workflowFile(attempt.path);
  if (around.workflows !== null && !around.workflows.includes(file))
    faults.push(`comes from ${quoted(file)}, which \`registry_workflows\` of the policy does not name`);
  if (!around.branches.includes(attempt.headBranch ?? ''))
    faults.push(
      `comes from a run of ${quoted(attempt.headBranch ?? '')}, and decisions come from ${around.branches.map((one) => quoted(one)).join(', ')}`,
    );
  return faults;
}

function titleFaultsOf(
  event: ModelEvent,
  { displayTitle, event: started }: AttemptFacts,
  { around, notes }: { around: Surroundings; notes: string[] },
): string[] {
  if (displayTitle === null) return [];
  const title = promoteTitle(displayTitle);
  if (title !== null) return titleFaults(event, title, around);
  if (followsRecall(event, displayTitle)) return [];
  // Whoever comments starts such a run, whatever the comment says.
  if (started === 'issue_comment' || seemsOurs(displayTitle))
    return [`comes from a run whose title is ${quoted(displayTitle)}, which decides nothing`];
  notes.push('the title of the workflow run says nothing of what it was to do');
  return [];
}

/** Who decided has to be who GitHub says started the run, or commented, or reviewed. */
function personFaults(
  event: ApprovedEvent | RejectedEvent,
  attempt: AttemptFacts,
  { around, notes }: { around: Surroundings; notes: string[] },
): string[] {
  const { person, evidence } = event;
  const who = `decides for ${quoted(person.login)}`;
  if (person.id === null) return [`${who}, whose number on GitHub it does not say`];
  const started = { comment: 'issue_comment', dispatch: 'workflow_dispatch' } as const;
  if (evidence.via === 'local') return [`${who} as on a laptop, and names a workflow run`];
  if (evidence.via !== 'environment' && attempt.event !== started[evidence.via]) {
    const how = evidence.via === 'comment' ? 'by a comment' : 'by hand';
    return [`${who} ${how}, and its run was started by ${quoted(attempt.event)}`];
  }
  const acting = actingAccount(event, attempt, around);
  if (acting?.id !== person.id) return [`${who}, ${notThePerson(evidence, acting?.login ?? '')}`];
  const note = renamed(person.login, acting);
  if (!sameLogin(person.login, acting.login) && !notes.includes(note)) notes.push(note);
  return [];
}

function notThePerson({ via, environment }: ApprovedEvent['evidence'], login: string): string {
  if (via === 'environment') return `who did not approve the environment ${quoted(environment ?? '')}`;
  return `and ${quoted(login)} had ${via === 'comment' ? 'commented' : 'started it'}`;
}

function renamed(called: string | null, { id, login }: AttemptActor): string {
  return `account ${id}, which the event calls ${quoted(called ?? '')}, is ${quoted(login)} now`;
}
