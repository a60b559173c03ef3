import { classify, type FailureKind, isTransient } from '../../src/ledger/classify.js';

const REJECTED = '!\tabc:refs/heads/ledger\t';
const CASES: readonly (readonly [kind: FailureKind, stdout: string, stderr: string])[] = [
  [
    'lost-race',
    `${REJECTED}[rejected] (fetch first)\n`,
    "error: failed to push some refs to 'https://x/y'\n",
  ],
  ['lost-race', `${REJECTED}[rejected] (non-fast-forward)\n`, ''],
  ['lost-race', `${REJECTED}[rejected] (stale info)\n`, ''],
  [
    'lost-race',
    `${REJECTED}[remote rejected] (failed to update ref)\n`,
    "remote: error: cannot lock ref 'refs/heads/ledger': is at 1111111111111111111111111111111111111111 but expected 2222222222222222222222222222222222222222\n",
  ],
  [
    'lost-race',
    "! [remote rejected] HEAD -> b (cannot lock ref 'refs/heads/b': is at 1111111111111111111111111111111111111111 but expected 2222222222222222222222222222222222222222)\n",
    '',
  ],
  [
    'lost-race',
    `${REJECTED}[remote rejected] (failed to update ref)\n`,
    "remote: error: cannot lock ref 'refs/heads/ledger': reference already exists\n",
  ],
  ['lost-race', `${REJECTED}[remote rejected] (atomic transaction failed)\n`, ''],
  ['lost-race', `${REJECTED}[rejected] (atomic push failed)\n`, ''],
  [
    'lost-race',
    '',
    'fatal: remote error: upload-pack: not our ref 1111111111111111111111111111111111111111\n',
  ],
  [
    'lost-race',
    '',
    "fatal: update_ref failed for ref 'refs/heads/lineage': cannot lock ref 'refs/heads/lineage': unable to resolve reference 'refs/heads/lineage'\n",
  ],
  [
    'lock',
    `${REJECTED}[remote rejected] (failed to update ref)\n`,
    "remote: error: cannot lock ref 'refs/heads/ledger': Unable to create '/r/refs/heads/ledger.lock': File exists.\n",
  ],
  [
    'lock',
    `${REJECTED}[remote rejected] (failed to update ref)\n`,
    "remote: error: cannot lock ref 'refs/lineage/inbox/1': Unable to create '/r/refs/lineage/inbox/1.lock': No such file or directory\n",
  ],
  [
    'lock',
    `${REJECTED}[remote rejected] (atomic transaction failed)\n`,
    "remote: error: Unable to create '/r/packed-refs.lock': File exists.\n",
  ],
  [
    'unknown-outcome',
    '',
    'error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502\nsend-pack: unexpected disconnect while reading sideband packet\nfatal: the remote end hung up unexpectedly\n',
  ],
  ['unknown-outcome', '', 'error: RPC failed; curl 52 Empty reply from server\n'],
  ['unknown-outcome', '', 'fatal: the remote end hung up unexpectedly\n'],
  ...['500', '502', '503', '429'].map(
    (status) =>
      [
        'server-error',
        '',
        `fatal: unable to access 'https://x/y/': The requested URL returned error: ${status}\n`,
      ] as const,
  ),
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
  ['network', '', "fatal: unable to access 'https://x/y/': Empty reply from server\n"],
  ['network', '', "fatal: expected 'packfile'\n"],
  ['network', '', "fatal: expected 'acknowledgments'\n"],
  ['network', '', 'fatal: expected flush after ref listing\n'],
  ['network', '', 'fatal: early EOF\nfatal: fetch-pack: invalid index-pack output\n'],
  [
    'certificate',
    '',
    "fatal: unable to access 'https://x/y/': SSL certificate problem: unable to get local issuer certificate\n",
  ],
  [
    'certificate',
    '',
    "fatal: unable to access 'https://x/y/': server certificate verification failed. CAfile: none CRLfile: none\n",
  ],
  ['no-branch', '', "fatal: couldn't find remote ref refs/heads/ledger\n"],
  ['protected', `${REJECTED}[remote rejected] (pre-receive hook declined)\n`, ''],
  ['protected', `${REJECTED}[remote rejected] (hook declined)\n`, ''],
  [
    'protected',
    `${REJECTED}[remote rejected] (protected branch hook declined)\n`,
    'remote: error: GH006: Protected branch update failed for refs/heads/ledger.\n',
  ],
  [
    'protected',
    `${REJECTED}[remote rejected] (push declined due to repository rule violations)\n`,
    'remote: error: GH013: Repository rule violations found for refs/heads/ledger.\n',
  ],
  ['protected', `${REJECTED}[remote rejected] (deny updating a hidden ref)\n`, ''],
  [
    'permission',
    '',
    "remote: Permission to octo/repo.git denied to github-actions[bot].\nfatal: unable to access 'https://x/y/': The requested URL returned error: 403\n",
  ],
  ['permission', '', "fatal: unable to access 'https://x/y/': The requested URL returned error: 403\n"],
  ['permission', '', 'remote: Write access to repository not granted.\n'],
  [
    'permission',
    '',
    'error: insufficient permission for adding an object to repository database .git/objects\n',
  ],
  ['authentication', '', "fatal: could not read Username for 'https://x': terminal prompts disabled\n"],
  ['authentication', '', "fatal: Authentication failed for 'https://x/y/'\n"],
  ['authentication', '', "fatal: unable to access 'https://x/y/': The requested URL returned error: 401\n"],
  [
    'authentication',
    '',
    'git@x: Permission denied (publickey).\nfatal: Could not read from remote repository.\n',
  ],
  ['not-found', '', "remote: Repository not found.\nfatal: repository 'https://x/y/' not found\n"],
  ['not-found', '', "fatal: '/tmp/none' does not appear to be a git repository\n"],
  [
    'oversize',
    `${REJECTED}[remote rejected] (pre-receive hook declined)\n`,
    "remote: error: GH001: Large files detected.\nremote: error: File x is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB\n",
  ],
  ['oversize', '', 'error: RPC failed; HTTP 413 curl 22 The requested URL returned error: 413\n'],
  ['oversize', '', 'remote: fatal: pack exceeds maximum allowed size (2.00 GiB)\n'],
  ['unsupported', `${REJECTED}[remote rejected] (shallow update not allowed)\n`, ''],
  ['unsupported', '', "fatal: remote error: filter 'blob:none' not supported\n"],
  ['unsupported', '', 'fatal: dumb http transport does not support shallow capabilities\n'],
  [
    'name-conflict',
    '',
    "fatal: update_ref failed for ref 'refs/heads/ml/lineage': cannot lock ref 'refs/heads/ml/lineage': 'refs/heads/ml' exists; cannot create 'refs/heads/ml/lineage'\n",
  ],
  ['other', '', 'fatal: something nobody has seen\n'],
];

