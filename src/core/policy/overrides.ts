import type { ModelRules } from '../generated/types.js';
import { matchesName } from './globs.js';
import { type Policy, withoutNull } from './policy.js';

/** The policy for one model: what `models` says for it is laid over the rest, in the order of the file. */
export function policyFor(policy: Policy, model: string): Policy {
  return policy.models
    .filter(({ glob }) => matchesName(glob, model))
    .reduce((merged, { rules }) => laidOver(merged, rules), policy);
}

/** Lists and numbers are replaced; rules by key are merged setting by setting; null takes a rule or number away. */
export function laidOver(policy: Policy, over: ModelRules): Policy {
  return {
    ...policy,
    required_tags: over.required_tags ?? policy.required_tags,
    tags: merged(policy.tags, over.tags),
    metrics: merged(policy.metrics, over.metrics),
    noise: withoutNull<number>({ ...policy.noise, ...over.noise }),
    code: { ...policy.code, ...over.code },
    run: { ...policy.run, ...over.run },
    datasets: { ...policy.datasets, ...over.datasets },
    stages: merged(policy.stages, over.stages),
    model_card: { ...policy.model_card, ...over.model_card },
  };
}

function merged<T extends object>(
  rules: Readonly<Record<string, T>>,
  over: Readonly<Record<string, T | null>> = {},
): Record<string, T> {
  const changed = Object.entries(over).map(([key, rule]): [string, T | null] => [
    key,
    rule === null ? null : { ...(Object.hasOwn(rules, key) ? rules[key] : undefined), ...rule },
  ]);
  return withoutNull({ ...rules, ...Object.fromEntries(changed) });
}
