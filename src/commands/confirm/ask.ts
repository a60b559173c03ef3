import { UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import type { AttemptFacts, Confirmation, Surroundings } from '../../core/registry/confirm/attempt.js';
import { authorityFaults } from '../../core/registry/confirm/authority.js';
import { confirmEvent, isDecision, originOf, type WholeOrigin } from '../../core/registry/confirm/confirm.js';
import { rivalsBefore } from '../../core/registry/confirm/replay.js';
import { stageOfDecision } from '../../core/registry/confirm/stage.js';
import type { GitHubClient } from '../../github/client.js';
import { RepositoryAnswers } from './repository.js';
import type { RepositoryRules } from './rules.js';

/** Asks GitHub about an event. @param events all of its model */
export type AskEvent = (event: ModelEvent, events: readonly ModelEvent[]) => Promise<Confirmation>;

export interface AskDeps {
  github(): Promise<GitHubClient>;
  /** `owner/name` of those that may be asked: the workflow's own, and that of the ledger. An event may name any. */
  repositories: readonly string[];
  /** Path of the policy's file. */
  policy: string;
  /** What the default branch of one of the repositories says, where that was read before. */
  known?: { repository: string; rules: RepositoryRules };
  /** Attempts that are asked about at most. */
  most?: number;
  /** Milliseconds since 1970. */
  now(): number;
}

/** A model has few events that decide anything; whoever floods one may not use up the token's requests. */
const MOST_ATTEMPTS = 100;

/**
 * A way to ask about events, for as long as one step takes: each attempt, commit and policy is asked for once.
 * @returns what throws a UserError: E_GITHUB_API where GitHub cannot be asked, E_EVENT_UNCONFIRMED where it would take too many requests
 */
export function eventAsker(deps: AskDeps): AskEvent {
  const { repositories, policy, most = MOST_ATTEMPTS } = deps;
  const known = new Map<string, Promise<RepositoryAnswers>>();
  const answersOf = (repository: string) => {
    const rules = deps.known?.repository === repository ? { rules: deps.known.rules } : {};
    const answers =
      known.get(repository) ??
      deps.github().then((client) => new RepositoryAnswers(client, { repository, policy, ...rules }));
    known.set(repository, answers);
    return answers;
  };
  const asked = new Set<string>();
  return async (event, events) => {
    const by = originOf(event);
    if (typeof by === 'string') return { state: 'unknown', why: by };
    const repository = repositories.find((one) => one.toLowerCase() === by.repository.toLowerCase());
    if (repository === undefined) {
      const why = `names a workflow run of ${quoted(by.repository)}, which is neither this repository nor that of the ledger`;
      return { state: 'unknown', why };
    }
    asked.add(`${repository} ${by.ci_run_id} ${by.ci_run_attempt}`);
    if (asked.size > most) throw tooMany(event.model, most);
    const answers = await answersOf(repository);
    const attempt = await answers.attempt(by);
    const facts = attempt === null ? NOTHING : await surroundings(event, { by, attempt, events, answers });
    const around = { ...facts, now: deps.now() };
    const answer = confirmEvent(event, attempt, around);
    if (attempt === null || answer.state !== 'confirmed' || !isDecision(event)) return answer;
    const [fault, ...faults] = await withoutRight(event, { attempt, events, answers });
    if (fault !== undefined) return { state: 'contradicted', why: [fault, ...faults] };
    const first = rivalsBefore(event, events).find(
      (other) => confirmEvent(other, attempt, around).state === 'confirmed',
    );
    return first === undefined ? answer : copyOf(first);
  };
}

/** What the policy that was in force has against who made the event; nothing where the one that is in force now has nothing. */
async function withoutRight(
  event: ModelEvent,
  about: { attempt: AttemptFacts; events: readonly ModelEvent[]; answers: RepositoryAnswers },
): Promise<string[]> {
  const { attempt, events, answers } = about;
  const { now, before: policyBefore } = await answers.policies(attempt);
  const faults = authorityFaults(event, events, now);
  if (faults.length === 0) return [];
  const before = await policyBefore();
  return before === null ? faults : authorityFaults(event, events, before);
}

function copyOf({ event_id }: ModelEvent): Confirmation {
  return {
    state: 'contradicted',
    why: [`names a workflow run that had written event ${event_id} before it`],
  };
}

type Around = Omit<Surroundings, 'now'>;
const NOTHING: Around = { reviewed: null, branches: [], stage: null, workflows: null, reviewers: null };

async function surroundings(
  event: ModelEvent,
  about: {
    by: WholeOrigin;
    attempt: AttemptFacts;
    events: readonly ModelEvent[];
    answers: RepositoryAnswers;
  },
): Promise<Around> {
  if (!isDecision(event)) return NOTHING;
  const { by, attempt, events, answers } = about;
  const stage = stageOfDecision(event, events);
  const { workflows, refs } = await answers.rules(event.model, stage);
  const branches = refs.map((ref) => ref.replace(/^refs\/heads\//, ''));
  const isReviewed = 'evidence' in event && event.evidence.via === 'environment';
  return {
    reviewed: await answers.isOn(refs, attempt.headSha),
    branches,
    stage,
    workflows,
    reviewers: isReviewed ? await answers.reviewers(by.ci_run_id) : null,
  };
}

function tooMany(model: string, most: number): UserError {
  return new UserError({
    code: 'E_EVENT_UNCONFIRMED',
    what: `More than ${most} workflow runs would have to be asked about to tell what is true of ${quoted(model)}`,
    where: 'ledger',
    mend: 'Find out who wrote the events: `lineage-gate verify --online` asks about all of them. Versions can still be read by their number',
  });
}
