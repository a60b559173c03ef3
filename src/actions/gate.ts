import * as core from '@actions/core';
import { gate } from '../commands/gate/gate.js';
import { type GateTarget, gateTarget } from '../commands/gate/target.js';
import { Faults } from '../core/errors.js';
import { isId } from '../core/ids.js';
import { parseLines } from '../core/key-values.js';
import { reportGate, reportNoVerdict } from './gate-report.js';
import { type Host, openHost } from './host.js';
import { flag, type Inputs, readInputs } from './inputs.js';
import { jobPolicyFile } from './policy.js';

/**
 * The `gate` action: the verdict on the runs of the commit that the event is about.
 * @returns the exit code of the step
 */
export async function gateAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('gate', env, faults);
  const wanted = {
    comment: flag({ name: 'comment', value: inputs.comment || 'true' }, faults),
    status: flag({ name: 'status', value: inputs.status || 'true' }, faults),
  };
  const run_ids = runIds(inputs['run-ids'], faults);
  const host = await faults.catch(() => openHost(env, inputs));
  faults.throwIfAny();
  if (host === undefined) throw new Error('no host and no fault');
  const [owner = '', repo = ''] = host.repository.split('/');
  const repository = { owner, repo };
  const target = await gateTarget({ ...host, repository });
  try {
    return await judgeTarget(host, target, { inputs, run_ids, wanted });
  } catch (error) {
    if (wanted.status) await reportNoVerdict(host, target);
    throw error;
  }
}

interface Asked {
  inputs: Inputs<'gate'>;
  run_ids: readonly string[];
  wanted: { comment: boolean; status: boolean };
}

async function judgeTarget(host: Host, target: GateTarget, asked: Asked): Promise<number> {
  const [owner = '', repo = ''] = host.repository.split('/');
  const loaded = await jobPolicyFile(host, asked.inputs.policy, policyCommit(host, target));
  const request = { run_ids: asked.run_ids, model: asked.inputs.model || null };
  const result = await gate(request, target, { ...host, ...loaded, repository: { owner, repo } });
  await reportGate(host, {
    result,
    policy: loaded.policy,
    model: request.model,
    wanted: asked.wanted,
  });
  if (result.verdict === 'pass') return 0;
  const errors = result.judgements
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === 'error');
  core.setFailed(
    result.case === 'no-runs'
      ? `No run was recorded for ${target.sha}.`
      : `The policy is not met: ${errors.length} finding(s).`,
  );
  return 1;
}

/** Whose policy counts where the event does not say it: never that of a checkout, which may be of the code that is judged. */
function policyCommit({ ci }: Host, { pull, base }: GateTarget): string | null {
  const own = ci.trigger?.workflow_run_id == null ? null : (ci.code?.commit ?? null);
  return pull === null ? own : (base?.sha ?? own);
}

function runIds(text: string, faults: Faults): string[] {
  const ids = parseLines(text.replaceAll(',', '\n')).map((line) => line.text);
  for (const id of ids.filter((one) => !isId(one))) {
    faults.add({
      code: 'E_INPUT_INVALID',
      what: `\`${id.slice(0, 80)}\` is no run id`,
      where: 'input run-ids',
      mend: 'Use outputs `run-id` of track steps: 32 hex digits each',
    });
  }
  return ids;
}
