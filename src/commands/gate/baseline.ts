import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline, NoBaseline } from '../../core/judgement.js';
import { versionInStage } from '../../core/registry/registry.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { branchBaselines } from './branch-baseline.js';
import { factsOf } from './branch-reason.js';
import { modelInProduction } from './in-production.js';
import { once } from './once.js';
import { objectionTo, quoted } from './own-runs.js';
import type { BaselineDeps } from './request.js';
import type { GateTarget } from './target.js';

/** What may be compared with, and why there is nothing where there is nothing. */
export interface Baselines {
  production: Baseline | null;
  branch: Baseline | null;
  /** A sentence's end for people; null when there is one of either kind. */
  none: string | null;
  /** More of why there is none on the base branch; null when there is one. */
  missing: NoBaseline | null;
}

export interface FindBaselines {
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
  const { find, notes } = branchBaselines(about.target, deps);
  const inProduction = once((model) => productionBaseline({ model, isGiven: about.isGiven }, deps, notes));
  const both = async (judged: RunRecord, model: string): Promise<Baselines> => {
    const production = await inProduction(model);
    const branch = await find(judged);
    const missing = 'why' in branch ? branch : null;
    const isNone = typeof production === 'string' && missing !== null;
    return {
      production: typeof production === 'string' ? null : production,
      branch: 'why' in branch ? null : branch,
      none: isNone ? `${production}, and ${missing.why}` : null,
      missing,
    };
  };
  return { find: both, notes };
}

/** @returns why there is none, as a text */
async function productionBaseline(
  { model: name, isGiven }: { model: string; isGiven: boolean },
  deps: BaselineDeps,
  notes: string[],
): Promise<Baseline | string> {
  const { view, repository } = deps;
  const state = await modelInProduction(name, deps, notes);
  if (state === null) return `nobody can tell what is in Production of ${quoted(name)}`;
  const version = versionInStage(state, 'Production');
  if (version === undefined && state.versions.length > 0)
    return `${quoted(name)} has no version in Production`;
  if (version === undefined) {
    const hint = isGiven ? '' : ' (if the model goes by another name, set the input `model` of the gate)';
    return `${quoted(name)} is no registered model${hint}`;
  }
  const [run] = await readRunsOf(view, [version]);
  if (run === undefined) throw new Error(`version ${version.version} has no run`);
  const objection = objectionTo(run, repository);
  if (objection !== null) {
    return `the run behind Production version ${version.version} of ${quoted(name)} ${objection}`;
  }
  return {
    kind: 'production',
    runs: [run],
    model: { name, version: version.version },
    reason: `Production version ${version.version} of ${quoted(name)}`,
    ...factsOf([run]),
  };
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
