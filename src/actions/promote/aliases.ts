import * as core from '@actions/core';
import type { PromoteDeps } from '../../commands/promote/deps.js';
import { ALIAS_INPUTS, type AskedAliases } from '../../commands/registry/alias-request.js';
import { changeAliases } from '../../commands/registry/aliases.js';
import type { Changed } from '../../commands/registry/change.js';
import { printable } from '../../core/printable.js';
import { RECALLED_RULE } from '../../core/recall/findings.js';
import { uriOf } from '../../core/registry/version.js';
import { eventPath } from '../../ledger/layout.js';
import { aliasesSummary } from '../../report/promote/aliases-summary.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary } from '../report-error.js';
import { keepIssuesOfRecalls, type Rules } from './recalls.js';

/**
 * Points aliases at a version, or takes them away. What speaks against it is an error.
 * @returns the exit code of the step
 */
export async function aliasesAsked(
  asked: AskedAliases,
  { host, deps, reviewed }: { host: Host; deps: PromoteDeps; reviewed: Rules },
): Promise<number> {
  const rules = async () => deps.policy;
  const { redactor } = host;
  // By its title whoever waits for the run on a laptop tells it from what else a job warns of.
  const title = `E_RECALLED ${RECALLED_RULE}`;
  const warn = (line: string) => core.warning(printable(redactor.text(line)), { title });
  const changed = await changeAliases(asked, {
    ...deps,
    redactor,
    rules,
    warn,
    where: ALIAS_INPUTS,
    isOnce: true,
  });
  await report(host, changed, asked);
  if (!asked.dry_run) await keepIssuesOfRecalls(host, { ...changed, versions: null }, reviewed);
  return 0;
}

async function report(host: Host, { model, version, events, commit }: Changed, asked: AskedAliases) {
  const last = asked.dry_run ? undefined : events.at(-1);
  core.setOutput('state', 'done');
  core.setOutput('version', version ?? '');
  core.setOutput('model-uri', version === null ? '' : uriOf(model, version));
  core.setOutput('event-id', last?.event_id ?? '');
  core.setOutput('findings', '[]');
  core.setOutput('ledger-commit', commit ?? '');
  const url = last === undefined ? null : ledgerUrl(host, eventPath(model, last.event_id), commit);
  const { actor } = host.ci.context;
  await addSummary(aliasesSummary({ model, events, dry_run: asked.dry_run, actor, url }));
}
