import * as core from '@actions/core';
import type { Ci } from '../collect/ci.js';
import { gate } from '../commands/gate/gate.js';
import { type GateTarget, gateTarget } from '../commands/gate/target.js';
import { publish } from '../commands/publish/publish.js';
import { withRefused } from '../commands/publish/refused.js';
import { Faults, UserError } from '../core/errors.js';
import { reportGate, reportNoVerdict } from './gate-report.js';
import { type Host, openHost, proxiedFetch } from './host.js';
import { flag, readInputs } from './inputs.js';
import { jobPolicyFile } from './policy.js';

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
  const deps = { ...host, repository: { owner, repo }, download: { fetch: proxiedFetch } };
  const finished = host.ci.trigger?.workflow_run_id ?? null;
  const published = await publish(finished ?? Number(host.ci.context.ci_run_id), deps).catch((error) => {
    throw explained(error, host.ci);
  });
  core.setOutput('run-ids', JSON.stringify(published.run_ids));
  core.setOutput('ledger-commit', published.commit ?? '');

  const target = await gateTarget(deps);
  try {
    return await judgePublished(host, {
      target,
      published,
      repository: deps.repository,
      file: inputs.policy,
      wanted,
    });
  } catch (error) {
    if (wanted.status) await reportNoVerdict(host, target);
    throw error;
  }
}

interface Judged {
  target: GateTarget;
  published: Awaited<ReturnType<typeof publish>>;
  repository: { owner: string; repo: string };
  /** The input `policy`. */
  file: string;
  wanted: { comment: boolean; status: boolean };
}

async function judgePublished(host: Host, judged: Judged): Promise<number> {
  const { target, published, repository, wanted } = judged;
  const finished = host.ci.trigger?.workflow_run_id ?? null;
  // A checkout in a privileged job may be that of the very code that is judged.
  const ownCommit = finished === null ? null : (host.ci.code?.commit ?? null);
  const base = target.pull === null ? ownCommit : (target.base?.sha ?? ownCommit);
  const loaded = await jobPolicyFile(host, judged.file, base);
  const verdict = await gate({ run_ids: [], model: null }, target, { ...host, ...loaded, repository });
  const result = withRefused(verdict, published.refused);
  await reportGate(host, { result, policy: loaded.policy, model: null, wanted });
  if (result.verdict === 'pass') return 0;
  core.setFailed(failure(result.case, published.refused.length));
  return 1;
}

function failure(kind: 'judged' | 'no-runs' | 'not-applicable', refused: number): string {
  if (refused > 0) return `${refused} piece(s) of evidence were refused; what could be recorded was.`;
  return kind === 'no-runs' ? 'No run was recorded for this commit.' : 'The policy is not met.';
}

/** In the workflow of a fork no permission that a job asks for makes its token write. */
function explained(error: unknown, { context, trigger }: Ci): unknown {
  const isForeign = context.trust === 'fork' && trigger?.workflow_run_id == null;
  if (!isForeign || !(error instanceof UserError) || !error.has('E_LEDGER_PERMISSION')) return error;
  const mend = 'Publish evidence of forks and of Dependabot in a workflow on `workflow_run`: docs/publish.md';
  return new UserError(
    error.faults.map((fault) => ({ ...fault, mend })),
    { cause: error },
  );
}
