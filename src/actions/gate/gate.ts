import { collectCode } from '../../collect/git/git.js';
import { gateTarget } from '../../commands/gate/target.js';
import { Faults } from '../../core/errors.js';
import { isId } from '../../core/ids.js';
import { parseLines } from '../../core/key-values.js';
import { openHost } from '../host.js';
import { flag, readInputs } from '../inputs.js';
import { judgeTarget } from './judge-target.js';

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
  const { workspace, ci } = host;
  const checkedOut = async () => (await collectCode({ workspace, env, ci: ci.code })).other;
  const target = await gateTarget({ ...host, repository: { owner, repo }, checkedOut });
  const request = { run_ids, model: inputs.model || null };
  return judgeTarget(host, target, { request, policy: inputs.policy, wanted, refused: [] });
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
