import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { execOk, gitEnvironment, gitTokenEnvironment } from './exec.js';
import { initRepository } from './repository.js';

export interface CheckoutOptions {
  /** Where git fetches from, kept as `origin`. */
  url: string;
  sha: string;
  ref: string;
  token: string;
  /** Check out the branch by name, as actions/checkout does on a push. Default: detached. */
  onBranch?: boolean;
}

/** What actions/checkout leaves: depth 1, one remote ref, and (as with `persist-credentials: false`) no credentials. */
export async function checkOut(workspace: string, options: CheckoutOptions): Promise<void> {
  await mkdir(workspace, { recursive: true });
  const git = (...args: string[]) =>
    execOk('git', args, { cwd: workspace, env: gitEnvironment(gitTokenEnvironment(options.token)) });
  await initRepository(workspace);
  // Written at once, since git takes a process for each.
  await appendFile(
    join(workspace, '.git', 'config'),
    `[remote "origin"]\n\turl = ${options.url}\n\tfetch = +refs/heads/*:refs/remotes/origin/*\n[gc]\n\tauto = 0\n`,
  );
  const branch = /^refs\/heads\/(.+)$/.exec(options.ref)?.[1];
  const local = branch
    ? `refs/remotes/origin/${branch}`
    : options.ref.replace(/^refs\/(?=pull)/, 'refs/remotes/');
  await git('fetch', '-q', '--no-tags', '--depth=1', 'origin', `+${options.sha}:${local}`);
  if (branch && options.onBranch) await git('checkout', '-q', '--force', '-B', branch, local);
  else await git('checkout', '-q', '--force', '--detach', local);
}
