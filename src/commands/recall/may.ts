import { type Fault, UserError } from '../../core/errors.js';
import type { Person } from '../../core/generated/types.js';
import { isListed } from '../../core/policy/accounts.js';
import { clearRule } from '../../core/policy/approval-rules.js';
import { refFault } from '../../core/policy/stage-rules.js';
import { quoted } from '../../core/printable.js';
import { workflowFile } from '../../core/registry/confirm/attempt.js';
import { askingAccounts, personOf } from '../promote/people.js';
import type { RecallDeps } from './deps.js';

type Asking = Pick<RecallDeps, 'policy' | 'facts' | 'triggering_actor' | 'job' | 'people'>;

/**
 * Who may recall, and from where: what nobody would count is not written.
 * @throws UserError E_RECALL_NOT_ALLOWED with all that speaks against it
 */
export async function requireRecaller(deps: Asking): Promise<void> {
  const { recall } = deps.policy;
  const file = fileOf(deps);
  const isListedFile = file !== null && recall.workflows?.includes(file) === true;
  const faults = isListedFile ? refFaults(deps) : runFaults(deps);
  const isUnattended = isListedFile && deps.facts.by?.event !== 'workflow_dispatch';
  if (!isUnattended) faults.push(...(await strangerFaults(recall.allowed_actors, deps, 'recall')));
  if (faults.length > 0) throw new UserError(faults);
}

/** Who may ask to lift a recall. @throws UserError E_RECALL_NOT_ALLOWED */
export async function requireClearer(deps: Asking): Promise<void> {
  const { allowed_actors: listed } = deps.policy.recall;
  const { listed: approvers } = clearRule(deps.policy);
  const who = listed === undefined ? undefined : [...listed, ...(approvers ?? [])];
  const faults = [...runFaults(deps), ...(await strangerFaults(who, deps, 'ask to lift a recall'))];
  if (faults.length > 0) throw new UserError(faults);
}

/** Who may reject such a request, or cancel their own, by where from. @throws UserError E_RECALL_NOT_ALLOWED */
export function requireByHand(deps: Asking): void {
  const faults = runFaults(deps);
  if (faults.length > 0) throw new UserError(faults);
}

/** Who acts here. */
export function actingPerson({ facts, people }: Pick<Asking, 'facts' | 'people'>): Promise<Person> {
  return personOf(facts.actor ?? 'unknown', people, facts.by?.actor_id ?? null);
}

function refFaults({ job }: Pick<Asking, 'job'>): Fault[] {
  const what = refFault('recalls', job, undefined);
  return what === undefined ? [] : [fault(what, 'Start the workflow from the default branch')];
}

/** What of a workflow run would be held against its event by whoever asks GitHub. */
function runFaults(deps: Asking): Fault[] {
  const { by } = deps.facts;
  const { registry_workflows: workflows } = deps.policy;
  const file = fileOf(deps);
  const faults = refFaults(deps);
  if (by !== undefined && by.event !== 'workflow_dispatch')
    faults.push(
      fault(
        `The event \`${by.event ?? 'none'}\` started this workflow, and recalls are made and lifted by hand`,
        'Use `workflow_dispatch`; `recall.workflows` of the policy names files that may recall on `schedule` and `repository_dispatch`',
      ),
    );
  if (file !== null && workflows !== null && !workflows.includes(file))
    faults.push(
      fault(
        `The workflow is ${quoted(file)}, which \`registry_workflows\` of the policy does not name: nobody would count what it writes`,
        'Add it there, on the default branch',
      ),
    );
  return faults;
}

/** Path of the workflow's file; null where no workflow runs. */
function fileOf({ facts: { by } }: Pick<Asking, 'facts'>): string | null {
  if (by?.workflow_ref == null) return null;
  const file = workflowFile(by.workflow_ref);
  const at = file.indexOf('.github/workflows/');
  return at < 0 ? file : file.slice(at);
}

async function strangerFaults(
  listed: readonly string[] | undefined,
  { people, facts, triggering_actor }: Asking,
  verb: string,
): Promise<Fault[]> {
  if (listed === undefined) return [];
  const accounts = await askingAccounts({ actor: facts.actor, triggering_actor }, listed, people);
  const stranger = accounts.find((account) => !isListed(account, listed));
  if (accounts.length > 0 && stranger === undefined) return [];
  const who = stranger === undefined ? 'Nobody is known to ask' : `${quoted(stranger.person.login)} asks`;
  const mend = 'Let one of these accounts do it';
  return [fault(`${who}, and the policy lets ${listed.join(', ') || 'nobody'} ${verb}`, mend)];
}

function fault(what: string, mend: string): Fault {
  return { code: 'E_RECALL_NOT_ALLOWED', what, where: 'policy', mend };
}
