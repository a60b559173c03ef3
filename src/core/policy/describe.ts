import type { ModelRules } from '../generated/types.js';
import {
  comparesWithBaseline,
  directionOf,
  hasLimit,
  type MetricRule,
  ruleTexts,
  TAGS_ONLY,
} from './metric-rule.js';
import type { Policy } from './policy.js';
import { isExpired } from './waivers.js';

/** A kind of rule and what the policy asks for, one line each. */
export type Described = readonly [title: string, lines: readonly string[]];

/** What a policy asks for, for people; kinds of rules that it does not use are left out. @param now RFC 3339, UTC */
export function describePolicy(policy: Policy, now: string): Described[] {
  const {
    required_tags,
    tags,
    metrics,
    noise,
    code,
    run,
    trust,
    datasets,
    ledger,
    record,
    stages,
    registry_workflows,
    model_card,
    applies_to,
    models,
    recall,
  } = policy;
  const sections: Described[] = [
    ['required tags', [required_tags.length === 0 ? 'none' : required_tags.join(', ')]],
    ['tag patterns', Object.entries(tags).map(([key, { pattern }]) => `${key} ${pattern ?? '(any)'}`)],
    [
      'metrics',
      [
        ...Object.entries(metrics).map(([key, rule]) => `${key}: ${metricText(rule)}`),
        ...(hasLimits(policy) ? [] : [TAGS_ONLY]),
      ],
    ],
    ['noise', Object.keys(noise).length === 0 ? [] : [settings(noise)]],
    [
      'code',
      code.allow_dirty === false ? ['changes to tracked files that are in no commit are refused'] : [],
    ],
    ['runs', Object.keys(run).length === 0 ? [] : [settings(run)]],
    ['trust', trust === null ? [] : [`\`register\` takes runs that are ${trust.join(' or ')}`]],
    ['datasets', Object.keys(datasets).length === 0 ? [] : [settings(datasets)]],
    ['ledger', ledger.parking === false ? ['no run is parked'] : []],
    ['records', record === null ? [] : [`must fit ${record.path}`]],
    ['stages', Object.entries(stages).map(([stage, rule]) => `${stage}: ${settings(rule)} (for promotions)`)],
    ['registry workflows', [registry_workflows?.join(', ') ?? ''].filter((text) => text !== '')],
    ['recalls', Object.keys(recall).length === 0 ? [] : [settings(recall)]],
    ['model card', (model_card.required_sections ?? []).map((name) => `${name} (for promotions)`)],
    ['applies to', applies_to === null ? [] : [applies_to.join(', ')]],
    ['models', models.map(({ glob, rules }) => `${glob}: ${overrideText(rules)}`)],
    ['waivers', policy.waivers.map((waiver) => waiverText(waiver, now))],
  ];
  return sections.filter(([, lines]) => lines.length > 0);
}

/** Whether it limits a metric of any model. */
function hasLimits({ metrics, models }: Policy): boolean {
  const all = [metrics, ...models.map(({ rules }) => rules.metrics ?? {})];
  return all.some((rules) => Object.values(rules).some((rule) => rule !== null && hasLimit(rule)));
}

function metricText(rule: MetricRule): string {
  const direction = directionOf(rule);
  const against = { Production: 'Production', main: 'the base branch', none: '' }[rule.baseline ?? 'none'];
  return [
    rule.required === false ? 'may be missing' : 'required',
    ...ruleTexts(rule),
    ...(direction === null ? [] : [`${direction} is better`]),
    ...(comparesWithBaseline(rule) && against !== '' ? [`against ${against}`] : []),
    ...(rule.severity === 'warning' ? ['only a warning'] : []),
  ].join(', ');
}

function settings(rule: object): string {
  return Object.entries(rule)
    .map(([name, value]) => `${name} ${textOf(value)}`)
    .join(', ');
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(' ');
  return typeof value === 'object' && value !== null ? `(${settings(value)})` : String(value);
}

function overrideText(rules: ModelRules): string {
  const parts = Object.entries(rules).map(([kind, value]) =>
    Array.isArray(value) ? `${kind} ${textOf(value)}` : `${kind} ${Object.keys(value).join(' ')}`,
  );
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

function waiverText(waiver: Policy['waivers'][number], now: string): string {
  const { rule, model, reason, by, expires, recall, version } = waiver;
  const what = [rule, ...(recall === undefined ? [] : [recall])].join(' ');
  const whose = [
    ...(model === undefined ? [] : [model]),
    ...(version === undefined ? [] : [`version ${version}`]),
  ];
  const until = isExpired(waiver, now) ? `expired on ${expires}` : `until ${expires}`;
  return `${what}${whose.length === 0 ? '' : ` of ${whose.join(' ')}`} ${until}, by ${by}: ${reason}`;
}
