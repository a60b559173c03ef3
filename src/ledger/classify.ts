/** Why a git command that talks to a ledger failed, as far as it decides what to do next. */
export type FailureKind =
  /** The branch moved between reading and writing. */
  | 'lost-race'
  /** Another writer holds a lock file. */
  | 'lock'
  /** A rule of the server refuses the update. */
  | 'protected'
  | 'permission'
  | 'authentication'
  /** There is no such repository, or the token cannot see it. */
  | 'not-found'
  /** There is no such branch yet. */
  | 'no-branch'
  /** Another branch's name is in the way (`ml` and `ml/lineage`). */
  | 'name-conflict'
  | 'network'
  /** The server's certificate is not trusted; no retry mends that. */
  | 'certificate'
  /** The answer was lost: the update may have been applied. */
  | 'unknown-outcome'
  | 'oversize'
  /** The server is overloaded or broken (5xx, 429). */
  | 'server-error'
  /** The server cannot serve or take a shallow or filtered history. */
  | 'unsupported'
  | 'other';

export interface Failure {
  kind: FailureKind;
  /** What git and the server said, in one line. */
  detail: string;
}

export interface Outcome {
  code: number | null;
  stdout: Buffer | string;
  stderr: string;
  timedOut?: boolean;
}

/** First match wins. `unable to access` is the first request, before anything was sent; `RPC failed` comes after. */
const RULES: readonly (readonly [FailureKind, RegExp])[] = [
  [
    'oversize',
    /GH001\b|exceeds GitHub's file size limit|exceeds maximum allowed size|(?:HTTP|returned error:) 413\b/,
  ],
  [
    'unsupported',
    /shallow update not allowed|does not support (?:shallow|filter)|filter '[^']*' not supported/,
  ],
  [
    'protected',
    /GH006\b|GH013\b|hook declined|hidden ref|protected branch|refusing to update checked out branch|deletion prohibited/i,
  ],
  [
    'authentication',
    /(?:HTTP|returned error:) 401\b|could not read (?:Username|Password)|Authentication failed|Access denied|Permission denied \(publickey/i,
  ],
  [
    'permission',
    /(?:HTTP|returned error:) 403\b|Permission to \S+ denied|Write access to repository not granted|insufficient permission|unable to create temporary|Permission denied|Read-only file system/i,
  ],
  ['no-branch', /couldn't find remote ref/],
  [
    'not-found',
    /repository '[^\n]*' not found|Repository not found|returned error: 404\b|does not appear to be a git repository/i,
  ],
  ['name-conflict', /' exists; cannot create '|blocking reference '|directory\/file conflict/i],
  ['lock', /Unable to create '[^\n]*\.lock'|\.lock': (?:File exists|No such file or directory)/],
  [
    'lost-race',
    /\[(?:remote )?rejected\][^\n]*\((?:fetch first|non-fast-forward|stale info|failed to update ref|atomic [^)]*|cannot lock ref[^\n]*|[^)]*already exists)\)|is at [0-9a-f]{40,64} but expected|reference already exists|unable to resolve reference|not our ref/,
  ],
  ['certificate', /SSL certificate problem|certificate verif(?:y|ication) failed|self.signed certificate/i],
  ['server-error', /unable to access [^\n]*returned error: (?:408|429|5\d\d)\b/],
  ['network', /unable to access/],
  ['unknown-outcome', /RPC failed|hung up unexpectedly|unexpected disconnect|Broken pipe/i],
  [
    'network',
    /Could not resolve host|Failed to connect|Connection (?:refused|reset|timed out)|transfer closed|Empty reply|early EOF|expected 'packfile'|expected 'acknowledgments'|expected flush|index-pack failed|bad pack header|Network is unreachable/i,
  ],
];

/** @param outcome of a `fetch` or `push --porcelain` (or `update-ref`) under `LC_ALL=C` */
export function classify(outcome: Outcome): Failure {
  const stdout = outcome.stdout.toString();
  const text = `${stdout}\n${outcome.stderr}`;
  const detail = detailOf(stdout, outcome.stderr);
  if (outcome.timedOut) return { kind: 'unknown-outcome', detail: `no answer in time. ${detail}`.trim() };
  const rule = RULES.find(([, pattern]) => pattern.test(text));
  return { kind: rule?.[0] ?? 'other', detail };
}

/** Whether trying again can help. */
export function isTransient(kind: FailureKind): boolean {
  return ['lost-race', 'lock', 'network', 'unknown-outcome', 'server-error'].includes(kind);
}

/** URLs without user info, and no control characters or colours of the server. */
export function cleanText(text: string): string {
  return text
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/:\/\/[^/@\s]+@/g, '://')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
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
  const refused = /^!\s[^\n]*?(\[(?:remote )?rejected\][^\n]*)/m.exec(cleanText(stdout))?.[1];
  const parts = remote.length > 0 ? remote : own.length > 0 ? own : lines.filter((line) => line !== '');
  const words = [...new Set([...parts.slice(0, 6), ...(refused === undefined ? [] : [refused])])].join('; ');
  return words.length <= 600 ? words : `${words.slice(0, 599)}…`;
}
