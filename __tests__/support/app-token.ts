import type { Access, Permissions } from './tokens.js';

interface Step {
  uses?: string;
  with?: Record<string, unknown>;
}

/** What the token of an App may do that a job makes for itself, as its workflow asks for it; undefined where a job makes none. */
export function appPermissions(steps: readonly Step[]): Permissions | undefined {
  const [made, ...more] = steps.filter(({ uses }) => uses?.startsWith('actions/create-github-app-token@'));
  if (made === undefined) return undefined;
  if (more.length > 0) throw new Error('a job makes two tokens');
  const asked = Object.entries(made.with ?? {}).flatMap(([input, access]) => {
    const [, name] = /^permission-(.+)$/.exec(input) ?? [];
    return name === undefined ? [] : [[name.replaceAll('-', '_'), access as Access]];
  });
  return Object.fromEntries(asked) as Permissions;
}
