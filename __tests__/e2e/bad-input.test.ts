import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import type { Files } from '../support/bare-repo.js';
import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { type BadStep, REGISTERED, TRACKED, UNREADABLE } from './bad-input-cases.js';
import { errorsOf, REGISTER, TRACK } from './support.js';

jest.setTimeout(60_000);

/** Event payloads that GitHub never sends. */
const EVENTS = { garbage: 'no JSON', list: '[1]' };

let world: GitHubWorld;
let trigger: Trigger;

beforeAll(async () => {
  world = await GitHubWorld.start();
  trigger = await world.push();
  const branch = (name: string, files: Files) => world.repo.commit(files, { branch: name, parents: [] });
  await branch('newer', { 'ledger.json': '{\n  "format": 2\n}\n' });
  await branch('unreadable', {
    'ledger.json': '{\n  "format": 1\n}\n',
    [`runs/2026/11/21/${UNREADABLE}.json`]: '{"schema": "lineage-gate/run/v1"}\n',
  });
  for (const [name, text] of Object.entries(EVENTS)) await writeFile(path.join(world.root, name), text);
});

afterAll(async () => {
  await world.close();
});

/** Runs one step in a job of its own, and sees that it is refused for this fault and leaves nothing. */
async function refuse(action: string, bad: BadStep, inputs: Record<string, string>): Promise<void> {
  const { variables = {}, faults = 1 } = bad;
  const job = await world.job(trigger, {
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, file]) => [name, path.join(world.root, file)]),
    ),
  });
  for (const [name, content] of Object.entries(bad.files ?? {})) {
    await mkdir(path.dirname(path.join(job.workspace, name)), { recursive: true });
    await writeFile(path.join(job.workspace, name), content);
  }
  for (const [name, target] of Object.entries(bad.links ?? {}))
    await symlink(target, path.join(job.workspace, name));
  const refs = await world.repo.refs();
  const report = await job.uses(action, { ...inputs, ...bad.inputs });
  const ended = await job.finish();

  const errors = errorsOf(report);
  const told = { first: errors[0]?.split(':')[0], faults: errors.length };
  expect({ exit: report.exitCode, ...told }).toEqual({ exit: 1, first: bad.code, faults });
  for (const line of errors) expect(line).toMatch(/^E_[A-Z_]+: .+ \(.+\)\. .+\.$/s);
  expect(errors.join('\n')).toMatch(bad.says);
  expect(report.summary).toContain(bad.code);
  expect(report.log.includes('trained')).toBe(bad.late ?? false);
  for (const post of ended)
    expect({ errors: errorsOf(post), exit: post.exitCode }).toEqual({ errors: [], exit: 0 });
  expect(await world.repo.refs()).toEqual(refs);
  expect((await world.artifacts()).list()).toEqual([]);
  expect(world.github.violations).toEqual([]);
}

describe('track refuses', () => {
  test.each(TRACKED)('$name', async (bad) => {
    await refuse(TRACK, bad, { run: 'echo trained' });
  });
});

describe('register refuses', () => {
  test.each(REGISTERED)('$name', async (bad) => {
    await refuse(REGISTER, bad, {});
  });
});
