import { type PromoteResult, promote } from '../commands/promote/promote.js';
import { redactReason } from '../commands/promote/redact-reason.js';
import { promoteRequestOf } from '../commands/promote/request.js';
import { howToFetch } from '../core/fetch/how-to.js';
import { openCliHost } from './host.js';
import type { PromoteRemoteOptions } from './promote-remote.js';
import { refusal } from './refusal.js';
import { requireRemote } from './remote.js';
import { sourcesOf } from './sources.js';

export interface PromoteOptions extends PromoteRemoteOptions {
  reason?: string;
  archiveExisting?: boolean;
  dryRun?: boolean;
}

/** `lineage-gate promote MODEL VERSION STAGE`. @returns 1 when the policy refuses */
export async function promoteCommand(
  [model, version, stage]: readonly [string, string, string],
  options: PromoteOptions,
): Promise<number> {
  requireRemote(options, {
    '--repository': options.repository !== undefined,
    '--workflow': options.workflow !== undefined,
    '--ref': options.ref !== undefined,
    '--no-wait': options.wait === false,
  });
  const texts = {
    ...{ model, version, stage },
    reason: options.reason ?? '',
    archiveExisting: options.archiveExisting ?? null,
    dryRun: options.dryRun ?? false,
  };
  if (options.remote === true)
    return (await import('./promote-remote.js')).promoteOnServer(promoteRequestOf(texts), options);
  const host = await openCliHost(options);
  const asked = promoteRequestOf(texts);
  const request = redactReason(asked, host);
  const { context } = await host.ci();
  const { actor, triggering_actor, ci_run_url } = context;
  const facts = { at: new Date(host.now()).toISOString(), actor, ci_run_url, newId: host.newId };
  const policy = await host.policy();
  const deps = { ...host, policy, facts, triggering_actor, job: null, sources: await sourcesOf(host) };
  const result = await promote(request, deps);
  if (options.json) process.stdout.write(`${JSON.stringify(answerOf(result), undefined, 2)}\n`);
  if (result.state === 'refused')
    throw refusal(result.judgement.findings, `${model} version ${result.version.version}`, host.log);
  if (!options.json) process.stdout.write(`${lineOf(result, request.dry_run)}\n`);
  if (!request.dry_run)
    host.log.info(`Get its files with: ${howToFetch(result.version, { stage: result.to })}`);
  return 0;
}

function answerOf({ state, version, from, to, archived, judgement, event, commit }: PromoteResult) {
  const { findings, waived } = judgement;
  const { model } = version;
  return { state, model, version: version.version, from, to, archived, findings, waived, event, commit };
}

function lineOf({ version: { model, version }, ...move }: PromoteResult, isDry: boolean): string {
  const { from, to, archived, is_there } = move;
  const others = archived.length === 0 ? '' : `; archived: ${archived.join(', ')}`;
  if (is_there) return `${model} version ${version} is in ${to} already.`;
  return isDry
    ? `${model} version ${version} would move from ${from} to ${to}${others}. Nothing was written.`
    : `${model} version ${version}: ${from} → ${to}${others}`;
}
