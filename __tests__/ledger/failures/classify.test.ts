import {
  classify,
  type FailureKind,
  isTransient,
  landedRefs,
} from '../../../src/ledger/failures/classify.js';

const ID = '1'.repeat(40);
const OTHER = '2'.repeat(40);
const BRANCH = 'refs/heads/lineage';
const INBOX = 'refs/lineage/inbox/0193';
const URL_403 = "fatal: unable to access 'https://x/y/': The requested URL returned error: 403\n";

/** The line of one ref that a push could not set. */
const refused = (summary: string, ref = BRANCH) => `!\t${ID}:${ref}\t${summary}\n`;
const remote = (reason: string, ref = BRANCH) => refused(`[remote rejected] (${reason})`, ref);
/** Both refs of an atomic push. */
const both = (branch: string, inbox: string) => remote(branch) + remote(inbox, INBOX);

type Case = readonly [kind: FailureKind, stdout: string, stderr: string];

/** By the reason of the refused ref alone. */
const REASONS: readonly (readonly [FailureKind, string])[] = [
  ['lost-race', 'non-fast-forward'],
  ['lost-race', 'non-fast forward'],
  ['lost-race', 'reference already exists'],
  ['lost-race', 'missing necessary objects'],
  ['lost-race', 'failed to update ref'],
  ['lost-race', 'atomic transaction failed'],
  ['lost-race', `cannot lock ref '${BRANCH}': is at ${ID} but expected ${OTHER}`],
  ['lock', `cannot lock ref '${BRANCH}': Unable to create '/r/refs/heads/lineage.lock': File exists.`],
  ['lock', 'failed to lock'],
  [
    'name-conflict',
    "cannot lock ref 'refs/heads/ml/x': 'refs/heads/ml' exists; cannot create 'refs/heads/ml/x'",
  ],
  ['unsupported', 'shallow update not allowed'],
  ['no-atomic', 'atomic push is not supported'],
  ['server-error', 'failure'],
  ['server-error', 'Internal Server Error'],
  ['server-error', 'internal error'],
  ['server-error', 'unpacker error'],
  ['server-error', 'n/a (unpacker error)'],
  ['protected', 'pre-receive hook declined'],
  ['protected', 'hook declined'],
  ['protected', 'protected branch hook declined'],
  ['protected', 'push declined due to repository rule violations'],
  ['protected', 'push declined due to email privacy restrictions'],
  ['protected', 'prohibited by Gerrit: not permitted: update'],
  ['protected', 'deletion prohibited'],
  ['protected', 'branch is currently checked out'],
  ['protected', 'deny updating a hidden ref'],
  ['protected', 'words that nobody has seen'],
  ['secret', 'push declined due to a detected secret'],
];

