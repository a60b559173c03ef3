import type { ModelEvent } from '../../core/generated/types.js';
import { teamsIn } from '../../core/policy/accounts.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { actingAccount, isReviewed } from '../../core/registry/confirm/acting.js';
import type { Confirmation, Surroundings } from '../../core/registry/confirm/attempt.js';
import { authorityFaults, type Objections } from '../../core/registry/confirm/authority.js';
import { commentFaults } from '../../core/registry/confirm/comment.js';
import { type AccountDeps, byPolicies, isNone } from './by-policies.js';
import { isConfirmedWhole } from './whole.js';

/** Clocks of runners differ by so much at most, and a job that lost a race writes again. */
const SKEW_MS = 3_600_000;

export interface RightDeps extends AccountDeps {
  /** All events of the model. */
  events: readonly ModelEvent[];
  around: Surroundings;
  ask(event: ModelEvent, events: readonly ModelEvent[]): Promise<Confirmation>;
}

/**
 * What speaks against who made a decision: by the policy that is in force, and where that has something against it, by the one that was
 * when the run began.
 */
export async function rightFaults(event: ModelEvent, deps: RightDeps): Promise<Objections> {
  const { attempt, around } = deps;
  const actor = actingAccount(event, attempt, around);
  if (actor === null) return { faults: ['is of nobody whom GitHub names'], open: [] };
  const hasWritten = attempt.event === 'workflow_dispatch' && !isReviewed(event);
  const there = await wasThere(event, deps);
  const found = await byPolicies({
    ...deps,
    acting: { ...actor, level: null, teams: null, hasWritten },
    judge: (policy, acting) => authorityFaults(event, policy, { ...deps, acting, wasThere: there }),
    teamsIn: (policy) => teamsNamed(policy, event.model),
    isLate: () => isLate(event, deps),
  });
  return isNone(found) ? byComment(event, deps) : found;
}

/**
 * Whether something that GitHub confirms stands before an event and is of later: then it was not written when its run was, and the
 * policy of then says nothing of it. What is not confirmed makes nothing late.
 */
async function isLate(event: ModelEvent, { events, ask }: RightDeps): Promise<boolean> {
  const place = events.findIndex(({ event_id }) => event_id === event.event_id);
  const latest = Date.parse(event.at) + SKEW_MS;
  for (const one of events.slice(0, Math.max(0, place)))
    if (Date.parse(one.at) > latest && (await ask(one, events)).state === 'confirmed') return true;
  return false;
}

function teamsNamed(policy: Policy, model: string): string[] {
  const rules = Object.values(policyFor(policy, model).stages);
  return teamsIn(
    rules.flatMap(({ approvers = [], allowed_actors = [], override = [] }) => [
      ...approvers,
      ...allowed_actors,
      ...override,
    ]),
  );
}

/** A run that a comment started says what was commented, and neither that it was left so nor that it was accepted. */
async function byComment(event: ModelEvent, deps: RightDeps): Promise<Objections> {
  const isComment = 'evidence' in event && event.evidence.via === 'comment';
  if (!isComment || (await deps.signedAs()) !== null) return { faults: [], open: [] };
  const { conclusion } = deps.attempt;
  if (conclusion !== null && conclusion !== 'success')
    return { faults: ['rests on a comment, and the workflow run that answers it failed'], open: [] };
  const { comment_id: id = '' } = event.evidence;
  const comment = await deps.answers.comment(id);
  return comment === null
    ? { faults: [], open: ['rests on a comment that is not there any more'] }
    : { faults: commentFaults(event, comment), open: [] };
}

/** Whether the stage had held the version before, by what GitHub confirms: a rollback to one that it never held is none. */
async function wasThere(event: ModelEvent, { events, ask }: RightDeps): Promise<boolean> {
  if (event.type !== 'stage-changed' || event.rollback !== true) return false;
  const place = events.findIndex(({ event_id }) => event_id === event.event_id);
  for (const one of events.slice(0, Math.max(0, place))) {
    const isSame =
      one.type === 'stage-changed' && one.version === event.version && one.to_stage === event.to_stage;
    if (isSame && (await isConfirmedWhole(one, events, ask))) return true;
  }
  return false;
}
