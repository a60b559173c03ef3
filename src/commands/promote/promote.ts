import type { ModelEvent, ModelVersion, RunRecord } from '../../core/generated/types.js';
import type { Baseline, Judgement, MetricComparison, WaivedFinding } from '../../core/judgement.js';
import type { Log } from '../../core/log.js';
import { verdictOf } from '../../core/policy/evaluate.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { type StageMove, stageFindings } from '../../core/policy/stage-rules.js';
import { applyWaivers } from '../../core/policy/waivers.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import { archivedBy, promote as promoted, stageOf } from '../../core/registry/promotion.js';
import {
  ARCHIVED,
  FIRST_STAGE,
  foldModel,
  type RegisteredModel,
  versionInStage,
} from '../../core/registry/registry.js';
import { eventPath } from '../../ledger/layout.js';
import type { Ledger, LedgerView, Plan } from '../../ledger/ledger.js';
import { encodeRecord, readRunsOf } from '../../ledger/read/records.js';
import { readRegistry } from '../../ledger/read/registry.js';
import type { ArtifactSource } from '../../stores/store.js';
import { judgeRun, verdictRecord } from '../register/judge-run.js';
import { bytesFindings } from './bytes.js';
import { type EndpointMove, moveEndpoint } from './endpoint.js';
import type { PromoteRequest } from './request.js';
import { versionNamed } from './resolve.js';

export interface PromoteDeps {
  ledger: Ledger;
  policy: Policy;
  log: Log;
  facts: EventFacts;
  triggering_actor: StageMove['triggering_actor'];
  job: StageMove['job'];
  /** Of the stores that can be read here; left out, nobody looks whether the version's files are there. */
  sources?: readonly ArtifactSource[];
  /** `owner/name` of the repository whose runs say what a dataset holds. Default: the run's own. */
  repository?: string;
}

/** What was, or would be, done. */
export interface PromoteResult {
  /** `done` also where the version was in the stage already, or for a dry run that would pass. */
  state: 'done' | 'refused';
  version: ModelVersion;
  run: RunRecord;
  from: string;
  to: string;
  /** Version that was in the stage before, where there is another. */
  replaced: ModelVersion | null;
  archived: readonly number[];
  judgement: Pick<Judgement, 'verdict' | 'findings' | 'waived'>;
  metrics: readonly MetricComparison[];
  baseline: Baseline | null;
  /** Whether the version was in the stage before, and nothing else would change. */
  is_there: boolean;
  /** What becomes of the endpoint that was named; null where none was, or nothing is done. */
  endpoint: EndpointMove | null;
  /** Null where nothing had to be written, or nothing was. */
  event: ModelEvent | null;
  /** The event that had put the version in the stage before, and a commit that has it. */
  standing: { event: ModelEvent; commit: string | null } | null;
  commit: string | null;
}

/**
 * Moves a version to a stage, if the policy has nothing against it now. A refusal is an answer, not an exception; then nothing is written.
 * @throws UserError E_MODEL_NOT_FOUND, E_MODEL_DAMAGED, E_INPUT_INVALID, E_LEDGER_*
 */
export async function promote(request: PromoteRequest, deps: PromoteDeps): Promise<PromoteResult> {
  if (request.dry_run) {
    const { value } = await planOf(request, await deps.ledger.view(), deps);
    return { ...value, event: null, endpoint: value.endpoint && { ...value.endpoint, event: null } };
  }
  const { value, commit } = await deps.ledger.write((view) => planOf(request, view, deps));
  return { ...value, commit };
}

