import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import type { Log } from '../core/log.js';
import type { Environment } from '../ledger/git/environment.js';
import { Git } from '../ledger/git/git.js';
import { type DayCache, openDayCache } from '../ledger/index/day-cache.js';
import { KeptTexts, type KeptTextsOptions } from '../ledger/index/kept-texts.js';
import type { Kept } from '../ledger/ledger.js';

/** What the command line has read of the ledger, kept in the repository's own folder: no work tree shows it, no push takes it along. */
export async function openReadCache(host: Place): Promise<DayCache> {
  return openDayCache(await placeOf(host));
}

/** The same of what a server shows, in each form in a folder of its own. */
export async function openServeCache(host: Place): Promise<(form: string) => KeptTexts> {
  const { folder, ...rest } = await placeOf(host);
  return (form) => new KeptTexts({ folder: join(folder, form), ...rest });
}

/** What views make of the ledger's folders, in the same place, which is looked for where there is something to keep. */
export function keptIn(place: Place): (form: string) => Kept {
  let opened: Promise<(form: string) => KeptTexts> | undefined;
  return (form) => {
    const texts = async () => {
      opened ??= openServeCache(place);
      return (await opened)(form);
    };
    return {
      names: async () => (await texts()).names(),
      read: async (name) => (await texts()).read(name),
      keep: async (name, parts) => (await texts()).keep(name, parts),
      tidy: async (needed) => (await texts()).tidy(needed),
    };
  };
}

interface Place {
  root: string;
  env: Environment;
  log: Log;
}

async function placeOf({ root, env, log }: Place): Promise<KeptTextsOptions> {
  const answer = await new Git({ folder: root, env }).ok(['rev-parse', '--git-common-dir']);
  const common = resolve(root, answer.toString('utf8').replace(/\n$/, ''));
  const unique = () => `${process.pid}-${randomBytes(4).toString('hex')}`;
  return { folder: join(common, 'lineage-gate', 'cache'), unique, log };
}
