import { decisionOf } from '../commands/promote/decision.js';
import { redactReason } from '../commands/promote/redact-reason.js';
import { answerRequest } from '../commands/registry/answer.js';
import { knownFiles } from '../commands/registry/files.js';
import { UserError } from '../core/errors.js';
import type { ApprovalRequestedEvent } from '../core/generated/types.js';
import { type ApprovalRule, approvalRule, clearRule, disownRule } from '../core/policy/approval-rules.js';
import { type Policy, policyDigest } from '../core/policy/policy.js';
import { isExpired } from '../core/registry/fold/requests.js';
import type { RequestState } from '../core/registry/registry.js';
import { deadBecause } from '../core/registry/request.js';
import type { LedgerView } from '../ledger/ledger.js';
import { requireUnhidden } from '../ledger/read/damage.js';
import { type ModelFiles, readModelFiles } from '../ledger/read/model.js';
import { findModels } from '../ledger/read/records.js';
import { requestsOf } from '../ledger/read/requests.js';
import { clearJson, clearRequests, type ListedClear } from './clear-requests.js';
import { tellCleared } from './cleared.js';
import { defaultBranchPolicy } from './committed-policy.js';
import { type CliHost, type CommonOptions, nothingYet, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { tellRepair } from './models-repair.js';
import { depsOf, tell } from './promote.js';
import { minute, textTable } from './tables.js';

export type RequestsOptions = CommonOptions & { model?: string; all?: boolean; json?: boolean };

/** `lineage-gate requests ls`: what waits for approvals. @throws UserError after the list, for what of it cannot be read */
export async function requestsList(options: RequestsOptions): Promise<number> {
  const host = await openCliHost(options);
  const { ledger, now } = host;
  const view = await ledger.view();
  const at = new Date(now()).toISOString();
  const { names, models, faults } = await modelsOf(view, options.model);
  const found = models.map((files) => requestsOf(files, (event) => options.all || !isExpired({ event }, at)));
  const passedOver = found.reduce((sum, one) => sum + one.passedOver, 0);
  if (passedOver > 0)
    host.log.warning(
      `${passedOver} older request(s) to disown records are not shown; \`lineage-gate models history\` names them.`,
    );
  const requests = found
    .flatMap(({ standing }) => standing)
    .map(({ request }) => ({ request, dead: deadBecause(request, at) ?? null }))
    .filter(({ dead }) => options.all || dead === null);
  const lifting =
    options.model === undefined
      ? await clearRequests(view, { all: options.all ?? false, at, log: host.log })
      : { clears: [], faults: [] };
  const { clears } = lifting;
  faults.push(...lifting.faults);
  const policy = requests.length + clears.length === 0 ? null : await policyOf(host, options);
  if (options.json) {
    const answers = requests.map(({ request, dead }) => ({
      ...request,
      dead,
      ...approversIn(policy, request),
    }));
    process.stdout.write(`${jsonText([...answers, ...clears.map((one) => clearJson(one, policy))])}\n`);
  } else if (requests.length + clears.length === 0) {
    process.stdout.write(
      names.length === 0
        ? nothingYet('models', view, options, 'Register one: lineage-gate register MODEL')
        : 'No request waits for approvals.\n',
    );
  } else {
    const rows = [
      ...requests.map((one) => rowOf(one, policy)),
      ...clears.map((one) => clearRow(one, policy)),
    ];
    process.stdout.write(textTable(HEAD, rows));
  }
  if (faults.length > 0) throw new UserError(faults);
  return 0;
}

/** The model that was named, or all of them with the faults of those that cannot be read: they take no other away. */
async function modelsOf(view: LedgerView, named: string | undefined) {
  if (named !== undefined) return { names: [named], models: [await knownFiles(view, named)], faults: [] };
  const { names, faults } = await findModels(view);
  const read = await Promise.all(names.map((name) => unhiddenFiles(view, name).catch(ofUser)));
  const isFault = (one: ModelFiles | UserError): one is UserError => one instanceof UserError;
  return {
    names,
    models: read.flatMap((one) => (isFault(one) ? [] : [one])),
    faults: [...faults, ...read.filter(isFault)].flatMap((error) => error.faults),
  };
}

/** Where events are hidden nobody can tell what waits. */
async function unhiddenFiles(view: LedgerView, name: string): Promise<ModelFiles> {
  const files = await readModelFiles(view, name);
  requireUnhidden(name, files.odd);
  return files;
}

/** What a user has to mend is an answer here. */
function ofUser(error: unknown): UserError {
  if (error instanceof UserError) return error;
  throw error;
}

const HEAD = [
  'REQUEST',
  'MODEL',
  'VERSION',
  'WHAT',
  'ASKED',
  'BY',
  'APPROVALS',
  'APPROVERS',
  'UNTIL',
  'STATE',
];

/** Null where it cannot be read: what waits is told all the same. */
async function policyOf(host: CliHost, options: CommonOptions): Promise<Policy | null> {
  try {
    const policy = await defaultBranchPolicy(host, options);
    await tellOtherPolicy(policy, host);
    return policy;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    host.log.warning(`Who may approve is not known, since the policy cannot be read: ${error.message}`);
    return null;
  }
}

/** What is decided on this machine goes by the policy of the work tree, as all that the command line does. */
async function tellOtherPolicy(listed: Policy, { policy, log }: CliHost): Promise<void> {
  const own = await policy().catch(ofUser);
  if (!(own instanceof UserError) && policyDigest(own) === policyDigest(listed)) return;
  log.warning(
    'The approvers are listed by the policy of origin/HEAD, as the workflow on the server goes by it; `requests approve` here goes by that of the work tree, which is another.',
  );
}

/** Accounts that may approve, as the policy writes them; null: whoever may write. Nothing where that is not known. */
function approversIn(
  policy: Policy | null,
  { event: { model, change } }: RequestState,
): { approvers?: ApprovalRule['listed'] } {
  if (policy === null) return {};
  if (change.type === 'disown') return { approvers: disownRule(policy, model).listed };
  const { to_stage: to, rollback } = change;
  return { approvers: approvalRule(policy, { model, to, rollback }).listed };
}

function rowOf(
  { request, dead }: { request: RequestState; dead: string | null },
  policy: Policy | null,
): string[] {
  const { event, since, approvals } = request;
  const { change } = event;
  return [
    event.event_id,
    event.model,
    String(event.version ?? '–'),
    changeText(change),
    minute(since),
    event.requesters.map(({ login }) => login).join(', '),
    `${approvals.length} of ${event.approvals}`,
    approversText(approversIn(policy, request).approvers),
    minute(event.expires_at),
    dead ?? 'open',
  ];
}

function changeText(change: ApprovalRequestedEvent['change']): string {
  if (change.type === 'disown') return `disown ${change.records.length}`;
  const endpoint = change.endpoint === undefined ? '' : `, endpoint ${change.endpoint}`;
  return `${change.from_stage} → ${change.to_stage}${endpoint}`;
}

function clearRow({ request, dead }: ListedClear, policy: Policy | null): string[] {
  const { event, approvals } = request;
  return [
    ...[event.event_id, '–', '–', `lift recall ${event.recalls.join(', ')}`, minute(event.at)],
    ...[event.requester.login, `${approvals.length} of ${event.approvals}`],
    ...[approversText(policy === null ? undefined : clearRule(policy).listed)],
    ...[event.expires_at === undefined ? '–' : minute(event.expires_at), dead ?? 'open'],
  ];
}

function approversText(approvers: ApprovalRule['listed'] | undefined): string {
  if (approvers === undefined) return '?';
  return approvers === null ? 'anyone with write' : approvers.join(', ');
}

export type DecideOptions = CommonOptions & { reason?: string; dryRun?: boolean; json?: boolean };

/** `lineage-gate requests approve|reject|cancel ID` */
export async function requestsDecide(
  kind: 'approve' | 'reject' | 'cancel',
  id: string,
  options: DecideOptions,
): Promise<number> {
  const host = await openCliHost(options);
  const none = { approve: '', reject: '', cancel: '', model: '', version: '', stage: '' };
  const asked = decisionOf({
    ...none,
    [kind]: id,
    reason: options.reason ?? '',
    dryRun: options.dryRun ?? false,
  });
  if (asked === null) throw new Error('a decision names a request');
  const decision = redactReason(asked, host);
  const deps = await depsOf(host);
  const person = { login: deps.facts.actor ?? 'unknown', id: null, type: null };
  const deciders = async () => [{ person, evidence: { via: 'local' as const } }];
  const { about, result } = await answerRequest(decision, { ...deps, deciders });
  switch (about) {
    case 'move':
      return tell(result, { host, options });
    case 'repair':
      return tellRepair(result, { host, options });
    case 'clear':
      return tellCleared(result, { host, options });
  }
}
