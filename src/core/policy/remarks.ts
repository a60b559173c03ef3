import { directionOf, limitOf, type MetricRule } from './metric-rule.js';
import { laidOver } from './overrides.js';
import type { Policy } from './policy.js';
import type { Remark } from './remark.js';
import { fromItself, withoutApprovals } from './stage-remarks.js';

/** `glob`: of the rules for single models that it is about; null: of those for all. */
export type PlacedRemark = Remark & { glob: string | null };

/** Of all rules of a file, those for single models included; each once. */
export function remarksOn(policy: Policy): PlacedRemark[] {
  const parts = policy.models.map(({ glob, rules }) => ({ glob, rules: laidOver(policy, rules) }));
  const all = [{ glob: null, rules: policy }, ...parts].flatMap(({ glob, rules }) =>
    [
      ...contradictingLimits(rules),
      ...belowNoise(rules),
      ...withoutApprovals(rules),
      ...fromItself(rules),
    ].map((remark) => ({
      ...remark,
      glob,
    })),
  );
  return [...new Map(all.map((remark) => [`${remark.rule} ${remark.message}`, remark])).values()];
}

/** Limits that say that lower is better, beside others that say that higher is. @param policy for one model */
export function contradictingLimits(policy: Policy): Remark[] {
  return Object.entries(policy.metrics).flatMap(([key, rule]) => {
    const pair = contradictingPair(rule);
    if (pair === null) return [];
    const [bound, move] = pair;
    const [says, other] = bound === 'max' ? ['lower', 'higher'] : ['higher', 'lower'];
    return [
      {
        rule: `metrics.${key}.direction`,
        severity: 'warning' as const,
        subject: key,
        message: `\`${bound}\` of \`${key}\` says that ${says} is better, and \`${move}\` that ${other} is, so that nothing can be called better or worse`,
        mend: `Add \`higher_is_better\` to \`metrics.${key}\` in the policy (${policy.source}): ${bound === 'max' ? '`true`' : '`false`'} if \`${bound}\` is only the end of its scale`,
      },
    ];
  });
}

function contradictingPair(rule: MetricRule): [bound: 'min' | 'max', move: string] | null {
  const { min, max, max_drop, max_increase } = rule;
  if (directionOf(rule) !== null) return null;
  // Both moves are a band about the baseline, whatever the bounds are.
  if ((max_drop === undefined) === (max_increase === undefined)) return null;
  if (max !== undefined && max_drop !== undefined) return ['max', 'max_drop'];
  return min !== undefined && max_increase !== undefined ? ['min', 'max_increase'] : null;
}

function belowNoise({ metrics, noise, source }: Policy): Remark[] {
  return Object.entries(metrics).flatMap(([key, rule]) =>
    (['max_drop', 'max_increase'] as const).flatMap((setting) => {
      const limit = limitOf(rule[setting]);
      const scatters = Object.hasOwn(noise, key) ? noise[key] : undefined;
      // A percentage is of a value that is not known here.
      if (limit === null || limit.isRelative || scatters === undefined || limit.value >= scatters / 2)
        return [];
      return [
        {
          rule: `metrics.${key}.${setting}`,
          severity: 'notice' as const,
          subject: key,
          message: `\`${setting}\` of \`${key}\`, ${limit.value}, is below half of its noise, ${scatters}: with several such metrics a change that makes nothing worse often fails`,
          mend: `Give \`metrics.${key}.${setting}\` in the policy (${source}) at least ${Number((scatters / 2).toPrecision(6))}`,
        },
      ];
    }),
  );
}
