import type { StageRules } from '../generated/types.js';

type StageRule = StageRules[string];

/** A setting of a stage's rule by which nothing could ever be approved. */
export interface ApproverFault {
  /** Keys below the stage. */
  setting: 'approvals' | 'rollback/approvals';
  what: string;
  mend: string;
}

/** Where a stage needs more approvals than the people whom the policy names can give. @param rule with the rules for all models in it */
export function approverFaults(stage: string, rule: StageRule): ApproverFault[] {
  const { approvals = 0, rollback } = rule;
  const faults = [faultOf(stage, rule, { setting: 'approvals', needed: approvals })];
  // Without a number of its own a rollback needs what a promotion does, which is told already.
  if (rollback?.approvals !== undefined)
    faults.push(faultOf(stage, rule, { setting: 'rollback/approvals', needed: rollback.approvals }));
  return faults.filter((fault) => fault !== undefined);
}

function faultOf(
  stage: string,
  rule: StageRule,
  { setting, needed }: { setting: ApproverFault['setting']; needed: number },
): ApproverFault | undefined {
  const { approvers, allowed_actors, override = [] } = rule;
  const people = peopleIn(approvers ?? allowed_actors);
  // By `override` there is a way in all the same.
  if (needed === 0 || people === null || override.length > 0) return undefined;
  const from = approvers === undefined ? 'allowed_actors' : 'approvers';
  const name = `${stage}.${setting.replace('/', '.')}`;
  if (needed > people.size) {
    const what = `\`${name}\` is ${needed}, and \`${from}\` names ${people.size} who could approve, so that no request could ever be approved`;
    return { setting, what, mend: `Name more people in \`${from}\`, or lower the number` };
  }
  const asking = peopleIn(allowed_actors);
  const isOpen = asking === null || [...asking].some((login) => !people.has(login));
  if (rule.approver_not_requester === false || isOpen || needed < people.size) return undefined;
  const what = `\`${name}\` is ${needed}, and everyone in \`allowed_actors\` is one of the ${people.size} in \`${from}\`: who asks may not approve, so that no request could ever be approved`;
  const mend = `Name one more in \`${from}\`, let somebody else ask, or write \`approver_not_requester: false\``;
  return { setting, what, mend };
}

/** Logins of the people that a list names, in lower case; null where nobody can count them: any writer, a team, a role. */
function peopleIn(entries: readonly string[] | undefined): Set<string> | null {
  if (entries === undefined || entries.some((entry) => /^(?:role:|@)/.test(entry))) return null;
  return new Set(entries.map((entry) => entry.toLowerCase()).filter((login) => !login.endsWith('[bot]')));
}
