import { requestView } from '../../commands/promote/request-view.js';
import { syncIssue } from '../../commands/promote/review-issue.js';
import { UserError } from '../../core/errors.js';
import { ruleOfRequest } from '../../core/policy/approval-rules.js';
import type { Policy } from '../../core/policy/policy.js';
import type { RequestState } from '../../core/registry/registry.js';
import type { IssueDone } from '../../github/kept-issue.js';
import { readModel } from '../../ledger/read/records.js';
import { refusal } from '../comment.js';
import type { Host } from '../host.js';

/**
 * Brings the issue of a request to what the ledger says now. Approvals can be given without it, so what goes wrong is a warning.
 * @returns its address; null where there is none
 */
export async function keepIssue(
  host: Host,
  request: RequestState | null,
  policy: Policy,
): Promise<string | null> {
  if (request === null) return null;
  try {
    const view = await host.ledger.view();
    const state = await readModel(view, request.event.model);
    const { serverUrl: server, repository } = host;
    const about = await requestView(request, { view, state }, { server, repository });
    const assignees = assigneesOf(policy, request);
    const done = await syncIssue(about, { client: await host.github(), repository, assignees });
    if (done.done === 'written') {
      for (const login of done.notAssigned) host.log.info(`${login} cannot be assigned to the issue.`);
      return done.url;
    }
    host.log.warning(`${problemOf(done)}. ${instead(request.event.event_id)}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.log.warning(
      `The issue of the request could not be written: ${error.message} ${instead(request.event.event_id)}`,
    );
  }
  return null;
}

function problemOf(done: Exclude<IssueDone, { done: 'written' }>): string {
  return done.done !== 'refused'
    ? 'The repository has no issues, so that the request has none'
    : refusal('The issue of the request could not be written', done);
}

function instead(id: string): string {
  return `It is approved by a workflow with \`approve: ${id}\`.`;
}

/** Accounts that the policy names as approvers, but for who asked. */
function assigneesOf(policy: Policy, { event }: RequestState): string[] {
  const { listed } = ruleOfRequest(policy, event);
  const asked = new Set(event.requesters.map(({ login }) => login.toLowerCase()));
  return (listed ?? []).filter((entry) => !/^(?:role:|@)/.test(entry) && !asked.has(entry.toLowerCase()));
}
