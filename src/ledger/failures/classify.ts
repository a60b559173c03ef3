import { GitError } from '../git/git.js';
import { cleanText } from '../git/text.js';
import { type Failure, type FailureKind, isTransient } from './kinds.js';
import {
  firstMatch,
  GIT_LINE,
  kindOfStatus,
  OWN,
  REASON,
  REFINED,
  REMOTE_ERROR,
  SERVER_GIT,
} from './words.js';

export { type Failure, type FailureKind, isTransient };

/** What node says of a disk without room, or where the size of files is limited. */
const NO_ROOM = ['ENOSPC', 'EDQUOT', 'EFBIG'];

export interface Outcome {
  code: number | null;
  stdout: Buffer | string;
  stderr: string;
  timedOut?: boolean;
}

/** A line of `git push --porcelain`. */
interface PushedRef {
  flag: string;
  /** The ref on the server. */
  ref: string;
  /** `[remote rejected]` and the like; empty for a ref that was set. */
  summary: string;
  /** What stands in brackets after it. */
  reason: string;
}

/** Standard error by who says it. */
interface Said {
  own: string;
  /** The `remote:` lines, without that word. */
  server: readonly string[];
  /** What follows `fatal: remote error:`; null when there is none. */
  remoteError: string | null;
}

/**
 * Why a command failed, as far as it decides what to do next. What decides is, in this order: the status of each pushed ref,
 * the server's closing words, the HTTP status, this side's git.
 * @param outcome of a `fetch` or `push --porcelain` (or `update-ref`) under `LC_ALL=C`
 */
export function classify(outcome: Outcome): Failure {
  const stdout = outcome.stdout.toString();
  const detail = detailOf(stdout, outcome.stderr);
  if (outcome.timedOut) return { kind: 'unknown-outcome', detail: `no answer in time. ${detail}`.trim() };
  const said = hear(outcome.stderr);
  const refused = pushedRefs(stdout).filter(({ flag }) => flag === '!');
  return { kind: refused.length > 0 ? kindOfRefs(refused, said) : kindOfTransport(said), detail };
}

/** Whether a push was sent before it failed: then whatever answers in the server's place, the server may have applied it. */
export function wasSent({ stderr }: Pick<Outcome, 'stderr'>): boolean {
  return /^error: RPC failed; |^fatal: protocol error: bad line length character/m.test(stderr);
}

/** Why work in a repository on this side was given up; undefined when neither git nor the file system was the reason. */
export function ownFailure(error: unknown): Failure | undefined {
  if (error instanceof GitError) return classify(error.result);
  if (!(error instanceof Error)) return undefined;
  const isFull = NO_ROOM.includes((error as NodeJS.ErrnoException).code ?? '');
  return isFull ? { kind: 'disk-full', detail: cleanText(error.message) } : undefined;
}

/**
 * The refs that are as a push wanted them although it failed. A server that hides a ref refuses it after `--atomic` has been agreed on
 * and sets the others all the same.
 */
export function landedRefs({ stdout }: Pick<Outcome, 'stdout'>): string[] {
  return pushedRefs(stdout.toString())
    .filter(({ flag }) => flag !== '!')
    .map(({ ref }) => ref);
}

function pushedRefs(stdout: string): PushedRef[] {
  const lines = stdout.matchAll(/^([ +\-*!=])\t[^\t\n]*:([^\t:\n]*)\t([^\n]*)$/gm);
  return [...lines].map(([, flag = '', ref = '', rest = '']) => {
    const [, summary = '', reason = ''] = /^(\[[^\]]*\])(?: \((.*)\))?\s*$/.exec(rest) ?? [];
    return { flag, ref, summary, reason };
  });
}

function hear(stderr: string): Said {
  // The server's closing words may run over several lines; whatever comes after them counts as its own.
  const [before = '', ...closing] = stderr.split(/^fatal: remote error: /m);
  const lines = before.split('\n');
  const isServer = (line: string) => line.startsWith('remote: ');
  return {
    own: lines.filter((line) => !isServer(line)).join('\n'),
    server: lines.filter(isServer).map((line) => line.slice('remote: '.length).trim()),
    remoteError: closing.length === 0 ? null : closing.join(' '),
  };
}

function kindOfRefs(refused: readonly PushedRef[], said: Said): FailureKind {
  const causes = refused.flatMap((one) => {
    const kind = kindOfRef(one, said);
    return kind === null ? [] : [{ ...one, kind }];
  });
  const isBranch = ({ ref }: PushedRef) => ref.startsWith('refs/heads/');
  const branch = causes.find(isBranch);
  const rule = causes.find((cause) => !isBranch(cause) && cause.kind === 'protected');
  // The same reason for both may be a hook that refuses all refs of a push together: only the branch alone can tell.
  const branchHasOwn = branch !== undefined && !isTransient(branch.kind) && branch.reason !== rule?.reason;
  if (rule !== undefined && !branchHasOwn) return 'ref-refused';
  return (branch ?? causes[0])?.kind ?? 'lost-race';
}

/** @returns null when the ref was refused only because another one was */
function kindOfRef({ summary, reason }: PushedRef, said: Said): FailureKind | null {
  if (summary === '[remote failure]') return 'unknown-outcome';
  const kind = firstMatch(REASON, reason);
  if (kind === 'consequence') return null;
  if (summary === '[rejected]') return 'lost-race';
  if (kind === 'git') return kindOfServerGit(reason, said);
  return kind ?? refine('protected', [reason, ...said.server]);
}

function kindOfServerGit(reason: string, { server }: Said): FailureKind {
  const lines = server.filter((line) => GIT_LINE.test(line)).join('\n');
  const isUpdate = /update ref|transaction/.test(reason);
  return firstMatch(SERVER_GIT, lines) ?? (isUpdate ? 'lost-race' : 'server-error');
}

function kindOfTransport(said: Said): FailureKind {
  if (said.remoteError !== null) return firstMatch(REMOTE_ERROR, said.remoteError) ?? 'refused';
  const [, first, later] =
    /^(?:fatal: unable to access '.*': The requested URL returned error: (\d{3})|error: RPC failed; (?:result=\d+, )?HTTP (?:code = )?(\d{3}))/m.exec(
      said.own,
    ) ?? [];
  const status = kindOfStatus(Number(first ?? later ?? 0));
  const kind = firstMatch(OWN, said.own) ?? 'other';
  // After the first request the server's trouble may have come once the push was applied; a fetch says so in its own words.
  if (status === undefined || (later !== undefined && status === 'server-error' && kind !== 'network')) {
    return kind;
  }
  return refine(status, said.server);
}

function refine(kind: FailureKind, server: readonly string[]): FailureKind {
  return firstMatch(REFINED[kind] ?? [], server.join('\n')) ?? kind;
}

/** The server's own words when it has any, else git's; the refused line of a push at the end. */
function detailOf(stdout: string, stderr: string): string {
  const lines = cleanText(stderr)
    .split('\n')
    .map((line) => line.trim());
  const remote = lines
    .filter((line) => /^remote: \S/.test(line))
    .map((line) => line.replace(/^remote: (?:error: |fatal: )?/, ''));
  const own = lines.filter((line) => /^(?:fatal|error): /.test(line));
  const refused = /^!\s.*?(\[(?:remote )?rejected\].*)/m.exec(cleanText(stdout))?.[1];
  const parts = remote.length > 0 ? remote : own.length > 0 ? own : lines.filter((line) => line !== '');
  const words = [...new Set([...parts.slice(0, 6), ...(refused === undefined ? [] : [refused])])].join('; ');
  return words.length <= 600 ? words : `${words.slice(0, 599)}…`;
}
