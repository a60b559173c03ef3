import { repositoryRules } from '../commands/confirm/rules.js';
import { findRecall } from '../commands/recall/one-recall.js';
import { refreshIssues } from '../commands/recall/refresh.js';
import { recallAsker } from '../commands/recalled/ask.js';
import { UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import type { GitHubClient } from '../github/client.js';
import { ownLogin } from '../github/own-login.js';
import { askDepsIf } from './ask-events.js';
import type { CommonOptions } from './host.js';
import { requireThere } from './recalls.js';
import { openRemote, type Remote } from './remote.js';
import { openGitHub } from './sources.js';
import { requireToken } from './token.js';

export interface RecallsRefreshOptions extends CommonOptions {
  repository?: string;
}

/** `lineage-gate recalls refresh [ID…]`: of the server's ledger, since its issues are the server's. @returns 1 where one could not be written */
export async function recallsRefresh(
  ids: readonly string[],
  options: RecallsRefreshOptions,
): Promise<number> {
  const remote = await openRemote({ ...options, remote: true });
  const { place, env, root, log, ledger } = remote;
  const token = await requireToken(place, 'Writing issues', { env, root });
  const client = await openGitHub(place, token, log);
  const deps = await askDepsIf(remote, options, { option: 'refresh', isGiven: true });
  const ask = deps === null ? undefined : recallAsker(deps());
  // The issues are those of the workflows' account: one of a person would be a second one.
  const opens = /\[bot\]$/.test((await ownLogin(client)) ?? '');
  const view = await ledger.view();
  requireThere(view, { ...options, remote: true });
  const meant = await Promise.all(ids.map((id) => findRecall(view, id)));
  const done = await refreshIssues(ids.length === 0 ? null : meant.map(({ event_id }) => event_id), {
    client,
    opens,
    log,
    view,
    ask,
    passing: await passingOf(client, remote, options),
    server: place.serverUrl,
    repository: `${place.owner}/${place.repo}`,
  });
  if (done.length === 0) process.stdout.write('Nothing is recalled.\n');
  let code = 0;
  for (const { recall, issue } of done) {
    if (issue.done === 'written') process.stdout.write(`${recall.event_id}  ${printable(issue.url)}\n`);
    else if (issue.done === 'none')
      process.stdout.write(`${recall.event_id}  has no issue of this account, and none is opened\n`);
    else {
      const why = issue.done === 'gone' ? 'the repository has no issues' : issue.fault.what;
      log.warning(`The issue of recall ${recall.event_id} could not be written: ${printable(why)}.`);
      code = 1;
    }
  }
  return code;
}

/** What the policy of the server's default branch lets pass; without it the issues say nothing of waivers. */
async function passingOf(
  client: GitHubClient,
  { place: { owner, repo }, log }: Remote,
  { policy: path }: RecallsRefreshOptions,
) {
  try {
    const { policy } = await repositoryRules(client, { owner, repo, path });
    return { policy, now: new Date().toISOString() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warning(
      `Waivers are not in the issues, since the policy cannot be read: ${printable(error.message)}`,
    );
    return undefined;
  }
}
