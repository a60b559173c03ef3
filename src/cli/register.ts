import { redactRequest } from '../commands/register/redact-request.js';
import { register } from '../commands/register/register.js';
import { registerRequestOf } from '../commands/register/request.js';
import { UserError } from '../core/errors.js';
import { findRun } from '../ledger/find-run.js';
import { findRuns } from '../ledger/index/find-runs.js';
import { readRun } from '../ledger/read/records.js';
import { registerLeft } from './held.js';
import { type CliHost, type CommonOptions, lines, openCliHost } from './host.js';
import { jsonText } from './json.js';
import { refusal } from './refusal.js';

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
  await registerLeft(host);
  const asked = await registerRequestOf({
    model,
    runId: await runOf(host, options.run),
    modelPath: options.modelPath ?? '',
    description: options.description ?? '',
    aliases: lines(options.alias),
    tags: lines(options.tag),
  });
  const request = redactRequest(asked, host);
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
    const { verdict, waived } = result;
    const answer =
      verdict === 'pass'
        ? { ...result.registration.version, same_weights_as: result.registration.same_content_as }
        : { findings: result.findings, waived };
    process.stdout.write(`${jsonText({ verdict, ...answer })}\n`);
  }
  if (result.verdict === 'pass') {
    if (!options.json)
      process.stdout.write(`models:/${request.model}/${result.registration.version.version}\n`);
    return 0;
  }
  throw refusal(result.findings, `run ${request.run_id}`, host.log);
}

/** The run that is meant: by id or its beginning, or else the newest of this repository. */
async function runOf(host: CliHost, wanted: string | undefined): Promise<string> {
  const view = await host.ledger.view();
  if (wanted !== undefined) return findRun(view, wanted);
  const [last] = await findRuns(view, { limit: 1 });
  // Of the runs that a command made with MLflow, its own is the one that is judged.
  const command = last?.context.command_run;
  const newest = command === undefined ? last : await readRun(view, command);
  if (newest !== undefined) {
    const models = newest.outputs.models.map(({ path }) => path).join(', ') || 'no model';
    host.log.info(
      `The newest run is ${newest.run_id} of ${newest.experiment} (${models}); --run names another.`,
    );
    if (Date.parse(newest.started_at) > host.now())
      host.log.warning(`It began at ${newest.started_at}, which is in the future: a clock was wrong.`);
    return newest.run_id;
  }
  throw new UserError({
    code: 'E_RUN_NOT_FOUND',
    what: 'There are no runs yet',
    where: 'ledger',
    mend: 'Record one with `lineage-gate track -- COMMAND`',
  });
}
