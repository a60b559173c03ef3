import { UserError } from '../../core/errors.js';
import type { Finding, RunRecord } from '../../core/generated/types.js';
import type { Baseline, Judgement, WaivedFinding } from '../../core/judgement.js';
import type { Log } from '../../core/log.js';
import { isTrueManifest } from '../../core/manifest.js';
import type { Policy } from '../../core/policy/policy.js';
import { waivedText } from '../../core/policy/waivers.js';
import { requireThere } from '../../core/registry/absent.js';
import { requireNewAliases } from '../../core/registry/alias-names.js';
import type { EventFacts } from '../../core/registry/event-chain.js';
import {
  type Candidate,
  numberOf,
  type Registration,
  registerVersion,
} from '../../core/registry/registration.js';
import { foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { fetchableUri } from '../../core/registry/version.js';
import { tellRemarks } from '../../core/remarks.js';
import { distrust, isClaimed, isLogged } from '../../core/trust.js';
import { eventPath, runPath, versionPath } from '../../ledger/layout.js';
import type { Ledger, LedgerView, NewFile, Plan } from '../../ledger/ledger.js';
import { amendedLines } from '../../ledger/read/amended.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { encodeRecord, readModel, readRun, readRunsOf } from '../../ledger/read/records.js';
import type { AskRecall } from '../recalled/open-recalls.js';
import { requireFreeName } from './free-name.js';
import { judgeRun, verdictRecord } from './judge-run.js';
import { type OfAttempt, requireMeant, requireOfAttempt } from './of-attempt.js';
import { versionTags } from './version-tags.js';

export interface RegisterRequest {
  model: string;
  run_id: string;
  /** Path of the model within the run; null: its only one. */
  model_path: string | null;
  description: string | null;
  aliases: readonly string[];
  /** Tags of the version beside those of the run. */
  tags: Readonly<Record<string, string>>;
}

export interface RegisterDeps {
  ledger: Ledger;
  policy: Policy;
  log: Log;
  facts: EventFacts;
  /** `owner/name` of the repository whose runs say what a dataset holds. Default: the run's own. */
  repository?: string;
  /** Branch whose runs do. Default: the run's own. */
  branch?: string | null;
  /** The attempt of a workflow run that the run must be of, where no person has named it. Default: any. */
  ofAttempt?: OfAttempt;
  /** Asks GitHub about the events of recalls; left out, they count as they are recorded. */
  askRecall?: AskRecall;
  /** What the run is compared with. Without one only the run itself is judged: comparing is the gate's matter. */
  baseline?: Baseline;
}

/** What is only said (warnings, notices) is among the findings; what a waiver let pass is not. */
export type RegisterResult = { run: RunRecord; waived: readonly WaivedFinding[] } & (
  | { verdict: 'pass'; registration: Registration; commit: string | null; path: string }
  | { verdict: 'fail'; findings: Finding[] }
);

/**
 * Makes a run's model the next version of a registered model. A policy that is not met is an answer, not an exception;
 * then nothing is written.
 * @throws UserError E_RUN_NOT_FOUND, E_RUN_NOT_TRACKED, E_RUN_AMBIGUOUS, E_RUN_NOT_FINISHED, E_RUN_UNTRUSTED, E_MODEL_NOT_FOUND, E_MODEL_AMBIGUOUS, E_NAME_INVALID, E_MODEL_DAMAGED, E_MODEL_DELETED,
 * E_MODEL_RENAMED, E_LEDGER_*
 */
export async function register(request: RegisterRequest, deps: RegisterDeps): Promise<RegisterResult> {
  type Answer = { judgement: Judgement; registration: Registration | null; amended: string[] };
  const { value, commit } = await deps.ledger.write(async (view): Promise<Plan<Answer>> => {
    const { judgement, candidate, state } = await judgeCandidate(request, view, deps);
    const amended = await amendedLines(view, judgement.runs);
    if (judgement.verdict === 'fail')
      return {
        files: [],
        message: { subject: '', trailers: [] },
        value: { judgement, registration: null, amended },
      };
    await readRunsOf(view, state.versions, state);
    const held = foldModel(state).aliases.keys();
    requireNewAliases(request.aliases, { held, where: 'input aliases' });
    const registration = registerVersion(candidate, state, { aliases: request.aliases, facts: deps.facts });
    const message = messageOf(registration);
    return { files: await filesOf(registration), message, value: { judgement, registration, amended } };
  });
  const { judgement, registration, amended } = value;
  const { waived } = judgement;
  const [run] = judgement.runs;
  if (run === undefined) throw new Error('a registration without a run');
  for (const line of amended) deps.log.warning(`${line}.`);
  for (const one of waived) deps.log.warning(`${waivedText(one)}.`);
  if (registration === null) return { verdict: 'fail', run, findings: [...judgement.findings], waived };
  tellRemarks(judgement.findings, deps.log);
  const path = tellRegistered(registration, request, deps.log);
  return { verdict: 'pass', run, registration, commit, path, waived };
}

/**
 * What a run's model would be as the next version, and what the policy says of it.
 * @throws UserError as {@link register}
 */
export async function judgeCandidate(
  request: Omit<RegisterRequest, 'aliases'>,
  view: LedgerView,
  deps: Omit<RegisterDeps, 'ledger'>,
): Promise<{ judgement: Judgement; candidate: Candidate; state: RegisteredModel }> {
  const run = await readRun(view, request.run_id);
  if (deps.ofAttempt !== undefined) requireOfAttempt(run, deps.ofAttempt);
  requireRegistrable(run, deps.policy);
  const model = chooseModel(run, request.model_path);
  const { digest } = model.manifest;
  if (deps.ofAttempt !== undefined) await requireMeant(run, { model: request.model, digest }, view);
  const state = await readModel(view, request.model);
  requireWhole(request.model, state);
  requireThere(request.model, state, 'input model');
  if (!foldModel(state).isThere)
    await requireFreeName(view, { model: request.model, where: 'input model' }, deps.log);
  const tags = versionTags(run, request.tags);
  const about = {
    purpose: 'register' as const,
    view,
    model: request.model,
    tags,
    number: numberOf(model, state),
    digest,
  };
  const judgement = await judgeRun(run, about, { ...deps, now: deps.facts.at });
  const candidate = {
    model: request.model,
    run_id: run.run_id,
    run_path: model.path,
    manifest: model.manifest,
    stored: run.outputs.artifacts.find((artifact) => artifact.path === model.path)?.stored ?? [],
    tags,
    description: request.description,
    card: null,
    policy: verdictRecord(deps.policy, judgement),
    registered_at: deps.facts.at,
    registered_by: deps.facts.actor,
  };
  return { judgement, candidate, state };
}

/** @returns the path of the version's record */
function tellRegistered(
  { version, isNew, same_content_as }: Registration,
  { tags, description }: RegisterRequest,
  log: Log,
): string {
  const path = versionPath(version.model, version.version);
  const dropped = [
    ...Object.entries(tags).flatMap(([key, value]) =>
      version.tags[key] === value ? [] : [`the tag \`${key}\``],
    ),
    ...(description === null || description === version.description ? [] : ['the description']),
  ];
  if (!isNew && dropped.length > 0) {
    const what = `Version ${version.version} stays as it was registered, without ${dropped.join(', ')}`;
    log.warning(`${what}: a version is never changed.`);
  }
  log.info(
    isNew
      ? `Registered ${version.model} version ${version.version} (${path})`
      : `${version.model}: these bytes are version ${version.version} already (${path})`,
  );
  log.info(`Get its files with: lineage-gate fetch ${fetchableUri(version)}`);
  if (same_content_as !== null) {
    const what = `Version ${version.version} has the same weights as version ${same_content_as}`;
    log.info(`${what}: the two differ only in when and by which run they were saved`);
  }
  return path;
}

async function filesOf({ version, isNew, events }: Registration): Promise<NewFile[]> {
  const files: NewFile[] = [];
  if (isNew) {
    const path = versionPath(version.model, version.version);
    files.push({ path, bytes: await encodeRecord('modelVersion', version) });
  }
  for (const event of events) {
    const path = eventPath(event.model, event.event_id);
    files.push({ path, bytes: await encodeRecord('modelEvent', event) });
  }
  return files;
}

function messageOf({ version, isNew, events }: Registration): Plan<unknown>['message'] {
  const aliases = events.flatMap((event) => (event.type === 'alias-set' ? [`@${event.alias}`] : []));
  const what = isNew
    ? `register ${version.model} version ${version.version}`
    : `alias ${version.model} version ${version.version}`;
  return {
    subject: [what, ...aliases].join(' '),
    trailers: [
      ['Lineage-Model', `${version.model}/${version.version}`],
      ['Lineage-Run', version.run_id],
    ],
  };
}

function requireRegistrable(run: RunRecord, { trust }: Policy): void {
  if (run.status !== 'FINISHED') {
    throw new UserError({
      code: 'E_RUN_NOT_FINISHED',
      what: `Run ${run.run_id} has status ${run.status}; only a finished run can be registered`,
      where: `run ${run.run_id}`,
      mend: 'Mend the training step and register the run that finishes',
    });
  }
  const found = distrust(run);
  if (found !== null && !(isClaimed(run) && trust?.includes('claimed'))) {
    throw new UserError({
      code: 'E_RUN_UNTRUSTED',
      what: `Run ${run.run_id} ${found.why}`,
      where: `run ${run.run_id}`,
      mend: found.mend,
    });
  }
}

type RunModel = RunRecord['outputs']['models'][number];

function chooseModel(run: RunRecord, wanted: string | null): RunModel {
  const { models } = run.outputs;
  const paths = models.map((model) => `\`${model.path}\``).join(', ');
  const found = wanted === null ? models : models.filter((model) => model.path === wanted);
  const [model] = found;
  if (model === undefined) {
    throw new UserError({
      code: 'E_MODEL_NOT_FOUND',
      what:
        wanted === null
          ? `Run ${run.run_id} has no model`
          : `Run ${run.run_id} has no model at \`${wanted}\``,
      where: wanted === null ? `run ${run.run_id}` : 'input model-path',
      mend:
        models.length === 0
          ? isLogged(run)
            ? 'Log the model with `log_model` to a run that has not ended, and register that one: a file of a run is no model, and a run that is recorded gets no more'
            : 'Name the model in the track step: `model: PATH` (command line: `--model PATH`)'
          : `Use one of the run's models: ${paths}`,
    });
  }
  if (found.length > 1) {
    throw new UserError({
      code: 'E_MODEL_AMBIGUOUS',
      what: `Run ${run.run_id} has ${models.length} models`,
      where: 'input model-path',
      mend: `Say which one in \`model-path\`: ${paths}`,
    });
  }
  if (!isTrueManifest(model.manifest)) {
    const path = runPath(run.run_id);
    const what = `The record ${path} has a manifest of ${model.path} whose digest is not that of its files`;
    const mend = 'Look at the commit that added it, and train again';
    throw new UserError({ code: 'E_LEDGER_RECORD_INVALID', what, where: path, mend });
  }
  return model;
}
