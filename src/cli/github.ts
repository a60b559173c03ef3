import { type Fault, UserError } from '../core/errors.js';
import { TOOL_VERSION } from '../core/version.js';
import type { GitHubClient } from '../github/client.js';
import type { CliHost } from './host.js';

/** `https://github.com`, or the server of the job. */
export function serverOf(env: NodeJS.ProcessEnv): string {
  return (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
}

/** A client with the token of the environment. @param why what cannot be done without one */
export async function openGitHub(
  { env, log }: Pick<CliHost, 'env' | 'log'>,
  why: Pick<Fault, 'what' | 'mend'>,
): Promise<GitHubClient> {
  const token = env['GH_TOKEN'] || env['GITHUB_TOKEN'] || '';
  if (token === '') throw new UserError({ code: 'E_INPUT_MISSING', where: 'environment GH_TOKEN', ...why });
  const { createGitHub } = await import('../github/client.js');
  const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
  return createGitHub({ token, apiUrl, log, userAgent: `lineage-gate/${TOOL_VERSION}` });
}