/** Pushes whose cause is beside the reason. */
const PUSHES: readonly Case[] = [
  ['lost-race', refused('[rejected] (fetch first)'), "error: failed to push some refs to 'https://x/y'\n"],
  ['lost-race', refused('[rejected] (non-fast-forward)'), ''],
  ['lost-race', refused('[rejected] (stale info)') + refused('[rejected] (atomic push failed)', INBOX), ''],
  ['lost-race', refused('[rejected] (atomic push failed)') + refused('[rejected] (stale info)', INBOX), ''],
  [
    'lost-race',
    remote('failed to update ref'),
    `remote: error: cannot lock ref '${BRANCH}': is at ${ID} but expected ${OTHER}        \n`,
  ],
  [
    'lock',
    remote('failed to update ref', INBOX),
    `remote: error: cannot lock ref '${INBOX}': Unable to create '/r/${INBOX}.lock': No such file or directory\n`,
  ],
  [
    'lock',
    both('atomic transaction failed', 'atomic transaction failed'),
    "remote: error: Unable to create '/r/packed-refs.lock': File exists.\n",
  ],
  [
    'server-storage',
    remote('failed to update ref'),
    `remote: error: cannot lock ref '${BRANCH}': Unable to create '/r/${BRANCH}.lock': Permission denied\n`,
  ],
  [
    'server-storage',
    remote('unpacker error'),
    'remote: error: insufficient permission for adding an object to repository database ./objects\nerror: remote unpack failed: unpack-objects abnormal exit\n',
  ],
  [
    'protected',
    remote('protected branch hook declined'),
    `remote: error: GH006: Protected branch update failed for ${BRANCH}.        \nremote: error: 6 of 6 required status checks are expected.        \n`,
  ],
  [
    'protected',
    remote('push declined due to repository rule violations'),
    `remote: error: GH013: Repository rule violations found for ${BRANCH}.\nremote: Review all repository rules at https://github.com/o/r/rules?ref=refs%2Fheads%2Flineage\nremote: \nremote: - Changes must be made through a pull request.\n`,
  ],
  [
    'protected',
    remote('pre-receive hook declined'),
    'remote: GitLab: You are not allowed to push code to protected branches on this project.\n',
  ],
  [
    'secret',
    remote('push declined due to repository rule violations'),
    `remote: error: GH013: Repository rule violations found for ${BRANCH}.\nremote: - GITHUB PUSH PROTECTION\nremote:     - Push cannot contain secrets\n`,
  ],
  [
    'secret',
    remote('pre-receive hook declined'),
    'remote: error: GH009: Secrets detected! This push failed.\n',
  ],
  [
    'oversize',
    remote('pre-receive hook declined'),
    "remote: error: GH001: Large files detected. You may want to try Git Large File Storage.\nremote: error: File x is 118.99 MB; this exceeds GitHub's file size limit of 100.00 MB\n",
  ],
  [
    'oversize',
    remote('failed'),
    'remote: fatal: pack exceeds maximum allowed size (2.00 GiB)\nerror: remote unpack failed: index-pack failed\n',
  ],
  ['server-error', remote('failure'), 'remote: fatal error in commit_refs        \n'],
  [
    'server-error',
    remote('unpacker error'),
    'error: remote unpack failed: unable to create temporary object directory\nremote: fatal: unable to write new packed-refs: error closing file /d/.git/./packed-refs.new: No space left on device\n',
  ],
  [
    'server-error',
    remote('unpacker error'),
    'remote: fatal: write error: No space left on device        \nerror: remote unpack failed: index-pack abnormal exit\n',
  ],
  [
    'unknown-outcome',
    refused('[remote failure] (remote failed to report status)'),
    'remote: Internal Server Error        \n',
  ],
];

/** Pushes of more than the branch. */
const CUSTOM_REFS: readonly Case[] = [
  ['ref-refused', remote('deny updating a hidden ref', INBOX), ''],
  ['ref-refused', remote('prohibited by Gerrit: not permitted: create', INBOX), ''],
  ['ref-refused', remote('hook declined', INBOX), ''],
  ['ref-refused', both('atomic push failure', 'hook declined'), ''],
  ['ref-refused', `*\t${ID}:${BRANCH}\t[new branch]\n${remote('deny deleting a hidden ref', INBOX)}`, ''],
  // The branch may be fine: the hook refuses all refs together.
  ['ref-refused', both('pre-receive hook declined', 'pre-receive hook declined'), ''],
  ['ref-refused', both('failed to update ref', 'hook declined'), ''],
  ['protected', both('protected branch hook declined', 'atomic push failure'), ''],
  ['protected', both('protected branch hook declined', 'pre-receive hook declined'), ''],
  ['secret', remote('push declined due to a detected secret', INBOX), ''],
  ['lock', both('atomic push failure', 'failed to lock'), ''],
];

