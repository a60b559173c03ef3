import type { Judgement, MetricComparison } from '../core/judgement.js';
import type { Detail } from './detail.js';
import { code } from './markdown.js';
import { count } from './units.js';

const NAMES_SHOWN = 3;

/** One line below the metrics: what was compared with what, what ± means, and what a reader should know of some of them. */
export function comparedLine({ metrics }: Judgement, { text }: Detail): string {
  const names = (some: readonly MetricComparison[]) => namesOf(some, text);
  return [
    howLine(metrics, names),
    metrics.some(hasInterval) ? '± is half of a 90 % interval.' : '',
    ...(['current', 'baseline'] as const).map((side) => seedLine(metrics, { side, names })),
  ]
    .filter((part) => part !== '')
    .join(' ');
}

type Names = (some: readonly MetricComparison[]) => string;

/** What most metrics were compared by comes first and without their names. */
function howLine(metrics: readonly MetricComparison[], names: Names): string {
  const groups = new Map<string, MetricComparison[]>();
  for (const metric of metrics) {
    const how = howOf(metric);
    if (how !== '') groups.set(how, [...(groups.get(how) ?? []), metric]);
  }
  const [most, ...others] = [...groups].sort(([, one], [, other]) => other.length - one.length);
  if (most === undefined) return '';
  return [`Compared: ${most[0]}`, ...others.map(([how, some]) => `${names(some)}: ${how}`)]
    .join('; ')
    .concat('.');
}

function howOf({ compared, current, baseline }: MetricComparison): string {
  if (compared === null || current === null || baseline === null) return '';
  const [now, before] = [current.values.length, baseline.values.length];
  const runs = `${count(now, 'run')} with ${before}`;
  const pairs = `${count(now, 'pair')} of runs of one seed${leftOut(compared.left_out)}`;
  switch (compared.by) {
    case 'paired':
      return `${pairs}, by Student's t`;
    case 'welch':
      return `${runs}, by Welch's t`;
    case 'both-pairs':
      return `${pairs}, where a move counts when both made it`;
    case 'separate':
      return `${runs}, where a move counts when it lies between any two`;
    case 'noise':
      return `${runs}, by the \`noise\` of the policy`;
    case 'means':
      return `${runs}, as they are`;
  }
}

function leftOut({ current, baseline }: { current: number; baseline: number }): string {
  if (current + baseline === 0) return '';
  return ` (${count(current + baseline, current > 0 ? 'current run' : 'baseline run')} without a partner left out)`;
}

/** Of metrics of which anybody cares whether they get better. */
function seedLine(
  metrics: readonly MetricComparison[],
  { side, names }: { side: 'current' | 'baseline'; names: Names },
): string {
  const same = metrics.filter(
    ({ seed_without_effect, rules, direction, guess }) =>
      seed_without_effect.includes(side) && (rules.length > 0 || direction !== null || guess !== null),
  );
  return same.length === 0 ? '' : `The seed changes nothing in ${names(same)} of the ${side} runs.`;
}

function hasInterval({ current, baseline, compared }: MetricComparison): boolean {
  return [current, baseline, compared].some((one) => one !== null && one.interval !== null);
}

function namesOf(metrics: readonly MetricComparison[], max: number): string {
  const shown = metrics.slice(0, NAMES_SHOWN).map(({ key }) => code(key, max));
  const more = metrics.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
