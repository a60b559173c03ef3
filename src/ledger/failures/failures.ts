import type { ErrorCode } from '../../core/error-codes.js';
import { type Fault, UserError } from '../../core/errors.js';
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

const PROTECTED: Entry = {
  code: 'E_LEDGER_PROTECTED',
  words: () => ({
    what: 'A rule of the server refuses to update the ledger branch',
    mend: 'Where only an App may write to the ledger, train with `record: evidence` and give the other steps the token of the App (docs/set-ups.md); else leave the ledger branch out of the branch protection, ruleset or hook that refuses it, or name another ledger branch',
  }),
};

const UNSUPPORTED: Entry = {
  code: 'E_LEDGER_UNSUPPORTED',
  words: () => ({
    what: 'The git of the server cannot do what the ledger needs',
    mend: 'Update the git of the server, or keep the ledger in a repository on another one',
  }),
};

/** All kinds but `other`, which is a defect: every kind that can end a command has a mend. */
const TABLE: Readonly<Record<Exclude<FailureKind, 'other'>, Entry>> = {
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
  proxy: {
    code: 'E_LEDGER_NETWORK',
    words: () => ({
      what: 'A proxy on the way to the server refuses the connection',
      mend: 'Let the proxy through to the server, or mend its address and password in HTTPS_PROXY or in http.proxy of your git configuration',
    }),
  },
  protected: PROTECTED,
  'ref-refused': PROTECTED,
  secret: {
    code: 'E_LEDGER_PROTECTED',
    words: () => ({
      what: 'The server found a secret in the record and refuses it',
      mend: 'Keep the secret out of params, tags, the command line and what it prints, replace it, and run this again',
    }),
  },
  permission: { code: 'E_LEDGER_PERMISSION', words: permissionWords },
  organisation: {
    code: 'E_LEDGER_PERMISSION',
    words: () => ({
      what: 'The organisation of the repository does not let this token or this machine in',
      mend: 'Authorise the token for the single sign-on of the organisation, or run on a machine whose address is on its IP allow list',
    }),
  },
  unavailable: {
    code: 'E_LEDGER_PERMISSION',
    words: () => ({
      what: 'The repository is archived, disabled or blocked',
      mend: 'Unarchive the repository, ask its owner, or name another ledger repository',
    }),
  },
  'server-storage': {
    code: 'E_LEDGER_PERMISSION',
    words: () => ({
      what: 'The git of the server may not write to the files of the repository',
      mend: 'Give the account that serves git write access to the folder of the repository',
    }),
  },
  refused: {
    code: 'E_LEDGER_PERMISSION',
    words: () => ({
      what: 'The server refuses the request',
      mend: 'Do what the words of the server say, or ask those who run it',
    }),
  },
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
  'no-git-server': {
    code: 'E_LEDGER_NOT_FOUND',
    words: () => ({
      what: 'What answers at the address of the ledger repository is no git server',
      mend: 'Check the address of the repository, and whether a proxy or a sign-in page stands in front of it',
    }),
  },
  'no-branch': {
    code: 'E_LEDGER_NOT_FOUND',
    words: () => ({
      what: 'There is no such ledger branch',
      mend: 'Check the name of the ledger branch; the first record makes it',
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
  'disk-full': { code: 'E_LEDGER_DISK_FULL', words: diskWords },
  unsupported: UNSUPPORTED,
  'no-atomic': UNSUPPORTED,
};

/** What a user is told of a failure. One that the table does not know is a defect, with all that git said. */
export function explain(failure: Failure, context: FailureContext): Error {
  if (failure.kind === 'other') {
    return new Error(`git could not ${context.action} the ledger ${context.where}: ${failure.detail}`);
  }
  const entry = TABLE[failure.kind];
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
    mend: 'Give the job `permissions: contents: write` (jobs of pull requests from forks and from Dependabot never have it), or let a training that shall not write hand its run over: `record: evidence`',
  };
}

function diskWords({ isRemote }: FailureContext): Words {
  return isRemote
    ? {
        what: 'The disk of the temporary folder is full',
        mend: 'Free space there, or raise the limit on the size of files (ulimit -f); outside of a job, name a folder on a larger disk in TMPDIR (TEMP on Windows)',
      }
    : {
        what: 'The disk of the repository is full',
        mend: 'Free space on the disk of the repository, or raise the limit on the size of files (ulimit -f), and run this again',
      };
}
