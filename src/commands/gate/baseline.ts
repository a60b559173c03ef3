import type { ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Baseline, NoBaseline } from '../../core/judgement.js';
import { idOfRecall } from '../../core/recall/findings.js';
import { versionInStage } from '../../core/registry/registry.js';
import { rollbackVersions } from '../../core/registry/rollback.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { type BranchBaselines, branchBaselines } from './branch-baseline.js';
import { factsOf } from './branch-reason.js';
import { modelInProduction } from './in-production.js';
import { once } from './once.js';
import { objectionTo, quoted } from './own-runs.js';
import type { BaselineDeps } from './request.js';
import type { GateTarget } from './target.js';
import { allRecalled } from './unaffected.js';

/** What may be compared with, and why there is nothing where there is nothing. */
export interface Baselines {
  production: Baseline | null;
  branch: Baseline | null;
  /** A sentence's end for people; null when there is one of either kind. */
  none: string | null;
  /** More of why there is none on the base branch; null when there is one. */
  missing: NoBaseline | null;
}

export interface FindBaselines extends Pick<BranchBaselines, 'newest'> {
  /** @param judged newest run of the group that is judged @param model that it is judged as */
  find(judged: RunRecord, model: string): Promise<Baselines>;
  /** What stood in the way of the search: sentences without a full stop. Known once all were found. */
  notes: readonly string[];
}

/**
 * Looks for the run behind the model's Production version, and for that of the newest commit of the base branch which the change is
 * built on. Neither is of a fork or of another repository, incomplete or made by another run.
 * @param about `isGiven`: whether the workflow names the model; else it is called like the experiment
 */
export function baselineFinder(
  about: { target: GateTarget; isGiven: boolean },
  deps: BaselineDeps,
): FindBaselines {
  const { find, newest, notes } = branchBaselines(about.target, deps);
  const inProduction = once((model) => productionBaseline({ model, isGiven: about.isGiven }, deps, notes));
  const both = async (judged: RunRecord, model: string): Promise<Baselines> => {
    const production = await inProduction(model);
    const branch = await find(judged);
    const missing = 'why' in branch ? branch : null;
    const isNone = 'why' in production && missing !== null;
    // There was something to compare with under this name.
    const isRecalled = 'why' in production && production.is_recalled;
    return {
      production: 'why' in production ? null : production,
      branch: 'why' in branch ? null : branch,
      none: isNone ? `${production.why}, and ${missing.why}` : null,
      missing: missing !== null && isRecalled ? { ...missing, renamed: null, is_recalled: true } : missing,
    };
  };
  return { find: both, newest, notes };
}

interface NoProduction {
  /** The end of a sentence. */
  why: string;
  is_recalled: boolean;
}

/** What Production holds, or the newest of what it held before that does not come from what is recalled. */
async function productionBaseline(
  { model: name, isGiven }: { model: string; isGiven: boolean },
  deps: BaselineDeps,
  notes: string[],
): Promise<Baseline | NoProduction> {
  const none = (why: string): NoProduction => ({ why, is_recalled: false });
  const state = await modelInProduction(name, deps, notes);
  if (state === null) return none(`nobody can tell what is in Production of ${quoted(name)}`);
  const version = versionInStage(state, 'Production');
  if (version === undefined && state.versions.length > 0)
    return none(`${quoted(name)} has no version in Production`);
  if (version === undefined) {
    const hint = isGiven ? '' : ' (if the model goes by another name, set the input `model` of the gate)';
    return none(`${quoted(name)} is no registered model${hint}`);
  }
  const at = `Production version ${version.version} of ${quoted(name)}`;
  const run = await runOf(version, deps.view);
  const objection = objectionTo(run, deps.repository);
  if (objection !== null) return none(`the run behind ${at} ${objection}`);
  const recalls = await recallsOf(version, run, deps);
  if (recalls.length === 0) return productionOf(version, run, { name, reason: at });
  for (const before of rollbackVersions(state, 'Production')) {
    const older = await runOf(before, deps.view);
    if (objectionTo(older, deps.repository) !== null) continue;
    if ((await recallsOf(before, older, deps)).length > 0) continue;
    const held = `version ${before.version} of ${quoted(name)}, which Production held before`;
    return productionOf(before, older, { name, reason: `${held}: version ${version.version} is recalled` });
  }
  return { why: allRecalled(`${at} and what it held before come from`, { recalls }), is_recalled: true };
}

async function runOf(version: ModelVersion, view: LedgerView): Promise<RunRecord> {
  const [run] = await readRunsOf(view, [version]);
  if (run === undefined) throw new Error(`version ${version.version} has no run`);
  return run;
}

/** Ids of the recalls that a version comes from. */
async function recallsOf(
  { manifest, tags }: ModelVersion,
  run: RunRecord,
  { recalled }: BaselineDeps,
): Promise<string[]> {
  return (await recalled.refuses({ ...run, tags }, manifest.digest)).map(({ recall }) => idOfRecall(recall));
}

function productionOf(
  { version }: ModelVersion,
  run: RunRecord,
  { name, reason }: { name: string; reason: string },
): Baseline {
  return { kind: 'production', runs: [run], model: { name, version }, reason, ...factsOf([run]) };
}

/** The baseline that a judgement names, and the other one for rules that ask for it. */
export function chosen({ production, branch, none, missing }: Baselines): {
  baseline: Baseline | null;
  other_baseline: Baseline | null;
  no_baseline: string | null;
  missing: NoBaseline | null;
} {
  const [baseline = null, other_baseline = null] = [production, branch].filter((one) => one !== null);
  return { baseline, other_baseline, no_baseline: none, missing };
}
