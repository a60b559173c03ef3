import { clear } from '../../commands/recall/clear.js';
import type { RecallDeps } from '../../commands/recall/deps.js';
import { recall } from '../../commands/recall/recall.js';
import { redactClear, redactRecall } from '../../commands/recall/redact.js';
import { allAffected } from '../../commands/recall/report.js';
import { rollBack } from '../../commands/recall/rollback.js';
import { Faults } from '../../core/errors.js';
import { finishClear } from '../finish-clear.js';
import { openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { defaultBranchPolicy } from '../policy.js';
import { promoteDeps } from '../promote-deps.js';
import { keepRecallIssues } from '../recall-issues.js';
import { finishRecall, finishRefresh } from './finish.js';
import { askedOfRecall, startFaults } from './request.js';

/**
 * The `recall` action: marks something as bad and rolls back what came from it, or lifts that, or refreshes issues.
 * @returns the exit code of the step
 */
export async function recallAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('recall', env, faults);
  const asked = await faults.catch(() => askedOfRecall(inputs, faults));
  const host = await faults.catch(() => openHost(env, inputs));
  const rules = host && (await faults.catch(() => defaultBranchPolicy(host, inputs.policy)));
  if (asked !== undefined && host !== undefined)
    for (const fault of startFaults(asked, host)) faults.add(fault);
  faults.throwIfAny();
  if (asked === undefined || host === undefined || rules === undefined)
    throw new Error('no request and no fault');
  const promoting = promoteDeps(host, inputs, rules);
  const { ask: _, askRecall: ask, ...both } = promoting;
  const place = { cwd: host.workspace, env };
  const deps: RecallDeps = { ...both, ...(ask === undefined ? {} : { ask }), place };
  const { policy } = rules;
  switch (asked.kind) {
    case 'refresh':
      return finishRefresh(await keepRecallIssues(host, null, { policy, ask }));
    case 'clear': {
      const request = redactClear(asked.request, host);
      return finishClear(host, await clear(request, deps), { ...request, policy, ask });
    }
    case 'recall': {
      const request = redactRecall(asked.request, host);
      const result = await recall(request, deps);
      const { dry_run } = request;
      const affected = allAffected(result.event, result.affected);
      const rollbacks = asked.rollback
        ? await rollBack(result.event, { affected, dry_run }, promoting)
        : null;
      return finishRecall(host, { result, rollbacks }, { dry_run, policy, ask });
    }
  }
}
