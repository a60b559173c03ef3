import {
  type ClearRequest,
  clearRequestOf,
  type RecallRequest,
  recallRequestOf,
} from '../../commands/recall/request.js';
import type { Fault, Faults } from '../../core/errors.js';
import type { Host } from '../host.js';
import { flag, type Inputs } from '../inputs.js';

/** What is asked for. */
export type AskedOfRecall =
  | { kind: 'recall'; request: RecallRequest; rollback: boolean }
  | { kind: 'clear'; request: ClearRequest }
  | { kind: 'refresh' };

/** @throws UserError with the faults of a request; what else is wrong is added to the faults */
export function askedOfRecall(inputs: Inputs<'recall'>, faults: Faults): AskedOfRecall {
  const on = (name: 'rollback' | 'refresh' | 'dry-run' | 'only-name' | 'all-repositories') =>
    flag({ name, value: inputs[name] || 'false' }, faults);
  const [rollback, refresh, dryRun] = [on('rollback'), on('refresh'), on('dry-run')];
  const { what, clear, reason, severity, incident, contact, name } = inputs;
  const given = [
    ...(what === '' ? [] : ['what']),
    ...(clear === '' ? [] : ['clear']),
    ...(refresh ? ['refresh'] : []),
  ];
  if (given.length > 1) faults.add(tooMany(given));
  if (rollback && what === '' && given.length > 0) faults.add(noRollback(given));
  if (refresh) return { kind: 'refresh' };
  if (clear !== '') return { kind: 'clear', request: clearRequestOf({ clear, reason, dryRun }) };
  const texts = {
    what,
    reason,
    severity,
    incident,
    contact,
    name,
    dryRun,
    repository: '',
    discoveredAt: inputs['discovered-at'],
    onlyName: on('only-name'),
    onlyDigest: inputs['only-digest'],
    allRepositories: on('all-repositories'),
  };
  if (given.length === 0) faults.add(nothing());
  return { kind: 'recall', request: recallRequestOf(texts), rollback };
}

function tooMany(given: readonly string[]): Fault {
  const names = given.map((name) => `\`${name}\``).join(' and ');
  return {
    code: 'E_INPUT_INVALID',
    what: `${names} are given, and each is asked for by itself`,
    where: `input ${given[0]}`,
    mend: 'Give one of them',
  };
}

function noRollback(given: readonly string[]): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `\`rollback\` is given with \`${given[0]}\`, which rolls nothing back`,
    where: 'input rollback',
    mend: 'Leave it away, or give `what`',
  };
}

function nothing(): Fault {
  return {
    code: 'E_INPUT_MISSING',
    what: '`what`, `clear` and `refresh` are empty',
    where: 'input what',
    mend: 'Say what is bad, or which recalls are to be lifted; if an id comes from an output, see why that is empty',
  };
}

/** What a person has to start: readers who ask GitHub would not count it else. */
export function startFaults(asked: AskedOfRecall, { ci }: Pick<Host, 'ci'>): Fault[] {
  const { event } = ci.context;
  if (asked.kind !== 'recall' || !asked.rollback || event === 'workflow_dispatch') return [];
  return [
    {
      code: 'E_INPUT_INVALID',
      what: `\`rollback\` is for what somebody starts by hand, and the event \`${event ?? 'none'}\` started this workflow`,
      where: 'input rollback',
      mend: 'Start it by `workflow_dispatch`; on `schedule` and `repository_dispatch` a workflow that `recall.workflows` of the policy names may recall, and no more',
    },
  ];
}
