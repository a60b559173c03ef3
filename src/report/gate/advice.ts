import type { Finding } from '../../core/generated/types.js';
import { type Detail, leftOut } from '../detail.js';
import { prose, shorten } from '../markdown.js';

const LIMIT = /^metrics\..+\.(?:min|max|max_drop|max_increase)$/s;
const NAMED = 3;

/** How to mend what was found, each once: many findings have one remedy. @param source of the policy, with backticks */
export function advice(findings: readonly Finding[], source: string, { rows, text }: Detail): string {
  const grave = findings.filter(({ severity }) => severity !== 'notice');
  const limits = grave.filter(({ rule }) => LIMIT.test(rule)).map(({ rule }) => rule);
  const others = grave.filter(({ rule }) => !LIMIT.test(rule)).map(({ mend }) => mend);
  const all = [...new Set([...(limits.length === 0 ? [] : [ofLimits(limits, source)]), ...others])];
  const shown = all.slice(0, rows).map((mend) => `${prose(shorten(mend, text))}.`);
  const more = leftOut(all.length - shown.length, 'remedy');
  return shown.length === 0 ? '' : ['What to do:', ...shown, ...(more === '' ? [] : [more])].join(' ');
}

function ofLimits(rules: readonly string[], source: string): string {
  const distinct = [...new Set(rules)];
  const shown = distinct.slice(0, NAMED).map((rule) => `\`${rule}\``);
  if (distinct.length > shown.length) shown.push(`${distinct.length - shown.length} more`);
  const last = shown.pop() ?? '';
  const which = shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
  return `Improve the model, or change ${which} in the policy (${source})`;
}
