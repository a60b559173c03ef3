import type { Host } from './host.js';

type Ledger = Pick<Host, 'serverUrl' | 'ledgerRepository' | 'ledgerBranch'>;

/** Where GitHub shows a file of the ledger. @param commit that has it; null for the branch as it is then */
export function ledgerUrl(ledger: Ledger, file: string, commit: string | null): string {
  return addressOf(ledger, 'blob', [commit ?? ledger.ledgerBranch, file]);
}

/** Where GitHub has the bytes of a file of the ledger: it redirects with the reader's own sign-in. */
export function ledgerRawUrl(ledger: Ledger, file: string, commit: string): string {
  return addressOf(ledger, 'raw', [commit, file]);
}

/** Names in the ledger hold `%20` and the like as they are, so that the sign itself has to be encoded. */
function addressOf({ serverUrl, ledgerRepository }: Ledger, what: string, names: readonly string[]): string {
  const parts = names.flatMap((name) => name.split('/').map(encodeURIComponent));
  return [serverUrl, ledgerRepository, what, ...parts].join('/');
}