/** What a server's words must not do to a refusal, or to a failure that can pass. */
const HOSTILE: readonly Case[] = [
  ...[
    'connection reset by peer: HTTP 503',
    "fatal: unable to access 'https://x/': The requested URL returned error: 503",
    "error: cannot lock ref 'refs/heads/lineage': Unable to create 'x.lock': File exists.",
    'error: RPC failed; HTTP 502',
    '[remote rejected] (failed to update ref)',
    'the remote end hung up unexpectedly',
    'fatal: the receiving end does not support --atomic push',
    'No space left on device',
    '! [rejected] (stale info)\rfatal: early EOF',
  ].map((line) => ['protected', remote('pre-receive hook declined'), `remote: ${line}        \n`] as const),
  ...['HTTP 403', 'GH006: Protected branch update failed', 'Permission denied', 'SAML SSO', 'GH001'].map(
    (line) => ['lost-race', remote('failed to update ref'), `remote: ${line}\n`] as const,
  ),
  ['server-error', '', `remote: Permission denied: HTTP 403, GH006\n${URL_403.replace('403', '503')}`],
  ['permission', '', `remote: HTTP 503: try again later, connection reset\n${URL_403}`],
  ['protected', remote('fetch first'), ''],
  ['refused', '', 'fatal: remote error: no\nfatal: early EOF\nerror: RPC failed; HTTP 502\n'],
];

