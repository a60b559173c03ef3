import type { PromoteDeps, PromoteResult } from '../commands/promote/deps.js';
import { LOCAL_PEOPLE } from '../commands/promote/people.js';
import { promote } from '../commands/promote/promote.js';
import { redactReason } from '../commands/promote/redact-reason.js';
import { type PromoteTexts, promoteRequestOf } from '../commands/promote/request.js';
import { howToFetch } from '../core/fetch/how-to.js';
import { pushCommand } from '../core/ledger-commands.js';
import { waivedText } from '../core/policy/waivers.js';
import { printable, quoted } from '../core/printable.js';
import { tellRemarks } from '../core/remarks.js';
import { askedAlready } from './asked-already.js';
import { type CliHost, type CommonOptions, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { factsOf } from './models-change.js';
import { hasServer } from './place.js';
import type { PromoteRemoteOptions } from './promote-remote.js';
import { refusal } from './refusal.js';
import { ofRemote, requireRemote } from './remote.js';
import { sourcesOf } from './sources.js';

export interface PromoteOptions extends PromoteRemoteOptions {
  reason?: string;
  archiveExisting?: boolean;
  override?: boolean;
  endpoint?: string;
  dryRun?: boolean;
}

/** `lineage-gate promote MODEL VERSION STAGE`. @returns 1 when the policy refuses */
export async function promoteCommand(
  [model, version, stage]: readonly [string, string, string],
  options: PromoteOptions,
): Promise<number> {
  requireRemote(options, ofRemote(options));
  return move({ model, version, stage, rollback: false }, options);
}

/** `lineage-gate rollback MODEL STAGE`. @returns 1 when the policy refuses */
export async function rollbackCommand(
  [model, stage]: readonly [string, string],
  options: PromoteOptions,
): Promise<number> {
  return move({ model, version: '', stage, rollback: true }, options);
}

async function move(
  what: Pick<PromoteTexts, 'model' | 'version' | 'stage' | 'rollback'>,
  options: PromoteOptions,
): Promise<number> {
  const texts = {
    ...what,
    reason: options.reason ?? '',
    archiveExisting: options.archiveExisting ?? null,
    override: options.override ?? false,
    endpoint: options.endpoint ?? '',
    dryRun: options.dryRun ?? false,
  };
  if (options.remote === true)
    return (await import('./promote-remote.js')).promoteOnServer(promoteRequestOf(texts), options);
  const host = await openCliHost(options);
  const asked = promoteRequestOf(texts);
  const request = redactReason(asked, host);
  return tell(await promote(request, await depsOf(host)), { host, options });
}

/** What a promotion on a laptop is made with. */
export async function depsOf(host: Awaited<ReturnType<typeof openCliHost>>): Promise<PromoteDeps> {
  const facts = await factsOf(host);
  const { triggering_actor } = (await host.ci()).context;
  const policy = await host.policy();
  return {
    ...host,
    policy,
    facts,
    triggering_actor,
    job: null,
    people: LOCAL_PEOPLE,
    sources: await sourcesOf(host),
  };
}

/** Prints what was done. @throws UserError with the findings of a refusal */
export async function tell(
  result: PromoteResult,
  {
    host,
    options,
  }: { host: CliHost; options: CommonOptions & { json?: boolean; dryRun?: boolean; reason?: string } },
): Promise<number> {
  if (options.json) process.stdout.write(`${jsonText(answerOf(result))}\n`);
  const { model, version } = result.version;
  if (result.state === 'refused')
    throw refusal(result.judgement.findings, `${model} version ${version}`, host.log);
  const { findings, waived } = result.judgement;
  tellRemarks(findings, host.log);
  for (const one of waived) host.log.warning(`${waivedText(one)}.`);
  if (!options.json)
    process.stdout.write(
      `${lineOf(result, options.dryRun ?? false)}\n${askedAlready(result, options.reason)}`,
    );
  if (result.state === 'done' && options.dryRun !== true)
    host.log.info(`Get its files with: ${howToFetch(result.version, { stage: result.to })}`);
  if (result.state === 'pending-approval' && options.dryRun !== true) await tellApprovers(host, options);
  return 0;
}

/** A request of a laptop has no issue, and GitHub knows of no workflow run that made it. */
async function tellApprovers(host: CliHost, { ledgerBranch }: CommonOptions): Promise<void> {
  host.log.info(
    `It is on the branch ${quoted(ledgerBranch)} of this clone and has no issue. Who may approve it fetches that branch, finds it with \`lineage-gate requests ls\`, and approves it with the command above.`,
  );
  if (!(await hasServer(host))) return;
  host.log.info(
    `They get it once you have run \`${pushCommand(ledgerBranch)}\`. GitHub confirms neither this request nor its approvals: for an issue, and for what counts there, promote by the workflow (\`lineage-gate promote … --remote\`).`,
  );
}

function answerOf({ state, version, from, to, archived, judgement, request, ...written }: PromoteResult) {
  const { findings, waived } = judgement;
  const { model } = version;
  const { events, endpoint, commit } = written;
  const event = events.at(-1) ?? null;
  const waiting = request?.event.event_id ?? null;
  return {
    state,
    model,
    version: version.version,
    from,
    to,
    archived,
    findings,
    waived,
    request: waiting,
    event,
    endpoint,
    commit,
  };
}

function lineOf({ version: { model, version }, ...move }: PromoteResult, isDry: boolean): string {
  const { from, to, archived, is_there, state, request, endpoint } = move;
  const others = archived.length === 0 ? '' : `; archived: ${archived.join(', ')}`;
  const where = endpoint === null ? '' : `; serves at ${printable(endpoint.name)}`;
  const id = request?.event.event_id ?? '';
  if (isDry && (state === 'rejected' || state === 'cancelled'))
    return `Request ${id} would be ${state}. Nothing was written.`;
  if (isDry && state === 'pending-approval')
    return `${model} version ${version} would wait for approvals. Nothing was written.`;
  if (state === 'rejected' || state === 'cancelled')
    return `Request ${id} is ${state}; ${model} version ${version} stays in ${from}.`;
  if (state === 'pending-approval') {
    if (request === null) return '';
    const { approvals, expires_at } = request.event;
    return `${model} version ${version} waits for approvals to go to ${to}: ${request.approvals.length} of ${approvals}, until ${expires_at}.\nApprove it: lineage-gate requests approve ${id}`;
  }
  if (is_there) return `${model} version ${version} is in ${to} already${where}.`;
  return isDry
    ? `${model} version ${version} would move from ${from} to ${to}${others}${where}. Nothing was written.`
    : `${model} version ${version}: ${from} → ${to}${others}${where}`;
}
