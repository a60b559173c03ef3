import type { GitConfig } from './environment.js';

/** Name that no user's configuration has settings for. */
export const REMOTE = 'lineage-ledger';
export const FETCH = ['fetch', '--quiet', '--no-tags', '--recurse-submodules=no'];
/** Trees down to years, models and what `index/` has copies of, and no contents: of 100,000 runs the folders of all days have 3 MB. */
export const THIN = ['--depth=1', '--filter=tree:3'];
/** The newest commits without their trees: so many writers are not done while one asks for its own. */
export const HISTORY = ['--depth=200', '--filter=tree:0'];
/** By what is brought. Most records have less, most pictures and training curves more; a larger record comes when it is read. */
export const FILTERS = { folders: '--filter=blob:none', records: '--filter=blob:limit=32k' };
export const PUSH = ['push', '--porcelain', '--no-verify', '--no-recurse-submodules'];
export const PROMISOR: GitConfig = [
  [`remote.${REMOTE}.promisor`, 'true'],
  [`remote.${REMOTE}.partialCloneFilter`, 'blob:none'],
];
/** Telling the server what is here costs a request and saves nothing where so little is asked for. */
export const NO_NEGOTIATION: GitConfig = [['fetch.negotiationAlgorithm', 'noop']];