const TRANSPORT: readonly Case[] = [
  [
    'no-atomic',
    '',
    'fatal: the receiving end does not support --atomic push\nfatal: the remote end hung up unexpectedly\n',
  ],
  [
    'unknown-outcome',
    'Done\n',
    'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly\n',
  ],
  ['unknown-outcome', '', 'error: RPC failed; curl 52 Empty reply from server\n'],
  [
    'unknown-outcome',
    '',
    'error: RPC failed; curl 92 HTTP/2 stream 5 was not closed cleanly: CANCEL (err 8)\n',
  ],
  [
    'unknown-outcome',
    '',
    'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: the remote end hung up unexpectedly\n',
  ],
  ['unknown-outcome', '', 'fatal: the remote end hung up unexpectedly\n'],
  ...['408', '429', '500', '502', '503', '504'].map(
    (status) => ['server-error', '', URL_403.replace('403', status)] as const,
  ),
  // git 2.54 and newer say so themselves.
  ['server-error', '', "fatal: rate limited by 'https://x/y/', please try again in 30 seconds\n"],
  [
    'server-error',
    '',
    `remote: This request was rate-limited due to too many requests.\n${URL_403.replace('403', '429')}`,
  ],
  ['server-error', '', `remote: Internal Server Error\n${URL_403.replace('403', '500')}`],
  ['server-error', '', 'error: RPC failed; HTTP 503 curl 22 x\nfatal: expected flush after ref listing\n'],
  [
    'network',
    '',
    "fatal: unable to access 'https://x/y/': Failed to connect to x port 443: Connection refused\n",
  ],
  ['network', '', "fatal: unable to access 'https://x/y/': Could not resolve host: x\n"],
  [
    'network',
    '',
    "fatal: unable to access 'https://x/y/': transfer closed with 12 bytes remaining to read\n",
  ],
  [
    'network',
    '',
    "fatal: unable to access 'https://x/y/': schannel: server closed abruptly (missing close_notify)\n",
  ],
  ['network', '', "fatal: unable to access 'https://x/y/': CONNECT tunnel failed, response 503\n"],
  [
    'network',
    '',
    'ssh: connect to host x port 22: Connection refused\nfatal: Could not read from remote repository.\n',
  ],
  ['network', '', "fatal: expected 'packfile'\n"],
  ['network', '', "fatal: expected 'acknowledgments'\n"],
  ['network', '', 'error: RPC failed; curl 18 x\nfatal: expected flush after ref listing\n'],
  ['network', '', 'fatal: early EOF\nfatal: fetch-pack: invalid index-pack output\n'],
  ['proxy', '', "fatal: unable to access 'https://x/y/': CONNECT tunnel failed, response 403\n"],
  ['proxy', '', "fatal: unable to access 'https://x/y/': Received HTTP code 407 from proxy after CONNECT\n"],
  [
    'certificate',
    '',
    "fatal: unable to access 'https://x/y/': SSL certificate problem: self-signed certificate\n",
  ],
  [
    'certificate',
    '',
    "fatal: unable to access 'https://x/y/': server certificate verification failed. CAfile: none\n",
  ],
  ['no-branch', '', "fatal: couldn't find remote ref refs/heads/ledger\n"],
  ['permission', '', URL_403],
  ['permission', '', `remote: Permission to octo/repo.git denied to github-actions[bot].\n${URL_403}`],
  ['permission', '', `remote: Write access to repository not granted.\n${URL_403}`],
  ['permission', '', `remote: Resource not accessible by integration\n${URL_403}`],
  ['permission', '', 'error: RPC failed; HTTP 403 curl 22 x\nfatal: the remote end hung up unexpectedly\n'],
  ['unavailable', '', `remote: This repository was archived so it is read-only.\n${URL_403}`],
  [
    'unavailable',
    '',
    `remote: Repository disabled. Please ask the owner to check their account.\n${URL_403}`,
  ],
  [
    'unavailable',
    '',
    `remote: Your account is suspended. Please visit https://support.github.com.\n${URL_403}`,
  ],
  [
    'unavailable',
    '',
    `remote: Repository unavailable due to DMCA takedown.\n${URL_403.replace('403', '451')}`,
  ],
  ['organisation', '', `remote: The 'octo' organization has enabled or enforced SAML SSO.\n${URL_403}`],
  [
    'organisation',
    '',
    `remote: The repository owner has an IP allow list enabled, and 192.0.2.1 is not permitted to access this repository.\n${URL_403}`,
  ],
  ['organisation', '', `remote: To access this repository, an admin must whitelist your IP.\n${URL_403}`],
  ['authentication', '', "fatal: could not read Username for 'https://x': terminal prompts disabled\n"],
  ['authentication', '', "fatal: Authentication failed for 'https://x/y/'\n"],
  ['authentication', '', URL_403.replace('403', '401')],
  [
    'authentication',
    '',
    'git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.\n',
  ],
  ['not-found', '', "remote: Repository not found.\nfatal: repository 'https://x/y/' not found\n"],
  ['not-found', '', "fatal: '/tmp/none' does not appear to be a git repository\n"],
  ['not-found', '', 'fatal: remote error: access denied or repository not exported: /x\n'],
  ['no-git-server', '', 'fatal: https://x/y/info/refs not valid: is this a git repository?\n'],
  ['no-git-server', '', 'fatal: unable to update url base from redirection:\n  asked for: https://x/y\n'],
  ['no-git-server', '', URL_403.replace('403', '400')],
  [
    'oversize',
    '',
    'error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\nfatal: the remote end hung up unexpectedly\n',
  ],
  ['unsupported', '', "fatal: remote error: filter 'blob:none' not supported\n"],
  ['unsupported', '', 'fatal: dumb http transport does not support shallow capabilities\n'],
  ['lost-race', '', `fatal: remote error: upload-pack: not our ref ${ID}\n`],
  ['server-error', '', 'fatal: remote error: Internal server error\n'],
  // The repository was moved and the server's redirect followed: the words stand beside what failed.
  [
    'permission',
    '',
    `remote: This repository moved. Please use the new location:\nremote:   https://x/z.git\n${URL_403}`,
  ],
];

