import { collectBaseModels } from '../../collect/base-models.js';
import { parseDatasets } from '../../collect/dataset-lines.js';
import { existingPath } from '../../collect/files/paths.js';
import { foundBy } from '../../collect/freshness/base-models.js';
import { choosePythons } from '../../collect/python/choice.js';
import { collectPythons } from '../../collect/python/pythons.js';
import { existsIn } from '../../collect/values/line-options.js';
import { describeFault, type Fault, Faults, UserError } from '../../core/errors.js';
import type { Finding, RunRecord } from '../../core/generated/types.js';
import { parseKeyValues } from '../../core/key-values.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import { applyWaivers } from '../../core/policy/waivers.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { Recalled, type RecalledDeps } from '../recalled/recalled.js';
import { recalledError } from '../recalled/recalled-error.js';
import type { Before } from './before.js';
import type { TrackRequest } from './session.js';

/** A run that is about to begin. */
export interface Beginning {
  run_id: string;
  request: TrackRequest;
  code: RunRecord['inputs']['code'];
  context: RunRecord['context'];
  before: Before;
  /** RFC 3339. */
  at: string;
  /** The command's environment. */
  env: Readonly<Record<string, string | undefined>>;
}

interface Deps extends RecalledDeps {
  policy: Policy;
}

/**
 * What a run is to use and is recalled, as far as that can be known before it: its data, base models, commit and packages. By the policy it
 * is told, or the run does not begin; where nobody can tell, a training that would only be warned goes on.
 * @returns sentences without a full stop
 * @throws UserError E_RECALLED
 */
export async function recalledInputs(
  beginning: Beginning,
  view: LedgerView,
  deps: Deps,
): Promise<{ warnings: string[]; faults: readonly Fault[] }> {
  const refuses = deps.policy.recall.track === 'refuse';
  try {
    const findings = await findingsOf(beginning, view, deps);
    const errors = findings.filter(({ severity }) => severity === 'error');
    const said = findings.filter(({ severity }) => severity === 'warning');
    const warnings = (refuses ? said : [...errors, ...said]).map(
      ({ message, mend }) => `This run: ${message}. ${mend}`,
    );
    return { warnings, faults: refuses ? recalledError('The run is not begun', errors).faults : [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    if (refuses) return { warnings: [], faults: error.faults };
    const why = error.faults.map((fault) => describeFault(fault).replace(/\.$/, '')).join('; ');
    return { warnings: [`Whether what the run is to use is recalled is not known: ${why}`], faults: [] };
  }
}

async function findingsOf(beginning: Beginning, view: LedgerView, deps: Deps): Promise<Finding[]> {
  const recalled = new Recalled(view, deps);
  if (await recalled.isEmpty()) return [];
  const { request } = beginning;
  const isPackage = (await recalled.packages()).length > 0;
  const draft = await draftOf(beginning, isPackage ? await pythonOf(beginning) : null);
  const subject = request.model_name || request.experiment;
  const all = await recalled.findings(draft, { subject });
  const { waivers } = policyFor(deps.policy, subject);
  return applyWaivers(all, waivers, { subject, now: beginning.at }).findings;
}

/** Started for nothing but a recall of a package. */
async function pythonOf({ request, env }: Beginning): Promise<RunRecord['environment']['python']> {
  const { cwd, command } = request;
  const chosen = await choosePythons({ seen: null, env, cwd, script: command?.run ?? 'python' });
  return (await collectPythons({ ...chosen, env, cwd })).python;
}

/** The record as it would be of what is known now. */
async function draftOf(
  { run_id, request, code, context, before, at }: Beginning,
  python: RunRecord['environment']['python'],
): Promise<RunRecord> {
  const { dataset_version } = Object.fromEntries(parseKeyValues(request.tags, 'tags'));
  const cpu = { model: null, cores: 0 };
  const system = { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null };
  return {
    schema: 'lineage-gate/run/v1',
    run_id,
    experiment: request.experiment,
    run_name: null,
    parent_run_id: null,
    status: 'FINISHED',
    started_at: at,
    ended_at: at,
    duration_s: 0,
    command: { run: request.command?.run ?? null, shell: null, exit_code: null, stderr_tail: [] },
    inputs: {
      datasets: await datasetsOf(request, before),
      models: await modelsOf(request, before),
      code,
      params: {},
      seeds: {},
    },
    outputs: { metrics: {}, artifacts: [], models: [], system },
    environment: { os: '', arch: '', cpu, memory_bytes: 0, gpus: [], python, lockfiles: [] },
    context,
    tags: dataset_version === undefined ? {} : { dataset_version },
  };
}

async function datasetsOf(request: TrackRequest, { data }: Before): Promise<RunRecord['inputs']['datasets']> {
  const place = { workspace: request.workspace, cwd: request.cwd };
  const datasets: RunRecord['inputs']['datasets'] = [];
  for (const { name, version, path, role, made_by } of parseDatasets(request.datasets, existsIn(place))) {
    const found = path === null ? undefined : await existingPath(place, path, '').catch(() => undefined);
    const look = found === undefined ? undefined : data[found.record];
    datasets.push({
      name,
      version,
      made_by,
      path: found?.record ?? null,
      source: null,
      digest: look?.digest ?? null,
      size_bytes: look?.size_bytes ?? null,
      ...(role === null ? {} : { role }),
    });
  }
  return datasets;
}

/** Of one that is not there yet, or cannot be read, its address is known and no bytes. */
function modelsOf(
  request: TrackRequest,
  before: Before,
): Promise<NonNullable<RunRecord['inputs']['models']>> {
  const place = { workspace: request.workspace, cwd: request.cwd };
  return collectBaseModels({ text: request.base_models, place, begin: foundBy(before.models) }, new Faults());
}
