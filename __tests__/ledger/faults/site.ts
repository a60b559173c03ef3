import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import type { GitServer } from '../../support/git-server.js';
import type { Fault } from '../../support/http.js';
import { READ_WRITE } from '../../support/tokens.js';
import type { Order } from './gate.js';
import { type Refs, Repo } from './repo.js';
import type { HttpWrong, Request } from './scenario.js';

/** Where the ledger of one case is. */
export interface Site {
  repo: Repo;
  url: string;
  token?: string;
  /** Lets the next command see refs of a moment ago. */
  showOld(refs: Refs): Promise<Order>;
  /** Spoils a request of the next command. @param onUse called when it is */
  spoil(spoiled: { request: Request; how: HttpWrong }, onUse: () => void): void;
  /** Ends what the last command was shown or spared. */
  reset(): void;
  /** Waits until the server has done all that it was asked. */
  idle(): Promise<void>;
}

/** A repository that git reaches by its path: no server, and so no faults of HTTP. */
export async function pathSite(folder: string, template: string): Promise<Site> {
  const url = join(folder, 'server.git');
  const old = join(folder, 'old.git');
  const repo = await Repo.copy(template, url);
  return {
    repo,
    url,
    async showOld(refs) {
      await repo.showAs(old, refs);
      return { do: 'with', setting: `url.${old}.insteadOf=${url}` };
    },
    spoil() {
      throw new Error('there is no HTTP here');
    },
    reset() {},
    idle: async () => undefined,
  };
}

/** A repository behind a real git server. */
export async function httpSite(
  server: GitServer,
  { name, template }: { name: string; template: string },
): Promise<Site> {
  const { dir } = await server.createRepo(name);
  await cp(template, dir, { recursive: true });
  const repo = new Repo(dir);
  return {
    repo,
    url: server.url(name),
    token: server.tokens.make(READ_WRITE),
    async showOld(refs) {
      const old = `${name}-old`;
      if (!server.has(old)) await server.createRepo(old);
      await repo.showAs(server.repo(old).dir, refs);
      server.fetchesFrom.set(name, old);
      return { do: 'run' };
    },
    spoil({ request: { method, service }, how }, onUse) {
      const match = new RegExp(`^${method} /${name}/.*${service}$`);
      server.failNext({ ...faultOf(how), match, onUse });
    },
    reset() {
      server.fetchesFrom.delete(name);
      server.forgetFaults((fault) => fault.match?.source.includes(`/${name}/`) ?? false);
    },
    idle: () => server.idle(name),
  };
}

function faultOf(wrong: HttpWrong): Fault {
  switch (wrong.how) {
    case 'status': {
      const { status } = wrong;
      const headers = status === 429 || status === 503 ? { headers: { 'retry-after': '1' } } : {};
      return { status, ...headers, applied: wrong.when === 'after' };
    }
    case 'cut':
      return { cut: true, applied: wrong.when === 'after' };
    case 'cut-answer':
      return { cutAnswerAfter: wrong.bytes };
    case 'cut-request':
      return { cutRequestAfter: wrong.bytes };
  }
}
