import type { Finding } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import type { GateResult } from '../gate/gate.js';
import type { Refused } from './gather.js';

/** What reports call evidence that was refused, where else the name of a model stands. */
const SUBJECT = 'handed-over evidence';

/** A verdict that fails when evidence was refused: what was left out could be the very run that does not pass. */
export function withRefused(result: GateResult, refused: readonly Refused[]): GateResult {
  if (refused.length === 0) return result;
  const judgement: Judgement = {
    subject: SUBJECT,
    experiment: SUBJECT,
    runs: [],
    baseline: null,
    no_baseline: 'what was refused is compared with nothing',
    verdict: 'fail',
    tags_only: false,
    findings: refused.flatMap(findingsOf),
    waived: [],
    metrics: [],
    params: [],
    datasets: [],
    other_data: [],
  };
  const judgements = [...result.judgements, judgement];
  return { ...result, case: 'judged', verdict: 'fail', judgements, changed_files: null };
}

function findingsOf({ artifact, faults }: Refused): Finding[] {
  // The name of an artifact is foreign text.
  const name = artifact.name.slice(0, 80).replace(/[^\w.-]/g, '?');
  return faults.map(({ what, mend }) => ({
    rule: 'evidence.recorded',
    severity: 'error',
    subject: name,
    message: `${what} (artifact \`${name}\`)`,
    mend,
  }));
}
