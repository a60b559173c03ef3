import { UserError } from '../../core/errors.js';
import type { ModelEvent } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { isReviewed } from '../../core/registry/confirm/acting.js';
import type { AttemptFacts, Confirmation, Surroundings } from '../../core/registry/confirm/attempt.js';
import { confirmEvent, isDecision, originOf, type WholeOrigin } from '../../core/registry/confirm/confirm.js';
import { judgeToken, type TokenJudgement } from '../../core/registry/confirm/judge-token.js';
import { rivalsBefore } from '../../core/registry/confirm/replay.js';
import { newestBefore, stageOfDecision } from '../../core/registry/confirm/stage.js';
import type { GitHubClient } from '../../github/client.js';
import { RepositoryAnswers } from './repository.js';
import { type IsIn, type RightDeps, rightFaults } from './right.js';
import type { RepositoryRules } from './rules.js';
import { attemptByToken, type TokenTrust } from './witness.js';

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
  /** Left out where no token reads teams. */
  isIn?: IsIn;
  /** By what a token that an event keeps counts, where its run is gone; left out, no token counts. */
  tokens?: TokenTrust;
  /** Milliseconds since 1970. */
  now(): number;
}

export const RATE_LIMIT = /rate limit/i;
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
  const judge: AskEvent = async (event, events) => {
    const by = originOf(event);
    if (typeof by === 'string') return { state: 'unknown', why: by };
    const repository = repositories.find((one) => one.toLowerCase() === by.repository.toLowerCase());
    if (repository === undefined) {
      const why = `names a workflow run of ${quoted(by.repository)}, which is neither this repository nor that of the ledger`;
      return { state: 'unknown', why };
    }
    asked.add(`${repository} ${by.ci_run_id} ${by.ci_run_attempt}`);
    if (asked.size > most) throw tooMany(event.model, most);
    const { tokens } = deps;
    const token = tokens === undefined ? null : judgeToken(event, by, tokens.issuer);
    if (token?.state === 'contradicted') return token;
    const answers = await answersOf(repository);
    const signedAs = async () => {
      const said = token === null || tokens === undefined ? '' : await attemptByToken(token, tokens);
      return typeof said === 'string' ? null : said.actor;
    };
    const about = { by, events, answers, now: deps.now(), isIn: deps.isIn, signedAs, ask };
    const attempt = await answers.attempt(by).catch(async (error: unknown) => {
      throw token === null || tokens === undefined ? error : await withToken(error, token, tokens);
    });
    if (attempt !== null) return judgeAttempt(event, attempt, about);
    const gone = confirmEvent(event, null, { ...NOTHING, now: about.now });
    if (token === null || tokens === undefined || gone.state !== 'unknown') return gone;
    return judgeByToken(event, await attemptByToken(token, tokens), { ...about, gone: gone.why });
  };
  // What is asked of one event is asked of those before it: each would be judged again and again.
  const judged = new WeakMap<readonly ModelEvent[], Map<ModelEvent, Promise<Confirmation>>>();
  const ask: AskEvent = (event, events) => {
    const known = judged.get(events) ?? new Map<ModelEvent, Promise<Confirmation>>();
    judged.set(events, known);
    const answer = known.get(event) ?? judge(event, events);
    known.set(event, answer);
    return answer;
  };
  return ask;
}

interface About extends Omit<RightDeps, 'attempt' | 'around'> {
  by: WholeOrigin;
  /** Milliseconds since 1970. */
  now: number;
}

async function judgeAttempt(event: ModelEvent, attempt: AttemptFacts, about: About): Promise<Confirmation> {
  const around = { ...(await surroundings(event, { ...about, attempt })), now: about.now };
  const answer = await judgeWithRight(event, { ...about, attempt, around });
  if (answer.state !== 'confirmed' || !isDecision(event)) return answer;
  // One that is not true itself makes no true one a copy.
  for (const other of rivalsBefore(event, about.events))
    if ((await about.ask(other, about.events)).state === 'confirmed') return copyOf(other);
  return answer;
}

/** No event before it can be the one that the run wrote: the token is of this one. */
async function judgeByToken(
  event: ModelEvent,
  attempt: AttemptFacts | string,
  { gone, ...about }: About & { gone: string },
): Promise<Confirmation> {
  if (typeof attempt === 'string') return { state: 'unknown', why: `${gone}; it ${attempt}` };
  if (isReviewed(event))
    return { state: 'unknown', why: `${gone}; its token does not say who approved the environment` };
  const around = { ...(await surroundings(event, { ...about, attempt })), now: about.now };
  const answer = await judgeWithRight(event, { ...about, attempt, around });
  if (answer.state !== 'confirmed') return answer;
  const note = 'comes from a workflow run that is gone; GitHub had signed what it says of it';
  return { ...answer, notes: [...answer.notes, note], byToken: true };
}

async function judgeWithRight(
  event: ModelEvent,
  about: About & { attempt: AttemptFacts; around: Surroundings },
): Promise<Confirmation> {
  const answer = confirmEvent(event, about.attempt, about.around);
  if (answer.state !== 'confirmed' || !isDecision(event)) return answer;
  const { faults, open } = await rightFaults(event, about);
  const [fault, ...others] = faults;
  if (fault !== undefined) return { state: 'contradicted', why: [fault, ...others] };
  return open.length === 0 ? answer : { state: 'unknown', why: open.join('; it ') };
}

/** An error of asking, with what the token says: that is less than an answer, which takes the policy and the branches too. */
async function withToken(
  error: unknown,
  token: Extract<TokenJudgement, { state: 'fits' }>,
  tokens: TokenTrust,
): Promise<unknown> {
  // A limit is told of all events that are left.
  if (!(error instanceof UserError) || RATE_LIMIT.test(error.message)) return error;
  const attempt = await attemptByToken(token, tokens);
  const said =
    typeof attempt === 'string'
      ? `the event ${attempt}`
      : 'GitHub had signed its run, account, commit and workflow, and whether these may decide is not known';
  return new UserError(
    error.faults.map(({ what, ...fault }) => ({ ...fault, what: `${what}; ${said}` })),
    { cause: error },
  );
}

function copyOf({ event_id }: ModelEvent): Confirmation {
  return {
    state: 'contradicted',
    why: [`names a workflow run that had written event ${event_id} before it`],
  };
}

type Around = Omit<Surroundings, 'now'>;
const NOTHING: Around = {
  reviewed: null,
  branches: [],
  stage: null,
  newest: null,
  workflows: null,
  reviewers: null,
};

async function surroundings(
  event: ModelEvent,
  { by, attempt, events, answers }: Pick<About, 'by' | 'events' | 'answers'> & { attempt: AttemptFacts },
): Promise<Around> {
  if (!isDecision(event)) return NOTHING;
  const stage = stageOfDecision(event, events);
  const { workflows, refs } = await answers.rules(event.model, stage);
  const branches = refs.map((ref) => ref.replace(/^refs\/heads\//, ''));
  return {
    reviewed: await answers.isOn(refs, attempt.headSha),
    branches,
    stage,
    newest: newestBefore(event, events),
    workflows,
    reviewers: isReviewed(event) ? await answers.reviewers(by.ci_run_id) : null,
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
