import type { RecallRules } from '../generated/types.js';
import { accountFault } from './account-faults.js';
import { clearRule } from './approval-rules.js';
import { approverFaults } from './approver-faults.js';
import type { Policy } from './policy.js';
import { workflowFileFault } from './workflow-file.js';

interface RecallFault {
  /** JSON pointer into the file. */
  pointer: string;
  what: string;
  mend: string;
}

/** Rules for recalls by which nobody could ever recall, or lift a recall, and entries that can mean nothing. */
export function recallRuleFaults(rules: RecallRules | undefined, effective: Policy): RecallFault[] {
  if (rules === undefined) return [];
  const { allowed_actors, clear = {}, workflows = [] } = rules;
  const faults = [
    ...entryFaults(allowed_actors, 'allowed_actors', accountFault),
    ...entryFaults(clear.approvers, 'clear/approvers', accountFault),
    ...entryFaults(workflows, 'workflows', workflowFileFault),
  ];
  const add = (setting: string, what: string, mend: string) =>
    faults.push({ pointer: `/recall/${setting}`, what, mend });
  if (allowed_actors?.length === 0 && workflows.length === 0)
    add(
      'allowed_actors',
      '`recall.allowed_actors` is empty, so nothing could ever be recalled',
      'Name who may, or remove the line',
    );
  if (clear.approver_not_requester === true && clear.approvals === 0)
    add(
      'clear/approver_not_requester',
      '`recall.clear` asks for another approver than who asked, and for no approval',
      'Write `approvals: 1`, or remove the line',
    );
  return [...faults, ...fewApprovers(rules, effective)];
}

/** More approvals than the people whom the policy names can give. */
function fewApprovers({ allowed_actors, clear }: RecallRules, effective: Policy): RecallFault[] {
  if (clear?.approvals === undefined && clear?.approvers === undefined) return [];
  const { needed, listed, byRequester } = clearRule(effective);
  if (listed === null) return [];
  const rule = {
    approvals: needed,
    approvers: [...listed],
    approver_not_requester: !byRequester,
    // Who may approve may ask as well.
    ...(allowed_actors === undefined ? {} : { allowed_actors: [...allowed_actors, ...listed] }),
  };
  const setting = clear.approvals === undefined ? 'approvers' : 'approvals';
  return approverFaults('recall.clear', rule).map(({ what, mend }) => ({
    pointer: `/recall/clear/${setting}`,
    what,
    mend,
  }));
}

function entryFaults(
  entries: readonly string[] | undefined,
  list: string,
  faultOf: (entry: string) => { what: string; mend: string } | undefined,
): RecallFault[] {
  return (entries ?? []).flatMap((entry, index) => {
    const fault = faultOf(entry);
    return fault === undefined ? [] : [{ pointer: `/recall/${list}/${index}`, ...fault }];
  });
}
