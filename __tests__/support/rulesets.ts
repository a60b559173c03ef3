import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const ZEROS = '0'.repeat(40);

/** As `POST /repos/{owner}/{repo}/rulesets` takes it, as far as the git server of the tests goes by it. */
export interface Ruleset {
  name: string;
  target: string;
  enforcement: string;
  bypass_actors: { actor_id: number; actor_type: string; bypass_mode: string }[];
  conditions: { ref_name: { include: string[]; exclude: string[] } };
  rules: { type: string }[];
}

/** What a rule refuses, as a condition of sh on `$old`, `$new` and `$zeros`, and GitHub's words for it. */
const RULES: Readonly<Record<string, { when: string; says: string }>> = {
  creation: {
    when: '[ "$old" = "$zeros" ] && [ "$new" != "$zeros" ]',
    says: 'Cannot create ref due to creations being restricted.',
  },
  update: {
    when: '[ "$old" != "$zeros" ] && [ "$new" != "$zeros" ]',
    says: 'Cannot update this protected ref.',
  },
  deletion: { when: '[ "$new" = "$zeros" ]', says: 'Cannot delete this protected ref.' },
  non_fast_forward: {
    when: '[ "$old" != "$zeros" ] && [ "$new" != "$zeros" ] && ! git merge-base --is-ancestor "$old" "$new"',
    says: 'Cannot force-push to this branch',
  },
};

/** A ruleset of the examples, as its file has it. */
export function exampleRuleset(name: string): Ruleset {
  return JSON.parse(readFileSync(resolve('examples/rulesets', name), 'utf8')) as Ruleset;
}

/**
 * A `pre-receive` hook that keeps rulesets as GitHub does: each by itself, so who bypasses one is still bound by the others.
 * @param apps login by id of the Apps that rulesets let through; the server tells the hook who pushes in REMOTE_USER
 */
export function rulesetHook(rulesets: readonly Ruleset[], apps: Readonly<Record<number, string>>): string {
  const checks = rulesets.flatMap((ruleset) => checksOf(ruleset, apps));
  return [
    '#!/bin/sh',
    'status=0',
    `zeros=${ZEROS}`,
    'while read -r old new ref; do',
    '  found=0',
    ...checks,
    '  [ "$found" = 0 ] || status=1',
    'done',
    'exit $status',
    '',
  ].join('\n');
}

function checksOf(ruleset: Ruleset, apps: Readonly<Record<number, string>>): string[] {
  const { target, enforcement, bypass_actors, conditions, rules } = ruleset;
  const { include, exclude } = conditions.ref_name;
  const folder = { branch: 'refs/heads/', tag: 'refs/tags/' }[target];
  const isPlain = folder !== undefined && enforcement === 'active' && exclude.length === 0;
  if (!isPlain || include.some((ref) => !ref.startsWith(folder) || /[*~?[]/.test(ref)))
    throw new Error(`The git server of the tests cannot keep the ruleset ${ruleset.name}`);
  const logins = bypass_actors.map(({ actor_id, actor_type, bypass_mode }) => {
    const login = actor_type === 'Integration' && bypass_mode === 'always' ? apps[actor_id] : undefined;
    if (login === undefined) throw new Error(`${ruleset.name} lets through whom nobody knows`);
    return `[ "$REMOTE_USER" != ${quoted(login)} ]`;
  });
  return include.flatMap((ref) =>
    rules.flatMap(({ type }) => {
      const rule = RULES[type];
      if (rule === undefined) throw new Error(`The git server of the tests has no rule ${type}`);
      const when = [`[ "$ref" = ${quoted(ref)} ]`, ...logins, rule.when].join(' && ');
      return [
        `  if ${when}; then`,
        '    [ "$found" = 1 ] || echo "error: GH013: Repository rule violations found for $ref." >&2',
        `    echo "- ${rule.says}" >&2`,
        '    found=1',
        '  fi',
      ];
    }),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
