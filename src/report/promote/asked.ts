import type { RequestState } from '../../core/registry/registry.js';
import { code, escapeText, link } from '../markdown.js';

/** Who asked for something, and how far it is. */
export interface AskedView {
  state: 'done' | 'pending-approval' | 'refused' | 'rejected' | 'cancelled';
  reason: string | null;
  /** What waits for approvals, or was decided, and the address of its issue. */
  request: RequestState | null;
  issue: string | null;
  asked_already?: true;
  actor: string | null;
}

/** Of somebody who asks for what another has asked for. */
export const NOT_KEPT = 'What was said this time is not recorded: the request keeps its own reason.';

/** Who asked, and why; of a request also who decided about it. */
export function asked({ actor, reason, request, state, asked_already }: AskedView): string {
  if (request === null || (state === 'pending-approval' && asked_already === undefined))
    return said('Asked', actor, reason);
  const { event, approvals, ended } = request;
  const asking = event.requesters.map(({ login }) => login).join(', ');
  if (state === 'pending-approval') {
    const already = said(`Was asked for already at ${escapeText(event.at)}`, asking, event.reason);
    return reason === null || reason === event.reason ? already : `${already}\n\n${NOT_KEPT}`;
  }
  const decided = approvals.map((one) => said('Approved', one.person.login, one.reason));
  if (ended?.type === 'rejected') decided.push(said('Rejected', ended.person.login, ended.reason));
  return [said('Asked', asking, event.reason), ...decided].join('\n\n');
}

function said(did: string, by: string | null, why: string | null): string {
  const who = by === null ? '' : `${did} by ${code(by)}`;
  return [who, why === null ? '' : escapeText(why)].filter((part) => part !== '').join(': ');
}

/** How far a request is. */
export function standing({ request, issue, state }: AskedView): string {
  if (request === null || state !== 'pending-approval') return '';
  const { event, approvals } = request;
  const id = link(code(event.event_id), issue);
  return `Request ${id}: ${approvals.length} of ${event.approvals} approval(s), until ${escapeText(event.expires_at)}.`;
}
