import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { judge } from '../../core/policy/judge.js';
import { TAGS_ONLY } from '../../core/policy/metric-rule.js';
import type { Matches } from '../../core/policy/policy.js';
import { isImmutable } from '../../core/policy/rules/datasets-immutable.js';
import { makersOf } from '../../core/policy/rules/run-fresh.js';
import { recordProblems } from '../../policy-file/record-schema.js';
import type { EarlierUses } from '../datasets/earlier-uses.js';
import type { Recalled } from '../recalled/recalled.js';
import { chosen, type FindBaselines } from './baseline.js';
import type { EarlierPolicies } from './policy-facts.js';
import type { GateDeps, GateRequest } from './request.js';

/** Finds what a verdict takes beside its runs; what was found for one group is known for the others. */
export interface Finders {
  baselines: FindBaselines;
  policies: EarlierPolicies;
  uses: EarlierUses;
  recalled: Recalled;
  /** Names of the registered models. */
  models(): Promise<readonly string[]>;
  /** Those of some runs that are known. */
  runs(ids: readonly string[]): Promise<ReadonlyMap<string, RunRecord>>;
  matches: Matches;
}

/** The verdict on runs that are samples of one thing, newest first. */
export async function judgeGroup(
  runs: readonly RunRecord[],
  about: { request: GateRequest; find: Finders },
  deps: GateDeps,
): Promise<Judgement> {
  const [newest] = runs;
  if (newest === undefined) throw new Error('a group without runs');
  const { request, find } = about;
  const subject = request.model ?? newest.experiment;
  const baselines = chosen(await find.baselines.find(newest, subject));
  const held = [baselines.baseline, baselines.other_baseline].flatMap((one) => one?.runs ?? []);
  const judgement = judge(deps.policy, {
    purpose: 'gate',
    subject,
    experiment: newest.experiment,
    runs,
    ...baselines,
    earlier_policies: await find.policies([baselines.baseline, baselines.other_baseline]),
    ...(isImmutable(deps.policy, subject) ? await find.uses.of(runs, held) : {}),
    registered: { names: await find.models(), is_given: request.model !== null },
    makers: await find.runs(makersOf(runs)),
    record_problems: await recordProblems(deps.policy, runs),
    recalled: await saidOfRecalls(runs, subject, find.recalled),
    matches: find.matches,
    now: new Date(deps.now()).toISOString(),
  });
  const { baseline, no_baseline, verdict, findings, tags_only } = judgement;
  const against =
    baseline === null
      ? `no baseline: ${no_baseline}`
      : `against ${baseline.reason} (${baseline.runs.map(({ run_id }) => run_id).join(', ')})`;
  deps.log.info(
    `${subject}: ${runs.map(({ run_id }) => run_id).join(', ')} ${against}; ${verdict}, ${findings.length} finding(s)${tags_only ? `; ${TAGS_ONLY}` : ''}.`,
  );
  return judgement;
}

/** The gate says it; what refuses is the registry, which has to be able to take the change that mends it. Each recall once for all runs. */
async function saidOfRecalls(
  runs: readonly RunRecord[],
  subject: string,
  recalled: Recalled,
): Promise<Finding[]> {
  const told = new Map<string, Finding>();
  for (const run of runs)
    for (const finding of await recalled.findings(run, { subject }))
      if (!told.has(finding.subject)) told.set(finding.subject, finding);
  return [...told.values()].map((finding) =>
    finding.severity === 'error'
      ? { ...finding, severity: 'warning', mend: `\`register\` will refuse it. ${finding.mend}` }
      : finding,
  );
}
