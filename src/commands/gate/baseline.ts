import { groupRuns, nearestGroup } from '../../core/compare/groups.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline } from '../../core/judgement.js';
import { isName } from '../../core/names.js';
import { versionInStage } from '../../core/registry.js';
import type { GitHubClient } from '../../github/client.js';
import { compareCommits, isAncestor } from '../../github/compare.js';
import { findRuns } from '../../ledger/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readModel, readRun } from '../../ledger/records.js';
import type { GateTarget, Repository } from './target.js';

/** What may be compared with, and why there is nothing where there is nothing. */
export interface Baselines {
  production: Baseline | null;
  branch: Baseline | null;
  /** A sentence's end for people; null when there is one of either kind. */
  none: string | null;
}

export interface BaselineDeps {
  view: LedgerView;
  repository: Repository;
  github(): Promise<GitHubClient>;
}

/** Runs of the base branch that are looked at, newest first, until one lies at or before the merge base. */
const MOST_CANDIDATES = 200;
/** Their commits, each of which takes a request. */
const MOST_COMMITS = 20;

/**
 * The run behind the model's Production version, and the newest finished run of the experiment on the base branch at or before
 * the merge base.
 * @param judged newest run of the group that is judged
 */
export async function baselinesOf(
  judged: RunRecord,
  about: { subject: string; target: GateTarget },
  deps: BaselineDeps,
): Promise<Baselines> {
  const production = await productionBaseline(about.subject, deps.view);
  const branch = await branchBaseline(judged, about.target, deps);
  const found = [production, branch].some((one) => typeof one !== 'string');
  return {
    production: typeof production === 'string' ? null : production,
    branch: typeof branch === 'string' ? null : branch,
    none: found ? null : [production, branch].join(', and '),
  };
}

/** @returns why there is none, as a text */
async function productionBaseline(model: string, view: LedgerView): Promise<Baseline | string> {
  // What no model can be called is none.
  const state = isName(model) ? await readModel(view, model) : { versions: [], events: [] };
  const version = versionInStage(state, 'Production');
  if (version === undefined) {
    return state.versions.length === 0
      ? `\`${model}\` is no registered model`
      : `\`${model}\` has no version in Production`;
  }
  return {
    kind: 'production',
    runs: [await readRun(view, version.run_id)],
    model: { name: model, version: version.version },
    reason: `Production version ${version.version} of \`${model}\``,
  };
}

async function branchBaseline(
  judged: RunRecord,
  target: GateTarget,
  deps: BaselineDeps,
): Promise<Baseline | string> {
  const { base } = target;
  if (base === null) return 'no base branch is known';
  const client = await deps.github();
  const compared = await compareCommits(client, { ...deps.repository, base: base.sha, head: target.sha });
  const mergeBase = compared?.mergeBase ?? null;
  if (mergeBase === null) return `the commit has no history in common with \`${base.ref}\``;
  const judgedCommits = new Set(target.candidates);
  const runs = (await findRuns(deps.view, { experiment: judged.experiment, limit: MOST_CANDIDATES })).filter(
    (run) =>
      run.status === 'FINISHED' &&
      run.context.trust === 'trusted' &&
      run.inputs.code?.ref === `refs/heads/${base.ref}` &&
      !judgedCommits.has(run.inputs.code.commit ?? ''),
  );
  const commits = [...new Set(runs.flatMap((run) => run.inputs.code?.commit ?? []))];
  for (const commit of commits.slice(0, MOST_COMMITS)) {
    const isBefore = await isAncestor(client, {
      ...deps.repository,
      ancestor: commit,
      descendant: mergeBase,
    });
    if (isBefore !== true) continue;
    const group = nearestGroup(judged, groupRuns(runs.filter((run) => run.inputs.code?.commit === commit)));
    if (group === undefined) continue;
    return { kind: 'base-branch', runs: group, model: null, reason: reasonOf(base.ref, commit, mergeBase) };
  }
  return `no finished run of \`${judged.experiment}\` on \`${base.ref}\` lies at or before the merge base`;
}

function reasonOf(branch: string, commit: string, mergeBase: string): string {
  const where = commit === mergeBase ? 'at' : 'before';
  return `newest finished run on \`${branch}\` ${where} the merge base, commit \`${commit.slice(0, 7)}\``;
}

/** The baseline that a judgement names, and the other one for rules that ask for it. */
export function chosen({ production, branch, none }: Baselines): {
  baseline: Baseline | null;
  other_baseline: Baseline | null;
  no_baseline: string | null;
} {
  const [baseline = null, other_baseline = null] = [production, branch].filter((one) => one !== null);
  return { baseline, other_baseline, no_baseline: none };
}
