import { type PromoteResult, promote } from '../commands/promote/promote.js';
import { redactReason } from '../commands/promote/redact-reason.js';
import { promoteRequestOf } from '../commands/promote/request.js';
import { printable } from '../core/printable.js';
import { type CommonOptions, openCliHost } from './host.js';
import { refusal } from './refusal.js';
import { sourcesOf } from './sources.js';

export interface PromoteOptions extends CommonOptions {
  reason?: string;
  archiveExisting?: boolean;
  endpoint?: string;
  dryRun?: boolean;
  json?: boolean;
}

/** `lineage-gate promote MODEL VERSION STAGE`. @returns 1 when the policy refuses */
export async function promoteCommand(
  [model, version, stage]: readonly [string, string, string],
  options: PromoteOptions,
): Promise<number> {
  const host = await openCliHost(options);
  const asked = promoteRequestOf({
    ...{ model, version, stage },
    reason: options.reason ?? '',
    archiveExisting: options.archiveExisting ?? null,
    endpoint: options.endpoint ?? '',
    dryRun: options.dryRun ?? false,
  });
  const request = redactReason(asked, host);
  const { context } = await host.ci();
  const { actor, triggering_actor, ci_run_url } = context;
  const facts = { at: new Date(host.now()).toISOString(), actor, ci_run_url, newId: host.newId };
  const policy = await host.policy();
  const deps = { ...host, policy, facts, triggering_actor, job: null, sources: sourcesOf(host) };
  const result = await promote(request, deps);
  if (options.json) process.stdout.write(`${JSON.stringify(answerOf(result), undefined, 2)}\n`);
  if (result.state === 'refused')
    throw refusal(result.judgement.findings, `${model} version ${result.version.version}`, host.log);
  if (!options.json) process.stdout.write(`${lineOf(result, request.dry_run)}\n`);
  return 0;
}

function answerOf({ state, version, from, to, archived, judgement, ...written }: PromoteResult) {
  const { event, endpoint, commit } = written;
  const { findings, waived } = judgement;
  const { model } = version;
  return {
    ...{ state, model, version: version.version, from, to, archived, findings, waived },
    ...{ event, endpoint, commit },
  };
}

function lineOf({ version: { model, version }, ...move }: PromoteResult, isDry: boolean): string {
  const { from, to, archived, is_there, endpoint } = move;
  const others = archived.length === 0 ? '' : `; archived: ${archived.join(', ')}`;
  const where = endpoint === null ? '' : `; serves at ${printable(endpoint.name)}`;
  if (is_there) return `${model} version ${version} is in ${to} already${where}.`;
  return isDry
    ? `${model} version ${version} would move from ${from} to ${to}${others}${where}. Nothing was written.`
    : `${model} version ${version}: ${from} → ${to}${others}${where}`;
}
