import type { Finding } from '../generated/types.js';
import type { Policy, PolicyFacts, Rule, Verdict } from './policy.js';
import { requiredTags } from './rules/required-tags.js';
import { tagPatterns } from './rules/tag-patterns.js';

const RULES: readonly Rule[] = [requiredTags, tagPatterns];

/** Every finding of every rule; the verdict fails when one of them is an error. Pure: same policy and facts, same verdict. */
export function evaluate(policy: Policy, facts: PolicyFacts): Verdict {
  const findings = RULES.flatMap((rule) => rule(policy, facts));
  return { verdict: findings.some((finding) => finding.severity === 'error') ? 'fail' : 'pass', findings };
}

/** Keys of the lineage tags that findings complain of as missing. */
export function missingTags(findings: readonly Finding[]): string[] {
  return findings.filter(({ rule }) => rule.startsWith('required_tags.')).map(({ subject }) => subject);
}
