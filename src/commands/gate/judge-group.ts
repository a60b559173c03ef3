import { recordProblems } from '../../collect/record-schema.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { judge } from '../../core/policy/judge.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { baselinesOf, chosen } from './baseline.js';
import type { GateDeps, GateRequest } from './gate.js';
import { policyOfBaseline } from './policy-facts.js';
import type { GateTarget } from './target.js';

/** The verdict on runs that are samples of one thing, newest first. */
export async function judgeGroup(
  runs: readonly RunRecord[],
  about: { request: GateRequest; target: GateTarget; view: LedgerView },
  deps: GateDeps,
): Promise<Judgement> {
  const [newest] = runs;
  if (newest === undefined) throw new Error('a group without runs');
  const { request, target, view } = about;
  const subject = { name: request.model ?? newest.experiment, isGiven: request.model !== null };
  const baselines = chosen(await baselinesOf(newest, { subject, target }, { ...deps, view }));
  const judgement = judge(deps.policy, {
    purpose: 'gate',
    subject: subject.name,
    experiment: newest.experiment,
    runs,
    ...baselines,
    baseline_policy: await policyOfBaseline(baselines.baseline, deps),
    record_problems: await recordProblems(deps.policy, runs),
    now: new Date(deps.now()).toISOString(),
  });
  const { baseline, no_baseline, verdict, findings } = judgement;
  const against = baseline === null ? `no baseline: ${no_baseline}` : `against ${baseline.reason}`;
  deps.log.info(
    `${subject.name}: ${runs.map(({ run_id }) => run_id).join(', ')} ${against}; ${verdict}, ${findings.length} finding(s).`,
  );
  return judgement;
}
