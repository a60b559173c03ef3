import * as core from '@actions/core';
import { gateTarget } from '../../commands/gate/target.js';
import { publish } from '../../commands/publish/publish.js';
import { Faults } from '../../core/errors.js';
import { judgeTarget } from '../gate/judge-target.js';
import { openHost, proxiedFetch } from '../host.js';
import { flag, readInputs } from '../inputs.js';
import { reportError } from '../report-error.js';
import { explained, takeBack } from './not-published.js';
import { orderingPolicy } from './ordering-policy.js';

/**
 * The `publish` action: records what the jobs of a workflow run have handed over, and judges its commit.
 * @returns the exit code of the step
 */
export async function publishAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('publish', env, faults);
  const wanted = {
    comment: flag({ name: 'comment', value: inputs.comment || 'true' }, faults),
    status: flag({ name: 'status', value: inputs.status || 'true' }, faults),
  };
  const host = await faults.catch(() => openHost(env, inputs));
  faults.throwIfAny();
  if (host === undefined) throw new Error('no host and no fault');
  const [owner = '', repo = ''] = host.repository.split('/');
  const policy = await orderingPolicy(host, inputs.policy);
  const deps = { ...host, repository: { owner, repo }, download: { fetch: proxiedFetch }, policy };
  const finished = host.ci.trigger?.workflow_run_id ?? null;
  const published = await publish(finished ?? Number(host.ci.context.ci_run_id), deps).catch(
    async (error) => {
      if (wanted.status) await takeBack(host, () => gateTarget(deps));
      throw explained(error, host.ci);
    },
  );
  core.setOutput('run-ids', JSON.stringify(published.run_ids));
  core.setOutput('ledger-commit', published.commit ?? '');

  try {
    const target = await gateTarget(deps);
    const request = { run_ids: [], model: null };
    const { refused } = published;
    return await judgeTarget(host, target, { request, policy: inputs.policy, wanted, refused });
  } catch (error) {
    // The runs are in the ledger, and nobody should train them again.
    const { length } = published.run_ids;
    const note = `Evidence of ${length} run(s) is recorded; only the verdict is missing.`;
    const told = { redactor: host.redactor, title: 'Nothing was judged', ...(length === 0 ? {} : { note }) };
    await reportError(error, told);
    return 1;
  }
}
