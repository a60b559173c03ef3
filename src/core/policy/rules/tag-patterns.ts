import type { Finding } from '../../generated/types.js';
import type { PolicyFacts, Rule } from '../policy.js';
import { inSome } from './some-runs.js';

/** A tag whose value does not match the pattern that the policy asks for. A tag that is not there is no matter of this rule. */
export const tagPatterns: Rule = (policy, facts) =>
  Object.entries(policy.tags).flatMap(([key, { pattern }]): Finding[] => {
    if (pattern === undefined) return [];
    const odd = misfits(key, pattern, facts);
    const [first] = odd;
    if (first === undefined) return [];
    const setting = `\`tags.${key}.pattern\` in the policy (${policy.source})`;
    const problem = first.isSlow
      ? {
          what: `and it takes too long to tell whether that matches the pattern \`${pattern}\``,
          mend: `Write ${setting} without a repetition within a repetition, such as \`(a+)+\``,
        }
      : {
          what: `which does not match the pattern \`${pattern}\``,
          mend: `Give \`${key}\` a value that matches, or change ${setting}`,
        };
    const where = inSome(odd.length, facts.tags.length);
    return [
      {
        rule: `tags.${key}.pattern`,
        severity: 'error',
        subject: key,
        message: `The lineage tag \`${key}\` is \`${cut(first.value)}\`${where}, ${problem.what}`,
        mend: problem.mend,
      },
    ];
  });

function misfits(key: string, pattern: string, { tags, matches }: PolicyFacts) {
  return tags.flatMap((own) => {
    const value = Object.hasOwn(own, key) ? own[key] : undefined;
    const fits = value === undefined ? true : matches(pattern, value);
    return value === undefined || fits === true ? [] : [{ value, isSlow: fits === null }];
  });
}

const LONGEST = 500;

/** A record has room for messages of 4,000 characters, and a tag may be longer. */
function cut(value: string): string {
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}
