import type { ErrorCode } from '../core/error-codes.js';
import { type Fault, UserError } from '../core/errors.js';
import type { Failure, FailureKind } from './classify.js';

export interface FailureContext {
  action: 'read' | 'write';
  /** The branch, for messages. */
  where: string;
  isRemote: boolean;
  hasToken: boolean;
}

type Words = Pick<Fault, 'what' | 'mend'>;

interface Entry {
  code: ErrorCode;
  words: (context: FailureContext) => Words;
}

const CONTENTION: Entry = {
  code: 'E_LEDGER_CONTENTION',
  words: () => ({
    what: 'Other writers kept changing the ledger until time ran out, and nothing was written',
    mend: 'Run this again, and let fewer jobs write at the same moment',
  }),
};

const NETWORK: Entry = {
  code: 'E_LEDGER_NETWORK',
  words: ({ action }) => ({
    what: `The server could not be reached or kept failing while the ledger was ${action === 'read' ? 'read' : 'written'}`,
    mend: 'Look at the network, the proxy settings and the status page of the server, then run this again',
  }),
};

const TABLE: Partial<Record<FailureKind, Entry>> = {
  'lost-race': CONTENTION,
  lock: CONTENTION,
  network: NETWORK,
  'unknown-outcome': NETWORK,
  'server-error': NETWORK,
  certificate: {
    code: 'E_LEDGER_NETWORK',
    words: () => ({
      what: 'The certificate of the server is not trusted',
      mend: 'Name the certificate authority in http.sslCAInfo of your git configuration or in GIT_SSL_CAINFO',
    }),
  },
  protected: {
    code: 'E_LEDGER_PROTECTED',
    words: () => ({
      what: 'A rule of the server refuses to update the ledger branch',
      mend: 'Leave the ledger branch out of the branch protection, ruleset or hook that refuses it, or name another ledger branch',
    }),
  },
  permission: { code: 'E_LEDGER_PERMISSION', words: permissionWords },
  authentication: {
    code: 'E_LEDGER_AUTH',
    words: ({ hasToken }) => ({
      what: hasToken
        ? 'The server does not accept the token'
        : 'The server asks for a token and none was given',
      mend: 'Give a token that is still valid; the one of a GitHub job ends with the job',
    }),
  },
  'not-found': {
    code: 'E_LEDGER_NOT_FOUND',
    words: () => ({
      what: 'There is no such repository, or the token cannot see it',
      mend: 'Check the name of the ledger repository, and that the token may read it',
    }),
  },
  'name-conflict': {
    code: 'E_NAME_INVALID',
    words: () => ({
      what: 'Another branch is in the way of the ledger branch, as `ml` is in the way of `ml/lineage`',
      mend: 'Name another ledger branch',
    }),
  },
  oversize: {
    code: 'E_LEDGER_OVERSIZE',
    words: () => ({
      what: 'The server refuses the record because of its size',
      mend: 'Record less: fewer metric steps, params or pictures',
    }),
  },
};

/** What a user is told of a failure. One that the table does not know is a defect, with all that git said. */
export function explain(failure: Failure, context: FailureContext): Error {
  const entry = TABLE[failure.kind];
  if (entry === undefined) {
    return new Error(`git could not ${context.action} the ledger ${context.where}: ${failure.detail}`);
  }
  const { what, mend } = entry.words(context);
  const said = failure.detail === '' ? '' : ` (git: ${failure.detail})`;
  return new UserError({ code: entry.code, what: `${what}${said}`, where: context.where, mend });
}

function permissionWords({ action, isRemote }: FailureContext): Words {
  if (!isRemote) {
    return {
      what: 'The repository cannot be written',
      mend: 'Give yourself write access to its .git folder',
    };
  }
  if (action === 'read') {
    return {
      what: 'The token may not read the repository',
      mend: 'Give the job `permissions: contents: read`',
    };
  }
  return {
    what: 'The token may not write to the repository',
    mend: 'Give the job `permissions: contents: write` (jobs of pull requests from forks and from Dependabot never have it)',
  };
}
