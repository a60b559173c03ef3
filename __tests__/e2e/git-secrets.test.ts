import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { GitHubWorld } from '../support/github-world.js';
import { errorsOf, REGISTER, TRACK, TRAINING, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

test('no git command has the inputs of the action or the tokens of its services in its environment', async () => {
  const job = await world.job(await world.push());
  const seen = path.join(job.options.root, 'seen');
  await mkdir(seen);
  await job.run(`
    mkdir -p "$HOME/bin"
    real=$(command -v git)
    printf '#!/bin/sh\\nenv > "%s/$$.%s"\\nexec "%s" "$@"\\n' '${seen}' env "$real" > "$HOME/bin/git"
    chmod +x "$HOME/bin/git"
    echo "$HOME/bin" >> "$GITHUB_PATH"`);
  expect(errorsOf(await job.uses(TRACK, TRAINING))).toEqual([]);
  expect(errorsOf(await job.uses(REGISTER, { model: 'clf' }))).toEqual([]);
  const all = await Promise.all(
    (await readdir(seen)).map((name) => readFile(path.join(seen, name), 'latin1')),
  );
  expect(all.length).toBeGreaterThan(10);
  for (const env of all) expect(env).not.toMatch(/^(?:INPUT|STATE|ACTIONS)_/m);
  // What a server asks for reaches git as a header, and only the commands that talk to it.
  expect(all.some((env) => !env.includes('AUTHORIZATION'))).toBe(true);
  for (const env of all) expect(env).not.toContain(job.options.token);
}, 120_000);
