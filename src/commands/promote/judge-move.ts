import type { Finding } from '../../core/generated/types.js';
import type { WaivedFinding } from '../../core/judgement.js';
import { verdictOf } from '../../core/policy/evaluate.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { stageFindings } from '../../core/policy/stage-rules.js';
import { applyWaivers } from '../../core/policy/waivers.js';
import { asWord } from '../../core/shell-word.js';
import { entryPath } from '../../ledger/index/model-entries.js';
import { dayFolder } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRunsOf } from '../../ledger/read/records.js';
import { Recalled } from '../recalled/recalled.js';
import { judgeRun } from '../register/judge-run.js';
import { bytesFindings } from './bytes.js';
import type { Asking, Judged, PromoteDeps } from './deps.js';
import { type Compared, type Move, serves } from './move.js';
import { askingAccounts } from './people.js';
import { standingBaseline } from './standing-baseline.js';

/** What a move is judged beside. */
interface Beside {
  view: LedgerView;
  compared: Compared;
  /** What was read of the recalls of this view before. */
  recalled?: Recalled;
}

/** What leaves service is held against the stage's own rules alone: nobody is made to keep a version that is no good. */
export async function judgeMove(
  move: Pick<Move, 'version' | 'from' | 'to' | 'left'> & { asking: Asking; rollback?: boolean },
  { view, compared, ...beside }: Beside,
  deps: Omit<PromoteDeps, 'ledger'>,
): Promise<Judged> {
  const { policy, facts, job, people } = deps;
  const recalled = beside.recalled ?? new Recalled(view, deps);
  const { version, to } = move;
  const { model } = version;
  const versions = compared.version === null ? [version] : [version, compared.version];
  // Their days whole: one request in the place of two for the folders and the records, and what else is of the days is asked for next.
  // What the model is looked up by is written anew with the move.
  await view.bring([...new Set(versions.map(({ run_id }) => dayFolder(run_id))), entryPath(model)]);
  const [run, other] = await readRunsOf(view, versions);
  if (run === undefined) throw new Error(`version ${version.version} has no run`);
  const { sources, verifyIn = null } = deps;
  const { stages } = policyFor(policy, model);
  const listed = Object.hasOwn(stages, to) ? stages[to]?.allowed_actors : undefined;
  const asking = await askingAccounts(move.asking, listed ?? [], people);
  const asked = [
    ...stageFindings(policy, { ...move, asking, job }),
    ...(serves(to) && sources !== undefined ? await bytesFindings(version, to, { sources, verifyIn }) : []),
  ];
  const rules = policyFor(policy, model);
  const stage = applyWaivers(asked, rules.waivers, { subject: model, now: facts.at });
  const found =
    other === undefined || !serves(to)
      ? null
      : await standingBaseline(to, compared, { run: other, view, recalled });
  const [baseline, why] = typeof found === 'string' ? [null, found] : [found, null];
  const no_baseline = baseline === null ? (why ?? `no other version is in ${to}`) : null;
  const ofRun = serves(to)
    ? await judgeRun(
        run,
        {
          purpose: 'promote',
          view,
          model,
          tags: version.tags,
          recalled,
          number: version.version,
          digest: version.manifest.digest,
        },
        { ...deps, policy: againstStage(rules), now: facts.at, baseline, no_baseline },
      )
    : { findings: [], waived: [] as WaivedFinding[], metrics: [] };
  const findings = [...stage.findings, ...ofRun.findings, ...leftAliases(move)];
  return {
    run,
    judgement: { verdict: verdictOf(findings), findings, waived: [...stage.waived, ...ofRun.waived] },
    metrics: ofRun.metrics,
    baseline,
  };
}

/** An archived version is refused by whatever name it is asked for, so who follows the alias stands still. */
function leftAliases({ version: { model }, left }: Pick<Move, 'version' | 'left'>): Finding[] {
  return left.map(({ alias, version }) => ({
    rule: 'aliases.archived',
    severity: 'warning',
    subject: alias,
    message: `The alias \`${alias}\` of \`${model}\` stays with version ${version}, which this archives`,
    mend: `Move it (\`lineage-gate models alias ${asWord(model)} ${asWord(alias)} VERSION\`), or take it away (\`models unalias\`)`,
  }));
}

/** Whatever a metric is compared with at the gate, here it is the version that serves. */
function againstStage(rules: Policy): Policy {
  const metrics = Object.entries(rules.metrics).map(([key, rule]) => {
    const { baseline, ...rest } = rule;
    return [key, baseline === 'none' ? rule : rest] as const;
  });
  return { ...rules, models: [], metrics: Object.fromEntries(metrics) };
}
