import type { Ci, CiCode, Context } from '../../collect/ci/ci.js';
import { type CollectedCode, eventsCode } from '../../collect/git/git.js';
import type { Fault } from '../../core/errors.js';
import type { Code } from '../../core/generated/types.js';
import { type Resolved, worse } from '../checkout/resolve-pull.js';
import type { Session } from './session.js';
import { type Told, toldOtherwise } from './tampered.js';

type KnownCode = NonNullable<Code>;

/** What the step that ends a run sees by itself. */
export interface Seen {
  ci: Ci;
  /** The work tree as it is now; null where it cannot be read any more. */
  collected: CollectedCode | null;
  /** What GitHub says of its commit; null where nobody was asked. */
  resolved: Resolved | null;
  /** Whether the session's commit was checked out at some time, as far as the work tree remembers. */
  wasHead: boolean;
}

/** What a record may say of code, pull request and trust, and how the session says otherwise. */
export interface Compared {
  code: Code;
  pull_request: Context['pull_request'];
  trust: Context['trust'];
  faults: Fault[];
  /** Why the run is trusted less than its session says, a sentence without a full stop; null mostly. */
  warning: string | null;
}

/** Facts that are the same in every step of a job. The version of this tool is not: each step names its own. */
const OF_JOB = [
  'actor',
  'actor_id',
  'triggering_actor',
  'event',
  'workflow',
  'workflow_ref',
  'job',
  'ci_run_id',
  'ci_run_attempt',
  'ci_run_url',
  'matrix',
  'runner',
] as const satisfies readonly (keyof Context)[];

const IN_SESSION = 'in the session of the run';
const IN_JOB = 'in this job';

/** The facts of the job, other than its code. */
export function jobDifferences(session: Session, { context }: Pick<Ci, 'context'>): Fault[] {
  return otherwise(
    session,
    OF_JOB.map((name): Told => [name, session.context[name], context[name]]),
  );
}

/** Of a session that is known to be as it was written. The training may still have taken the code of somebody else. */
export function provenCode(session: Session, seen: Seen): Compared {
  return lowered(told(session), seen);
}

/**
 * Whose code it was. Of the event's own commit the event says all; of another one GitHub is asked again, which can be done only while
 * it lies in the work tree: another step may have checked out something else meanwhile. What is left is the word of a file that any
 * program of the job can write to.
 */
export function codeDifferences(session: Session, seen: Seen): Compared {
  const { code } = session;
  const { collected, resolved } = seen;
  const event = seen.ci.code;
  if (event?.commit == null) return told(session);
  if (code !== null && isOfEvent(code, event)) return lowered(ofEvent(session, code, { event, seen }), seen);
  if (code !== null && collected === null) return unconfirmed(session, code, { seen, commit: 'nothing' });
  if (code !== null && resolved !== null && code.commit === (resolved.code?.commit ?? null))
    return ofOther(session, code, resolved);
  const now = resolved?.code ?? eventsCode(event);
  if (code !== null && seen.wasHead)
    return unconfirmed(session, code, { seen, commit: now?.commit ?? 'nothing' });
  const facts: Told[] = [
    ['commit', code?.commit ?? null, now?.commit ?? null],
    ['repository', code?.repository ?? null, now?.repository ?? null],
  ];
  const { pull_request, trust } = seen.ci.context;
  return { code: now, pull_request, trust, faults: otherwise(session, facts), warning: null };
}

function told({ code, context: { pull_request, trust } }: Session): Compared {
  return { code, pull_request, trust, faults: [], warning: null };
}

function otherwise({ run_id }: Session, facts: readonly Told[]): Fault[] {
  return toldOtherwise(facts, { runId: run_id, one: IN_SESSION, other: IN_JOB });
}

function isOfEvent({ commit, repository }: KnownCode, event: CiCode): boolean {
  return (
    commit !== null &&
    [event.commit, ...event.also].includes(commit) &&
    (event.repository === null || repository === event.repository)
  );
}

function ofEvent(
  session: Session,
  code: KnownCode,
  { event, seen }: { event: CiCode; seen: Seen },
): Compared {
  const { pull_request, trust } = seen.ci.context;
  const own: KnownCode = {
    ...code,
    base_commit: event.base_commit,
    // Where the event says none it is the branch that was checked out.
    ref: event.ref ?? code.ref,
    // `refs/pull/N/merge` moves on with its base, so the one that was checked out may be a later one.
    merge_commit: event.merge_commit === null ? null : code.merge_commit,
  };
  const facts: Told[] = [
    ['base_commit', code.base_commit, own.base_commit],
    ['ref', code.ref, own.ref],
    ['merge_commit', code.merge_commit, own.merge_commit],
    ['pull_request', session.context.pull_request, pull_request],
    ['trust', session.context.trust, trust],
  ];
  return { code: own, pull_request, trust, faults: otherwise(session, facts), warning: null };
}

/** Another commit than the event's, which lies in the work tree. What GitHub says of it may have changed while the training went on. */
function ofOther(session: Session, code: KnownCode, { code: now, context, warning }: Resolved): Compared {
  const { trust, pull_request: pull } = session.context;
  const { pull_request } = context;
  const facts: Told[] = [
    ['repository', code.repository, now?.repository ?? null],
    ...(context.trust === 'fork' ? [['trust', trust, context.trust] as const] : []),
    ...(pull !== null && pull_request !== null
      ? [['pull_request.number', pull.number, pull_request.number] as const]
      : []),
  ];
  const { repository = null, ref = null, merge_commit = null, base_commit = null } = now ?? {};
  return {
    code: { ...code, repository, ref, merge_commit, base_commit },
    pull_request,
    trust: worse(trust, context.trust),
    faults: otherwise(session, facts),
    warning,
  };
}

function unconfirmed(
  { run_id, context }: Session,
  code: KnownCode,
  { seen, commit }: { seen: Seen; commit: string },
): Compared {
  const { base_commit = null } = seen.ci.code ?? {};
  return {
    code: { ...code, base_commit },
    pull_request: seen.ci.context.pull_request,
    trust: worse(context.trust, 'claimed'),
    faults: [],
    warning: `run ${run_id} is not trusted and cannot be registered: it began at commit ${code.commit}, which is not the event's, and ${commit} is checked out by now`,
  };
}

/** What was checked out after the run had begun was trained on as well, as far as anybody can tell. */
function lowered(compared: Compared, { resolved }: Seen): Compared {
  if (resolved?.context.trust !== 'fork' || compared.trust === 'fork') return compared;
  const commit = resolved.code?.commit ?? null;
  return {
    ...compared,
    trust: 'fork',
    warning: `the run is not trusted and cannot be registered: commit ${commit}, which is checked out by now, is of a fork or of Dependabot`,
  };
}