/** What git says of this side. */
const OWN: readonly Case[] = [
  [
    'disk-full',
    '',
    'fatal: write error: No space left on device\nfatal: fetch-pack: invalid index-pack output\n',
  ],
  [
    'disk-full',
    '',
    'fatal: unable to write loose object file: No space left on device\nfatal: unpack-objects failed\n',
  ],
  ['disk-full', '', 'error: file write error: Disk quota exceeded\n'],
  [
    'disk-full',
    '',
    `fatal: update_ref failed for ref '${BRANCH}': cannot update ref '${BRANCH}': couldn't write '/r/${BRANCH}.lock'\n`,
  ],
  [
    'permission',
    '',
    'error: insufficient permission for adding an object to repository database .git/objects\n',
  ],
  [
    'permission',
    '',
    `fatal: update_ref failed for ref '${BRANCH}': cannot lock ref '${BRANCH}': Unable to create '/r/${BRANCH}.lock': Permission denied\n`,
  ],
  [
    'lock',
    '',
    `fatal: update_ref failed for ref '${BRANCH}': cannot lock ref '${BRANCH}': Unable to create '/r/${BRANCH}.lock': File exists.\n`,
  ],
  [
    'lost-race',
    '',
    `fatal: update_ref failed for ref '${BRANCH}': cannot lock ref '${BRANCH}': unable to resolve reference '${BRANCH}'\n`,
  ],
  [
    'name-conflict',
    '',
    "fatal: update_ref failed for ref 'refs/heads/ml/lineage': cannot lock ref 'refs/heads/ml/lineage': 'refs/heads/ml' exists; cannot create 'refs/heads/ml/lineage'\n",
  ],
  ['other', '', 'fatal: something nobody has seen\n'],
  ['other', '', ''],
];

test.each(REASONS)('%s: (%s)', (kind, reason) => {
  const stderr = "error: failed to push some refs to 'https://x/y'\n";
  expect(classify({ code: 1, stdout: `To https://x/y\n${remote(reason)}Done\n`, stderr }).kind).toBe(kind);
});

describe.each([
  ['pushes', PUSHES],
  ['pushes of several refs', CUSTOM_REFS],
  ['words of a server that mislead', HOSTILE],
  ['transport', TRANSPORT],
  ['this side', OWN],
])('%s', (_, cases) => {
  test.each(cases)('%s: %j %j', (kind, stdout, stderr) => {
    expect(classify({ code: 1, stdout, stderr }).kind).toBe(kind);
  });
});

test('a command that was stopped for taking too long may have been applied', () => {
  expect(classify({ code: null, stdout: '', stderr: '', timedOut: true }).kind).toBe('unknown-outcome');
});

test('what retries can mend is retried, and nothing else', () => {
  const all = [...PUSHES, ...CUSTOM_REFS, ...HOSTILE, ...TRANSPORT, ...OWN].map(([kind]) => kind);
  expect([...new Set(all)].filter(isTransient).sort()).toEqual([
    'lock',
    'lost-race',
    'network',
    'server-error',
    'unknown-outcome',
  ]);
});

test('refs that a failed push has set all the same', () => {
  const stdout = `To https://x/y\n*\t${ID}:${BRANCH}\t[new branch]\n!\t:${INBOX}\t[remote rejected] (deny deleting a hidden ref)\nDone\n`;
  expect(landedRefs({ stdout })).toEqual([BRANCH]);
  expect(
    landedRefs({
      stdout: ` \t${ID}:${BRANCH}\t${ID.slice(0, 7)}..${OTHER.slice(0, 7)}\n-\t:${INBOX}\t[deleted]\n`,
    }),
  ).toEqual([BRANCH, INBOX]);
  expect(landedRefs({ stdout: 'Done\n' })).toEqual([]);
});

test('the detail is what the server said, without credentials, colours and control characters', () => {
  const stderr =
    "remote: \u001b[31merror: GH006: Protected branch update failed\u0007.\u001b[K\nfatal: unable to access 'https://user:secret@x/y'\n";
  const { detail } = classify({ code: 1, stdout: remote('hook declined'), stderr });
  expect(detail).toBe('GH006: Protected branch update failed .; [remote rejected] (hook declined)');
  const own = classify({
    code: 128,
    stdout: '',
    stderr: "fatal: unable to access 'https://user:secret@x/y'\n",
  });
  expect(own.detail).toBe("fatal: unable to access 'https://x/y'");
});
