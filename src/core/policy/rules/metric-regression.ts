import { comparedSides, noiseOf } from '../../compare/metrics.js';
import { type Held, held } from '../../compare/move.js';
import { apart, numberText } from '../../compare/number-text.js';
import { meanOf } from '../../compare/sample.js';
import { besideBaselines, type ComparedSides } from '../../compare/sides.js';
import type { Finding } from '../../generated/types.js';
import { baselineFor } from '../judged.js';
import { type Limit, limitOf, type MetricRule } from '../metric-rule.js';
import type { RunRule } from '../policy.js';

const MOVES = {
  max_drop: { sign: -1, verb: 'fell' },
  max_increase: { sign: 1, verb: 'rose' },
} as const;

/** A metric that moved further from its baseline than the policy allows, beyond doubt where there are several runs. */
export const metricRegression: RunRule = (policy, judged) => {
  const beside = besideBaselines(judged.runs);
  return Object.entries(policy.metrics).flatMap(([key, rule]): Finding[] => {
    const noise = noiseOf(policy.noise, key);
    const sides = comparedSides(key, beside(baselineFor(judged, rule)), noise);
    if (sides === null) return [];
    const moved = { key, rule, sides, noise, source: policy.source };
    return (['max_drop', 'max_increase'] as const).flatMap((setting) => complaints(moved, setting));
  });
};

interface Moved {
  key: string;
  rule: MetricRule;
  sides: ComparedSides;
  noise: number | undefined;
  source: string;
}

function complaints({ key, rule, sides, noise, source }: Moved, setting: keyof typeof MOVES): Finding[] {
  const limit = limitOf(rule[setting]);
  if (limit === null) return [];
  const { sign, verb } = MOVES[setting];
  const move = held(sides, limit, { sign, noise });
  if (!move.isBeyond) return [];
  const from = meanOf(sides.baseline);
  const [was, is] = apart(from, meanOf(sides.current));
  const finding = { severity: rule.severity ?? 'error', subject: key } as const;
  if (limit.isRelative && from === 0) {
    return [
      {
        ...finding,
        rule: `metrics.${key}.baseline_zero`,
        message: `The metric \`${key}\` ${verb} from 0 to ${is}, and ${limit.text} of 0 is 0`,
        mend: `Give \`metrics.${key}.${setting}\` in the policy (${source}) as a number instead of a percentage`,
      },
    ];
  }
  return [
    {
      ...finding,
      rule: `metrics.${key}.${setting}`,
      message: `The metric \`${key}\` ${verb} from ${was} to ${is}, by ${byHowMuch(move, sides, sign)}; the policy allows ${allowedText(limit, move)}`,
      mend: `Improve the model, or change \`metrics.${key}.${setting}\` in the policy (${source})`,
    },
  ];
}

/** How far, and what makes that more than noise. */
function byHowMuch({ by, change, ends }: Held, { current }: ComparedSides, sign: number): string {
  const much = numberText(sign * change);
  const [low = '', high = ''] = ends
    .map((end) => sign * end)
    .sort((a, b) => a - b)
    .map(numberText);
  const interval = `${much} on average (90 % interval ${low} to ${high}`;
  switch (by) {
    case 'means':
      return much;
    case 'paired':
      return `${interval}, ${current.length} pairs of one seed)`;
    case 'welch':
      return `${interval})`;
    case 'noise':
      return `${interval} by its \`noise\`)`;
    case 'both-pairs':
      return `${much} on average (at least ${low} in both pairs of one seed)`;
    case 'separate':
      return `${much} on average (at least ${low} between any two runs)`;
  }
}

function allowedText(limit: Limit, { allowed }: Held): string {
  return limit.isRelative ? `${limit.text}, which is ${numberText(allowed)}` : limit.text;
}
