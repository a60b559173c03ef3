import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import type { Files } from '../support/bare-repo.js';
import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { type BadStep, REGISTERED, TRACKED, UNREADABLE } from './bad-input-cases.js';
import { errorsOf, REGISTER, runOf, TRACK } from './support.js';

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

/** Where a training takes what it writes from. */
const MADE = 'made';

/**
 * Runs one step in a job of its own, and sees that it fails for this fault: what is told before the command leaves nothing, and a
 * command that ended well is recorded as incomplete.
 */
async function refuse(action: string, bad: BadStep, inputs: Record<string, string>): Promise<void> {
  const { variables = {}, faults = 1, late = false } = bad;
  const job = await world.job(trigger, {
    variables: Object.fromEntries(
      Object.entries(variables).map(([name, file]) => [name, path.join(world.root, file)]),
    ),
  });
  const folder = late ? path.join(job.workspace, MADE) : job.workspace;
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(bad.files ?? {})) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  for (const [name, target] of Object.entries(bad.links ?? {}))
    await symlink(target, path.join(folder, name));
  const refs = await world.repo.refs();
  const uploads = (await world.artifacts()).list();
  const report = await job.uses(action, { ...inputs, ...bad.inputs });
  const ended = await job.finish();

  const errors = errorsOf(report);
  const told = { first: errors[0]?.split(':')[0], faults: errors.length };
  expect({ exit: report.exitCode, ...told }).toEqual({ exit: 1, first: bad.code, faults });
  for (const line of errors) expect(line).toMatch(/^E_[A-Z_]+: .+ \(.+\)\. .+\.$/s);
  expect(errors.join('\n')).toMatch(bad.says);
  expect(report.summary).toContain(bad.code);
  expect(report.log.includes('trained')).toBe(late);
  for (const post of ended)
    expect({ errors: errorsOf(post), exit: post.exitCode }).toEqual({ errors: [], exit: 0 });
  expect(world.github.violations).toEqual([]);
  if (late) {
    const run = await runOf(world, report.outputs['run-id']);
    expect(run).toMatchObject({
      status: 'FINISHED',
      problems: [{ code: bad.code }, ...Array(faults - 1).fill({})],
    });
    return;
  }
  expect(await world.repo.refs()).toEqual(refs);
  expect((await world.artifacts()).list()).toEqual(uploads);
}

describe('track refuses', () => {
  test.each(TRACKED)('$name', async (bad) => {
    await refuse(TRACK, bad, { run: `if [ -e ${MADE} ]; then cp -a ${MADE}/. .; fi; echo trained` });
  });
});

describe('register refuses', () => {
  test.each(REGISTERED)('$name', async (bad) => {
    await refuse(REGISTER, bad, {});
  });
});
