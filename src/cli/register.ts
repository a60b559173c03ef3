import { register } from '../commands/register.js';
import { registerRequestOf } from '../commands/register-request.js';
import { UserError } from '../core/errors.js';
import { findRunPrefix, listRuns } from '../ledger/records.js';
import { type CliHost, type CommonOptions, lines, openCliHost } from './host.js';

export interface RegisterOptions extends CommonOptions {
  run?: string;
  modelPath?: string;
  description?: string;
  alias?: string[];
  tag?: string[];
  json?: boolean;
}

/** `lineage-gate register MODEL`. @returns 1 when the policy refuses */
export async function registerCommand(model: string, options: RegisterOptions): Promise<number> {
  const host = await openCliHost(options);
  const asked = await registerRequestOf({
    model,
    runId: await runOf(host, options.run),
    modelPath: options.modelPath ?? '',
    description: options.description ?? '',
    aliases: lines(options.alias),
    tags: lines(options.tag),
  });
  const request = host.redactor.data(asked);
  const ci = await host.ci();
  const result = await register(request, {
    ...host,
    policy: await host.policy(),
    facts: {
      at: new Date(host.now()).toISOString(),
      actor: ci.context.actor,
      ci_run_url: ci.context.ci_run_url,
      newId: host.newId,
    },
  });
  if (options.json) {
    const answer = result.verdict === 'pass' ? result.registration.version : { findings: result.findings };
    process.stdout.write(`${JSON.stringify({ verdict: result.verdict, ...answer }, undefined, 2)}\n`);
  }
  if (result.verdict === 'pass') {
    if (!options.json)
      process.stdout.write(`models:/${request.model}/${result.registration.version.version}\n`);
    return 0;
  }
  throw new UserError(
    result.findings.map((finding) => ({
      code: 'E_LINEAGE_MISSING',
      what: finding.message,
      where: `${finding.rule}, run ${request.run_id}`,
      mend: finding.mend,
    })),
  );
}

/** The run that is meant: by id or its beginning, or else the newest of this repository. */
async function runOf(host: CliHost, wanted: string | undefined): Promise<string> {
  const view = await host.ledger.view();
  if (wanted !== undefined) return findRunPrefix(view, wanted);
  const [newest] = await listRuns(view, { limit: 1 });
  if (newest !== undefined) return newest.run_id;
  throw new UserError({
    code: 'E_RUN_NOT_FOUND',
    what: 'There are no runs yet',
    where: 'ledger',
    mend: 'Record one with `lineage-gate track -- COMMAND`',
  });
}
