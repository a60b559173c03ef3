import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { appPermissions } from '../support/app-token.js';
import type { GitHubWorld } from '../support/github-world.js';
import { exampleRuleset, type Ruleset } from '../support/rulesets.js';
import { only } from './support.js';

export const APP = 'lineage-writer[bot]';
const APP_ID = 4711;

/** The rulesets that docs/set-ups.md has people apply, with the id of their App. */
export async function applyRulesets(world: GitHubWorld, ...names: string[]): Promise<void> {
  const rulesets = names.map(exampleRuleset).map(
    (ruleset): Ruleset => ({
      ...ruleset,
      bypass_actors: ruleset.bypass_actors.map((actor) => ({ ...actor, actor_id: APP_ID })),
    }),
  );
  await world.repo.enforce(rulesets, { [APP_ID]: APP });
}

/** A token of the App with the permissions that an example workflow asks for, and no others. */
export function appToken(world: GitHubWorld, workflow: string): string {
  const { jobs } = parse(readFileSync(resolve('examples/workflows', workflow), 'utf8')) as {
    jobs: Record<string, { steps: { uses?: string; with?: Record<string, string> }[] }>;
  };
  const permissions = appPermissions(only(Object.values(jobs)).steps) ?? {};
  const token = world.tokens.make({});
  world.tokens.set(token, { login: APP, permissions });
  return token;
}
