import { UserError } from '../../core/errors.js';
import { parseModelUri } from '../../core/fetch/uri.js';
import type { Policy } from '../../core/policy/policy.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRun } from '../../ledger/read/records.js';
import { Recalled, type RecalledDeps } from '../recalled/recalled.js';
import { recalledError } from '../recalled/recalled-error.js';
import type { Resolved } from './resolve.js';

export interface HeedDeps extends RecalledDeps {
  /** What says whether it is refused, asked where there is a recall. */
  policy(): Promise<Policy>;
  /** RFC 3339: waivers end. */
  now: string;
}

export interface Heeded {
  /** Null where a run is named by its id. */
  uri: string | null;
  allowRecalled: boolean;
}

/**
 * Says what of the files comes from what is recalled. Who asks for a stage or an alias gets what somebody else has chosen, so that the
 * policy may refuse it; whoever names a number or a run has seen what it is.
 * @returns ids of the recalls @throws UserError E_RECALLED
 */
export async function heedRecalls(
  resolved: Resolved,
  { uri, allowRecalled }: Heeded,
  { view, deps }: { view: LedgerView; deps: HeedDeps },
): Promise<string[]> {
  const recalled = new Recalled(view, deps);
  if (await recalled.isEmpty()) return [];
  const run = await readRun(view, resolved.run_id);
  const subject = resolved.model ?? run.experiment;
  const digest = resolved.isModel ? resolved.digest : null;
  const all = await recalled.findings(run, { subject, digest });
  const told = all.filter(({ severity }) => severity !== 'notice');
  const errors = told.filter(({ severity }) => severity === 'error');
  const refused =
    errors.length > 0 && uri !== null && isChosen(uri) && !allowRecalled && (await refuses(deps))
      ? (await recalled.refusals(run, { model: subject, version: resolved.version, digest }, deps)).findings
      : [];
  if (refused.length > 0) throw withWayOut(recalledError(resolved.name, refused));
  for (const { message } of told) deps.log.warning(`${resolved.name}: ${message}.`);
  return errors.map((finding) => finding.subject);
}

function isChosen(uri: string): boolean {
  const parsed = parseModelUri(uri);
  return parsed.kind === 'version' && (parsed.choice.by === 'stage' || parsed.choice.by === 'alias');
}

async function refuses({ policy }: HeedDeps): Promise<boolean> {
  return (await policy()).recall.fetch === 'refuse';
}

function withWayOut(error: UserError): UserError {
  const way = '`allow-recalled: true` (command line: `--allow-recalled`) brings it all the same';
  return new UserError(error.faults.map((fault) => ({ ...fault, mend: `${fault.mend}; ${way}` })));
}
