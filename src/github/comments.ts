import { UserError } from '../core/errors.js';
import { assertFits } from './bodies.js';
import type { GitHubClient, Purpose } from './client.js';
import { ownLogin } from './own-login.js';
import { orRefused, type Refused } from './refused.js';

/** One comment of ours under a pull request that is kept up to date, by several jobs at a time if need be. */
export interface StickyComment {
  owner: string;
  repo: string;
  /** Of the pull request. */
  number: number;
  /** What it begins with, which tells it from others of ours: no text that is quoted in a comment can pass for it. */
  marker: string;
  /**
   * The comment as it shall be, from the one that is there (null: there is none). It is asked again whenever another job wrote in
   * between, so it must be pure, and leave as it is what it has made: `merge(merge(x))` is `merge(x)`.
   */
  merge(existing: string | null): string;
}

export interface CommentOptions {
  /**
   * Waits for jobs that had read the comment before we wrote, so that what they overwrite is seen: a few seconds. Without it
   * one look is taken at once, which is enough where no other job writes this comment.
   */
  settle?(): Promise<void>;
}

export interface CommentDone {
  done: 'created' | 'updated' | 'unchanged';
  /** Where people see it. */
  url: string;
}

interface OwnComment {
  id: number;
  url: string;
  body: string;
}

interface Written {
  id: number;
  url: string;
  /** As GitHub keeps it. */
  body: string;
  author: string | null;
  done: 'created' | 'updated';
}

type Step =
  | { kind: 'write'; target: number | null; body: string }
  | ({ kind: 'end'; prune: readonly OwnComment[] } & CommentDone);

const ROUNDS = 8;

/**
 * Writes our comment under a pull request: found by marker and author, changed in place, made when there is none. A comment
 * of anybody else is never touched. Of duplicates, which two jobs made at one moment, the oldest stays.
 * GitHub cannot swap a comment only if it is unchanged, so what was written is read again until it stands.
 */
export function upsertComment(
  client: GitHubClient,
  comment: StickyComment,
  options: CommentOptions = {},
): Promise<CommentDone | Refused> {
  return orRefused(purposeOf(comment), () => converge(client, comment, options));
}

async function converge(
  client: GitHubClient,
  comment: StickyComment,
  options: CommentOptions,
): Promise<CommentDone> {
  let login = await ownLogin(client);
  let written: Written | null = null;
  let createdId: number | null = null;
  for (let round = 0; round < ROUNDS; round += 1) {
    const own = login === null ? [] : await ownComments(client, comment, login);
    const step = nextStep(comment, own, written);
    if (step.kind === 'end') {
      await prune(client, comment, step.prune);
      return { done: step.done, url: step.url };
    }
    const now: Written | null = await write(client, comment, step);
    if (now !== null) {
      // The author of what we made is the surest word on who we are.
      login = now.author ?? login;
      if (now.done === 'created') createdId = now.id;
      written = now.id === createdId ? { ...now, done: 'created' } : now;
    }
    await options.settle?.();
  }
  throw new UserError({
    code: 'E_GITHUB_API',
    what: `The comment under pull request ${comment.number} was overwritten by other jobs ${ROUNDS} times`,
    mend: 'Let fewer jobs write to one comment, or write it in one job after them',
  });
}

/** @param own oldest first */
function nextStep(comment: StickyComment, own: readonly OwnComment[], written: Written | null): Step {
  const [first, ...others] = own;
  // Lists lag behind writes at times: one without our comment is an old one.
  const stands =
    written !== null && (first === undefined || (first.id === written.id && first.body === written.body));
  if (stands) return { kind: 'end', done: written.done, url: written.url, prune: others };
  const done = written?.done ?? 'unchanged';
  const body = comment.merge(first?.body ?? null);
  if (!body.startsWith(comment.marker)) throw new Error(`a comment does not begin with ${comment.marker}`);
  if (first !== undefined && lines(first.body) === lines(body)) {
    return { kind: 'end', done, url: first.url, prune: others };
  }
  assertFits(body, `The comment on pull request ${comment.number}`);
  return { kind: 'write', target: first?.id ?? null, body };
}

/** null when the comment to be changed is gone; the next round makes another. */
async function write(
  client: GitHubClient,
  comment: StickyComment,
  { target, body }: { target: number | null; body: string },
): Promise<Written | null> {
  const { owner, repo, number } = comment;
  const purpose = purposeOf(comment);
  const answer =
    target === null
      ? await client.call(purpose, ({ rest }) =>
          rest.issues.createComment({ owner, repo, issue_number: number, body }),
        )
      : await client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
          rest.issues.updateComment({ owner, repo, comment_id: target, body }),
        );
  if (answer === null) return null;
  const { data } = answer;
  const done = target === null ? 'created' : 'updated';
  return {
    id: data.id,
    url: data.html_url,
    body: data.body ?? body,
    // A comment keeps its author, whoever changes it.
    author: target === null ? (data.user?.login ?? null) : null,
    done,
  };
}

async function ownComments(
  client: GitHubClient,
  comment: StickyComment,
  login: string,
): Promise<OwnComment[]> {
  const { owner, repo, number, marker } = comment;
  const all = await client.call(purposeOf(comment), (octokit) =>
    octokit.paginate(octokit.rest.issues.listComments, { owner, repo, issue_number: number, per_page: 100 }),
  );
  return (all ?? [])
    .filter(({ user, body }) => user?.login === login && body?.startsWith(marker))
    .map(({ id, html_url: url, body = '' }) => ({ id, url, body }))
    .sort((a, b) => a.id - b.id);
}

/** Duplicates that cannot be deleted are no reason to call the comment failed. */
async function prune(
  client: GitHubClient,
  comment: StickyComment,
  duplicates: readonly OwnComment[],
): Promise<void> {
  const { owner, repo } = comment;
  for (const { id } of duplicates) {
    const purpose = { ...purposeOf(comment), what: `delete comment ${id}, a duplicate`, nullOn: [404] };
    const left = await orRefused(purpose, async () => {
      await client.call(purpose, ({ rest }) => rest.issues.deleteComment({ owner, repo, comment_id: id }));
      return null;
    });
    if (left !== null) client.log.debug(left.fault.what);
  }
}

function purposeOf({ owner, repo, number }: StickyComment): Purpose {
  return {
    what: `comment on pull request ${number} of ${owner}/${repo}`,
    permission: 'pull-requests: write',
  };
}

/** Whoever edits a comment in a browser leaves it with other line ends. */
function lines(body: string): string {
  return body.replaceAll('\r\n', '\n').trimEnd();
}
