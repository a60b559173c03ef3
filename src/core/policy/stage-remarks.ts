import type { Policy } from './policy.js';
import type { Remark } from './remark.js';

const WITHOUT_EFFECT = ['override', 'expires_after', 'environment', 'approver_not_requester'] as const;

/** Settings about approvals of a stage that needs none. @param policy for one model */
export function withoutApprovals({ stages, source }: Policy): Remark[] {
  return Object.entries(stages).flatMap(([stage, rule]) => {
    if ((rule.approvals ?? 0) > 0 || (rule.rollback?.approvals ?? 0) > 0) return [];
    const remark = (setting: string, says: string): Remark => ({
      rule: `stages.${stage}.${setting}`,
      severity: 'warning',
      subject: stage,
      message: `\`${stage}.${setting}\` ${says}, since \`${stage}\` needs no approvals`,
      mend: `Add \`approvals: 1\` to \`stages.${stage}\` in the policy (${source}), or remove the line`,
    });
    const idle = WITHOUT_EFFECT.filter((setting) => rule[setting] !== undefined);
    // With `rollback: { approvals: 0 }` it is meant: only those whom it names may roll back then.
    const isApprovers = rule.approvers !== undefined && rule.rollback === undefined;
    return [
      ...(isApprovers ? [remark('approvers', 'only says who may roll back')] : []),
      ...idle.map((setting) => remark(setting, 'has no effect')),
    ];
  });
}

/** Stages that take versions from nowhere but themselves. @param policy for one model */
export function fromItself({ stages, source }: Policy): Remark[] {
  return Object.entries(stages).flatMap(([stage, { from = [] }]) =>
    from.length === 0 || from.some((one) => one !== stage)
      ? []
      : [
          {
            rule: `stages.${stage}.from`,
            severity: 'warning' as const,
            subject: stage,
            message: `\`${stage}.from\` names nothing but \`${stage}\` itself, so that no version gets there that is not there already`,
            mend: `Name the stage before it in \`stages.${stage}.from\` of the policy (${source})`,
          },
        ],
  );
}