async function planOf(
  request: PromoteRequest,
  view: LedgerView,
  deps: PromoteDeps,
): Promise<Plan<PromoteResult>> {
  const { facts } = deps;
  const { model, stage: to } = request;
  const state = await readRegistry(view, model);
  const version = versionNamed(request.version, model, state);
  const from = stageOf(state, version.version);
  const archive_existing = request.archive_existing ?? to === 'Production';
  const archived = archivedBy(state, { version, to, archive_existing });
  const before = versionInStage(state, to);
  const replaced = before === undefined || before.version === version.version ? null : before;
  const judged = await judgeMove({ version, from, to }, { view, replaced }, deps);
  const is_there = from === to && archived.length === 0;
  const result: PromoteResult = {
    ...{ version, from, to, replaced, archived, is_there, commit: null, event: null, endpoint: null },
    standing: is_there ? standingOf(state, version, view) : null,
    ...judged,
    state: judged.judgement.verdict === 'pass' ? 'done' : 'refused',
  };
  const nothing = { files: [], message: { subject: '', trailers: [] } };
  if (result.state === 'refused') return { ...nothing, value: result };
  const deployed = await moveEndpoint(request, version, { ...deps, view });
  const endpoint = deployed?.move ?? null;
  if (is_there) return { ...(deployed ?? nothing), value: { ...result, endpoint } };
  const { reason } = request;
  const policy = verdictRecord(deps.policy, judged.judgement);
  const event = promoted({ version, to, archive_existing, reason, policy }, state, facts);
  return {
    files: [
      { path: eventPath(model, event.event_id), bytes: await encodeRecord('modelEvent', event) },
      ...(deployed?.files ?? []),
    ],
    message: {
      subject: `promote ${model} version ${version.version} from ${from} to ${to}`,
      trailers: [['Lineage-Model', `${model}/${version.version}`]],
    },
    value: { ...result, event, endpoint },
  };
}

function standingOf(
  state: RegisteredModel,
  { version }: ModelVersion,
  { commit }: LedgerView,
): PromoteResult['standing'] {
  const { holders } = foldModel(state);
  const held = [...holders.values()].flat().find((one) => one.version === version);
  return held === undefined ? null : { event: held.event, commit };
}

type Judged = Pick<PromoteResult, 'run' | 'judgement' | 'metrics' | 'baseline'>;

/** What leaves service is held against the stage's own rules alone: nobody is made to keep a version that is no good. */
async function judgeMove(
  move: { version: ModelVersion; from: string; to: string },
  { view, replaced }: { view: LedgerView; replaced: ModelVersion | null },
  deps: PromoteDeps,
): Promise<Judged> {
  const { policy, facts, triggering_actor, job } = deps;
  const { version, to } = move;
  const { model } = version;
  const [run, other] = await readRunsOf(view, replaced === null ? [version] : [version, replaced]);
  if (run === undefined) throw new Error(`version ${version.version} has no run`);
  const serves = to !== ARCHIVED && to !== FIRST_STAGE;
  const { sources } = deps;
  const asked = [
    ...stageFindings(policy, { ...move, actor: facts.actor, triggering_actor, job }),
    ...(serves && sources !== undefined ? await bytesFindings(version, to, sources) : []),
  ];
  const rules = policyFor(policy, model);
  const stage = applyWaivers(asked, rules.waivers, { subject: model, now: facts.at });
  const baseline = baselineOf(to, replaced, other);
  const no_baseline = baseline === null ? `no other version is in ${to}` : null;
  const ofRun = serves
    ? await judgeRun(
        run,
        { purpose: 'promote', view, model, tags: version.tags },
        { ...deps, policy: againstStage(rules), now: facts.at, baseline, no_baseline },
      )
    : { findings: [], waived: [] as WaivedFinding[], metrics: [] };
  const findings = [...stage.findings, ...ofRun.findings];
  return {
    run,
    judgement: { verdict: verdictOf(findings), findings, waived: [...stage.waived, ...ofRun.waived] },
    metrics: ofRun.metrics,
    baseline,
  };
}

/** Whatever a metric is compared with at the gate, here it is the version that serves. */
function againstStage(rules: Policy): Policy {
  const metrics = Object.entries(rules.metrics).map(([key, rule]) => {
    const { baseline, ...rest } = rule;
    return [key, baseline === 'none' ? rule : rest] as const;
  });
  return { ...rules, models: [], metrics: Object.fromEntries(metrics) };
}

function baselineOf(to: string, version: ModelVersion | null, run: RunRecord | undefined): Baseline | null {
  if (version === null || run === undefined) return null;
  return {
    kind: 'production',
    runs: [run],
    model: { name: version.model, version: version.version },
    reason: `version ${version.version} of \`${version.model}\`, which is in ${to}`,
    commit: run.inputs.code?.commit ?? null,
    pull_request: run.context.pull_request?.number ?? null,
  };
}
