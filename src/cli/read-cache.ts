import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { Git } from '../ledger/git/git.js';
import { type DayCache, openDayCache } from '../ledger/index/day-cache.js';
import type { CliHost } from './host.js';

/** What the command line has read of the ledger, kept in the repository's own folder: no work tree shows it, no push takes it along. */
export async function openReadCache({
  root,
  env,
  log,
}: Pick<CliHost, 'root' | 'env' | 'log'>): Promise<DayCache> {
  const answer = await new Git({ folder: root, env }).ok(['rev-parse', '--git-common-dir']);
  const common = resolve(root, answer.toString('utf8').replace(/\n$/, ''));
  const unique = () => `${process.pid}-${randomBytes(4).toString('hex')}`;
  return openDayCache({ folder: join(common, 'lineage-gate', 'cache'), unique, log });
}
