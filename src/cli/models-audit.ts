import path from 'node:path';
import { descending } from '../commands/recall/descending.js';
import { audit, requireFree, writeAudit } from '../commands/registry/audit.js';
import { printable } from '../core/printable.js';
import { TOOL_VERSION } from '../core/version.js';
import { addedBy } from '../ledger/verify/added.js';
import { verifyLedger } from '../ledger/verify/verify.js';
import { type CommonOptions, openCliHost } from './host.js';

export type AuditOptions = CommonOptions & { out?: string };

/** `lineage-gate models audit MODEL [--out FOLDER]`. Prints the report, or the folder that has it. */
export async function modelsAudit(model: string, options: AuditOptions): Promise<number> {
  const { ledger, root, cwd, env, now, log } = await openCliHost(options);
  const { out, ledgerBranch: branch } = options;
  const target = out === undefined ? undefined : { path: path.resolve(cwd, out), shown: out };
  if (target !== undefined) await requireFree(target);
  const place = { folder: root, branch, env };
  const made = await audit(model, {
    view: await ledger.view(),
    branch,
    now: new Date(now()).toISOString(),
    tool_version: TOOL_VERSION,
    log,
    verify: () => verifyLedger({ ...place, now: now(), descends: descending(ledger) }),
    addedBy: (paths) => addedBy(place, paths),
  });
  if (target === undefined) process.stdout.write(made.report);
  else {
    await writeAudit(made, target);
    process.stdout.write(`${printable(target.shown)}\n`);
  }
  return 0;
}