test.each(CASES)('%s: %j %j', (kind, stdout, stderr) => {
  expect(classify({ code: 1, stdout, stderr }).kind).toBe(kind);
});

test('a command that was stopped for taking too long may have been applied', () => {
  expect(classify({ code: null, stdout: '', stderr: '', timedOut: true }).kind).toBe('unknown-outcome');
});

test('what retries can mend is retried, and nothing else', () => {
  const kinds = [...new Set(CASES.map(([kind]) => kind))];
  expect(kinds.filter(isTransient).sort()).toEqual([
    'lock',
    'lost-race',
    'network',
    'server-error',
    'unknown-outcome',
  ]);
});

test('the detail is what the server said, without credentials, colours and control characters', () => {
  const stderr =
    "remote: \u001b[31merror: GH006: Protected branch update failed\u0007.\u001b[K\nfatal: unable to access 'https://user:secret@x/y'\n";
  const { detail } = classify({ code: 1, stdout: `${REJECTED}[remote rejected] (hook declined)\n`, stderr });
  expect(detail).toBe('GH006: Protected branch update failed .; [remote rejected] (hook declined)');
  const own = classify({
    code: 128,
    stdout: '',
    stderr: "fatal: unable to access 'https://user:secret@x/y'\n",
  });
  expect(own.detail).toBe("fatal: unable to access 'https://x/y'");
});
