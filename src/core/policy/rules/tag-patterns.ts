import type { Finding } from '../../generated/types.js';
import type { Rule } from '../policy.js';

/** A tag whose value does not match the pattern that the policy asks for. A tag that is not there is no matter of this rule. */
export const tagPatterns: Rule = (policy, facts) =>
  Object.entries(policy.tags).flatMap(([key, rule]): Finding[] => {
    const value = Object.hasOwn(facts.tags, key) ? facts.tags[key] : undefined;
    if (rule.pattern === undefined || value === undefined || new RegExp(rule.pattern, 'u').test(value))
      return [];
    return [
      {
        rule: `tags.${key}.pattern`,
        severity: 'error',
        subject: key,
        message: `The lineage tag \`${key}\` is \`${cut(value)}\`, which does not match the pattern \`${rule.pattern}\``,
        mend: `Give \`${key}\` a value that matches, or change \`tags.${key}.pattern\` in the policy (${policy.source})`,
      },
    ];
  });

const LONGEST = 500;

/** A record has room for messages of 4,000 characters, and a tag may be longer. */
function cut(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}
