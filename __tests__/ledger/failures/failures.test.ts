import { UserError } from '../../../src/core/errors.js';
import { type FailureKind, isTransient } from '../../../src/ledger/failures/classify.js';
import { explain, type FailureContext } from '../../../src/ledger/failures/failures.js';

/** Every kind; a new one does not compile here until it is listed. */
const KINDS: Record<FailureKind, string | null> = {
  'lost-race': 'E_LEDGER_CONTENTION',
  lock: 'E_LEDGER_CONTENTION',
  network: 'E_LEDGER_NETWORK',
  'unknown-outcome': 'E_LEDGER_NETWORK',
  'server-error': 'E_LEDGER_NETWORK',
  certificate: 'E_LEDGER_NETWORK',
  proxy: 'E_LEDGER_NETWORK',
  protected: 'E_LEDGER_PROTECTED',
  'ref-refused': 'E_LEDGER_PROTECTED',
  secret: 'E_LEDGER_PROTECTED',
  permission: 'E_LEDGER_PERMISSION',
  organisation: 'E_LEDGER_PERMISSION',
  unavailable: 'E_LEDGER_PERMISSION',
  'server-storage': 'E_LEDGER_PERMISSION',
  refused: 'E_LEDGER_PERMISSION',
  authentication: 'E_LEDGER_AUTH',
  'not-found': 'E_LEDGER_NOT_FOUND',
  'no-git-server': 'E_LEDGER_NOT_FOUND',
  'no-branch': 'E_LEDGER_NOT_FOUND',
  'name-conflict': 'E_NAME_INVALID',
  oversize: 'E_LEDGER_OVERSIZE',
  'disk-full': 'E_LEDGER_DISK_FULL',
  unsupported: 'E_LEDGER_UNSUPPORTED',
  'no-atomic': 'E_LEDGER_UNSUPPORTED',
  other: null,
};

const REMOTE: FailureContext = {
  action: 'write',
  where: 'lineage of https://x/y',
  isRemote: true,
  hasToken: true,
};

function messageOf(kind: FailureKind, changes: Partial<FailureContext> = {}): string {
  return explain({ kind, detail: 'what git said' }, { ...REMOTE, ...changes }).message;
}

test.each(Object.entries(KINDS))('%s is told as %s', (name, code) => {
  const error = explain({ kind: name as FailureKind, detail: 'what git said' }, REMOTE);
  expect(error.message).toContain('what git said');
  expect(error.message).toContain('lineage of https://x/y');
  if (code === null) {
    expect(error).not.toBeInstanceOf(UserError);
    return;
  }
  expect(error).toBeInstanceOf(UserError);
  const [fault] = (error as UserError).faults;
  expect(fault?.code).toBe(code);
  expect(fault?.mend).not.toBe('');
});

test('words that no mend hangs on are left out when git said nothing', () => {
  expect(explain({ kind: 'lock', detail: '' }, REMOTE).message).not.toContain('git:');
});

test('a full disk: the mend names the folder that is on it', () => {
  expect(messageOf('disk-full')).toMatch(/disk of the temporary folder is full.*TMPDIR/);
  expect(messageOf('disk-full', { isRemote: false })).toMatch(/disk of the repository is full/);
  expect(messageOf('disk-full', { isRemote: false })).not.toContain('TMPDIR');
});

test('a missing permission: the mend is for what was tried', () => {
  expect(messageOf('permission')).toContain('contents: write');
  expect(messageOf('permission', { action: 'read' })).toContain('contents: read');
  expect(messageOf('permission', { isRemote: false })).toContain('.git');
  expect(messageOf('authentication', { hasToken: false })).toContain('none was given');
});

test('each lasting cause has words of its own', () => {
  const lasting = (Object.keys(KINDS) as FailureKind[]).filter(
    (kind) => kind !== 'other' && !isTransient(kind),
  );
  const same = new Set(['ref-refused', 'no-atomic']);
  const words = lasting.filter((kind) => !same.has(kind)).map((kind) => messageOf(kind));
  expect(new Set(words).size).toBe(words.length);
});
