import type { FailureKind, LastingKind } from './kinds.js';

type Words<Kind> = readonly (readonly [RegExp, Kind])[];

const FULL = /No space left on device|File too large|Disk quota exceeded|couldn't write '/;
const DENIED = /Permission denied|Read-only file system|insufficient permission/;

/** How git says that a ref was not set, on either side. */
const REF: Words<FailureKind> = [
  [/' exists; cannot create '|blocking reference '|directory\/file conflict/i, 'name-conflict'],
  [/\.lock': (?:File exists|No such file or directory)/, 'lock'],
  [/^(?:error|fatal): .*(?:cannot lock ref|cannot update ref|reference already exists)/m, 'lost-race'],
];

/**
 * What this side's git says (`fatal:` and `error:` lines that are not the server's). First match wins: the line that
 * names the cause stands beside lines of consequences, such as `the remote end hung up unexpectedly`.
 */
export const OWN: Words<FailureKind> = [
  [/^fatal: the receiving end does not support --atomic push/m, 'no-atomic'],
  [/^fatal: .*(?:does not support (?:shallow|filter)|not support shallow capabilities)/m, 'unsupported'],
  [FULL, 'disk-full'],
  [/^fatal: rate limited by '/m, 'server-error'],
  [/^fatal: couldn't find remote ref/m, 'no-branch'],
  [/^fatal: (?:repository '.*' not found|'.*' does not appear to be a git repository)/m, 'not-found'],
  [/^fatal: (?:could not read (?:Username|Password)|Authentication failed)/m, 'authentication'],
  [/Permission denied \(publickey/, 'authentication'],
  [/^Host key verification failed/m, 'certificate'],
  [
    /^fatal: .*(?:not valid: .*is this a git repository|url base from redirection|invalid server response|find remote helper for '|bad line length character)/m,
    'no-git-server',
  ],
  [/^fatal: unable to access '.*(?:certificate|pinnedPubkey|SEC_E_UNTRUSTED_ROOT)/im, 'certificate'],
  [/^fatal: unable to access '.*(?:CONNECT tunnel failed, response|Received HTTP code) 4\d\d/m, 'proxy'],
  [/^(?:fatal: unable to access '|ssh: )/m, 'network'],
  [
    /^fatal: (?:expected '|expected flush|early EOF|index-pack failed|bad pack header|fetch-pack: |protocol error)|fetch-pack: unexpected disconnect/m,
    'network',
  ],
  [/RPC failed|hung up unexpectedly|unexpected disconnect|Broken pipe/, 'unknown-outcome'],
  [/Connection (?:refused|reset|closed|timed out)|Network is unreachable/, 'network'],
  [DENIED, 'permission'],
  ...REF,
  [/unable to resolve reference/, 'lost-race'],
];

/** The `fatal: remote error: …` with which a server ends a conversation; there are no other words to go by. */
export const REMOTE_ERROR: Words<FailureKind> = [
  [/not our ref/, 'lost-race'],
  [/^filter '|(?:shallow|filter).*not supported|not support.*(?:shallow|filter)/, 'unsupported'],
  [/not found|could not be found|repository not exported/i, 'not-found'],
  [/internal (?:server )?error|temporarily|try again/i, 'server-error'],
];

/**
 * Reasons in the brackets of `[remote rejected] (…)`. Any other is a rule of the server. `consequence`: the cause is another
 * ref's; `git`: the cause is in what the server's git says.
 */
export const REASON: Words<FailureKind | 'consequence' | 'git'> = [
  [/^atomic push fail(?:ed|ure)$|^transaction aborted$/, 'consequence'],
  [/atomic push(?:es)? (?:is |are )?not supported|not support(?: --?)?atomic/i, 'no-atomic'],
  [/^failed to update ref$|^atomic transaction failed$|unpacker error|^failed$/, 'git'],
  [/' exists; cannot create '/, 'name-conflict'],
  [/\.lock': |^failed to lock$/, 'lock'],
  [
    /^cannot (?:lock|update) ref|^non-fast.forward$|already exists$|^missing (?:necessary )?object/,
    'lost-race',
  ],
  [/^shallow update not allowed$/, 'unsupported'],
  [/^failure$|internal (?:server )?error/i, 'server-error'],
];

/** Lines of the server's own git, among the lines of hooks that may say anything. */
export const GIT_LINE =
  /^(?:error|fatal): (?:cannot (?:lock|update|create)|unable to (?:write|create|append)|insufficient permission|pack exceeds|write error|file write error)/i;

export const SERVER_GIT: Words<FailureKind> = [
  [/pack exceeds maximum allowed size/, 'oversize'],
  [FULL, 'server-error'],
  [DENIED, 'server-storage'],
  ...REF,
  [/^(?:error|fatal): unable to create temporary/m, 'server-error'],
];

/**
 * What the server's words can tell of a refusal beyond its status. They only choose between kinds that last: a hook may
 * print anything, and `connection reset` in its words must not make a refusal look like a lost connection.
 */
export const REFINED: Partial<Record<FailureKind, Words<LastingKind>>> = {
  protected: [
    [/\bGH001\b|exceeds GitHub's file size limit|exceeds maximum allowed size/, 'oversize'],
    [/\bGH009\b|Push cannot contain secrets|declined due to a detected secret/, 'secret'],
  ],
  permission: [
    [/\bSAML\b|single sign-on|IP allow ?list|whitelist your IP/i, 'organisation'],
    [/repository (?:was archived|(?:has been )?disabled)|account is suspended/i, 'unavailable'],
  ],
};

export function firstMatch<Kind>(words: Words<Kind>, text: string): Kind | undefined {
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

/** What an HTTP status means. `undefined` for one that is no failure. */
export function kindOfStatus(status: number): FailureKind | undefined {
  if (status < 400) return undefined;
  if (status >= 500 || status === 408 || status === 429) return 'server-error';
  return STATUS[status] ?? 'no-git-server';
}

const STATUS: Readonly<Record<number, FailureKind>> = {
  401: 'authentication',
  402: 'unavailable',
  403: 'permission',
  404: 'not-found',
  407: 'proxy',
  410: 'not-found',
  413: 'oversize',
  451: 'unavailable',
};
