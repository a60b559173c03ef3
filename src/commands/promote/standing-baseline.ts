import { UserError } from '../../core/errors.js';
import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Baseline } from '../../core/judgement.js';
import { BASELINE_RECALLED } from '../../core/recall/findings.js';
import { distrust } from '../../core/trust.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import type { Recalled } from '../recalled/recalled.js';
import type { Compared } from './move.js';

/**
 * What a move is compared with: what the stage holds or held last, or the newest of those before that does not come from what is
 * recalled.
 * @returns why there is none, the end of a sentence; null for a reason that needs no words
 */
export async function standingBaseline(
  to: string,
  { version, isThere, before: heldBefore }: Compared,
  { run, view, recalled }: { run: RunRecord; view: LedgerView; recalled: Recalled },
): Promise<Baseline | string | null> {
  // What is only claimed is nothing to compare with.
  if (version === null || distrust(run) !== null) return null;
  const its = `version ${version.version} of \`${version.model}\`, which ${isThere ? `is in ${to}` : `${to} held last`}`;
  if (!(await isRecalled(version, run, recalled))) return baselineOf(version, run, its);
  for (const before of heldBefore()) {
    const older = await soundRunOf(before, view);
    if (older === null || distrust(older) !== null || (await isRecalled(before, older, recalled))) continue;
    const held = `version ${before.version} of \`${before.model}\`, which ${to} held before`;
    return baselineOf(
      before,
      older,
      `${held}: version ${version.version}, which ${isThere ? 'is there' : 'it held last'}, is recalled`,
    );
  }
  return `${BASELINE_RECALLED}: ${its}, comes from what is recalled, and so does what it held before`;
}

async function isRecalled(
  { manifest, tags }: ModelVersion,
  run: RunRecord,
  recalled: Recalled,
): Promise<boolean> {
  return (await recalled.refuses({ ...run, tags }, manifest.digest)).length > 0;
}

/** Null for a run that cannot be read: an older one is as good. */
async function soundRunOf(version: ModelVersion, view: LedgerView): Promise<RunRecord | null> {
  try {
    return (await readRunsOf(view, [version]))[0] ?? null;
  } catch (error) {
    if (error instanceof UserError && error.has('E_LEDGER_RECORD_INVALID')) return null;
    throw error;
  }
}

function baselineOf(version: ModelVersion, run: RunRecord, reason: string): Baseline {
  return {
    kind: 'production',
    runs: [run],
    model: { name: version.model, version: version.version },
    reason,
    commit: run.inputs.code?.commit ?? null,
    pull_request: run.context.pull_request?.number ?? null,
  };
}
