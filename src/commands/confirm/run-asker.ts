import { UserError } from '../../core/errors.js';
import { quoted } from '../../core/printable.js';
import type { AttemptFacts, Confirmation } from '../../core/registry/confirm/attempt.js';
import {
  knownAttempt,
  originOf,
  type WholeOrigin,
  type Written,
} from '../../core/registry/confirm/confirm.js';
import { judgeToken, type TokenJudgement } from '../../core/registry/confirm/judge-token.js';
import type { Attested } from '../../core/registry/confirm/token.js';
import type { GitHubClient } from '../../github/client.js';
import type { AccountDeps, IsIn } from './by-policies.js';
import { RepositoryAnswers } from './repository.js';
import type { RepositoryRules } from './rules.js';
import { attemptByToken, type TokenTrust } from './witness.js';

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

/** The run that an event names, by what GitHub says or has signed. */
export interface FoundRun extends AccountDeps {
  by: WholeOrigin;
  /** Why GitHub knows it no more, the end of a sentence; null where it does: else all that is known was signed for this very event. */
  gone: string | null;
  /** Milliseconds since 1970. */
  now: number;
}

/** Finds the run of an event and has it judged. @param about what the event is about, for an error */
export type AskRun = (
  event: Written & Attested,
  about: string,
  judge: (run: FoundRun) => Promise<Confirmation>,
) => Promise<Confirmation>;

export const RATE_LIMIT = /rate limit/i;
/** Few events decide anything; whoever floods a ledger may not use up the token's requests. */
const MOST_ATTEMPTS = 100;

/**
 * A way to ask about runs, for as long as one step takes: each attempt, commit and policy is asked for once.
 * @returns what throws a UserError: E_GITHUB_API where GitHub cannot be asked, E_EVENT_UNCONFIRMED where it would take too many requests
 */
export function runAsker(deps: AskDeps): AskRun {
  const { repositories, policy, tokens, most = MOST_ATTEMPTS } = deps;
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
  return async (event, about, judge) => {
    const by = originOf(event);
    if (typeof by === 'string') return { state: 'unknown', why: by };
    const repository = repositories.find((one) => one.toLowerCase() === by.repository.toLowerCase());
    if (repository === undefined) {
      const why = `names a workflow run of ${quoted(by.repository)}, which is neither this repository nor that of the ledger`;
      return { state: 'unknown', why };
    }
    asked.add(`${repository} ${by.ci_run_id} ${by.ci_run_attempt}`);
    if (asked.size > most) throw tooMany(about, most);
    const token = tokens === undefined ? null : judgeToken(event, by, tokens.issuer);
    if (token?.state === 'contradicted') return token;
    const answers = await answersOf(repository);
    const bySigned = async () =>
      token === null || tokens === undefined ? null : attemptByToken(token, tokens);
    const signedAs = async () => {
      const said = await bySigned();
      return said === null || typeof said === 'string' ? null : said.actor;
    };
    const run = { by, answers, now: deps.now(), isIn: deps.isIn, signedAs };
    const attempt = await answers.attempt(by).catch(async (error: unknown) => {
      throw token === null || tokens === undefined ? error : await withToken(error, token, tokens);
    });
    if (attempt !== null) return judge({ ...run, attempt, gone: null });
    return judgeGone(run, await bySigned(), judge);
  };
}

/** No event before it can be the one that the run wrote: the token is of this one. */
async function judgeGone(
  run: Omit<FoundRun, 'attempt' | 'gone'>,
  signed: AttemptFacts | string | null,
  judge: (run: FoundRun) => Promise<Confirmation>,
): Promise<Confirmation> {
  const gone = knownAttempt(run.by, null);
  if (!('state' in gone)) throw new Error('there is no attempt');
  if (signed === null) return gone;
  if (typeof signed === 'string') return { state: 'unknown', why: `${gone.why}; it ${signed}` };
  const answer = await judge({ ...run, attempt: signed, gone: gone.why });
  if (answer.state !== 'confirmed') return answer;
  const note = 'comes from a workflow run that is gone; GitHub had signed what it says of it';
  return { ...answer, notes: [...answer.notes, note], byToken: true };
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

function tooMany(about: string, most: number): UserError {
  return new UserError({
    code: 'E_EVENT_UNCONFIRMED',
    what: `More than ${most} workflow runs would have to be asked about to tell what is true of ${about}`,
    where: 'ledger',
    mend: 'Find out who wrote the events: `lineage-gate verify --online` asks about all of them. Versions can still be read by their number',
  });
}
