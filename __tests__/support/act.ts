import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { cachedFolder, orSkip } from './cache.js';
import { checkOut } from './checkout.js';
import { bareEnvironment, exec, execOk } from './exec.js';
import { userId } from './github/shapes.js';
import type { GitHubWorld, Trigger } from './github-world.js';

const VERSION = '0.2.87';

/**
 * The workflow runner `act`: the one on the PATH, or in CI one that is built and kept in `.cache`. `undefined` where there
 * is none, except in CI, where that throws.
 */
export async function act(): Promise<string | undefined> {
  return orSkip(`act ${VERSION}`, async () => {
    const found = await exec('act', ['--version']).catch(() => undefined);
    if (found?.code === 0 && found.stdout.toString().trim().endsWith(` ${VERSION}`)) return 'act';
    const install = `github.com/nektos/act@v${VERSION}`;
    if (!process.env.CI) throw new Error(`go install ${install}`);
    const folder = await cachedFolder(`act-${VERSION}`, async (path) => {
      const env = { ...process.env, CGO_ENABLED: '0', GOBIN: path, GOFLAGS: '-mod=mod' };
      // It waits for other programs, so that what the compiler would make faster is not worth its time.
      // Jobs run on this machine itself, so that it needs no Docker.
      const flags = ['-tags', 'WITHOUT_DOCKER', '-gcflags=all=-N -l', '-ldflags=-s -w'];
      await execOk('go', ['install', ...flags, install], { env });
    });
    return join(folder, process.platform === 'win32' ? 'act.exe' : 'act');
  });
}

export interface ActRun {
  /** The program, from {@link act}. */
  program: string;
  /** Absolute; named like a workflow of the repository. */
  workflow: string;
  /** Folders that come first on the jobs' PATH. */
  path: string[];
  /** What stands in for a token that a job makes as a GitHub App. */
  appToken?: string;
}

export interface ActResult {
  code: number | null;
  /** The jobs' logs, each line with its job's name before it. */
  log: string;
}

/** In the place of an action that sets up what the machine has already. */
const NOOP =
  'name: nothing\ndescription: Nothing\nruns:\n  using: composite\n  steps: [{ run: "true", shell: bash }]\n';

/** What a repository with an App has in variables and secrets. */
const APP = { id: 'Iv23liLineageGateTest', key: 'the-key-of-the-app' };

/** In the place of `actions/create-github-app-token`: GitHub alone can make a token of a key. @param file that has the token */
const appTokenAction = (file: string) => `name: token
description: Token of an App
inputs:
  client-id: { required: true }
  private-key: { required: true }
outputs:
  token: { value: "\${{ steps.made.outputs.token }}" }
runs:
  using: composite
  steps:
    - id: made
      shell: bash
      env: { ID: "\${{ inputs.client-id }}", KEY: "\${{ inputs.private-key }}" }
      run: test "$ID/$KEY" = "${APP.id}/${APP.key}" && echo "token=$(cat '${file}')" >> "$GITHUB_OUTPUT"
`;

/** Runs a workflow of this repository's examples for an event, in a checkout of its commit, on this machine itself. */
export async function runAct(world: GitHubWorld, trigger: Trigger, run: ActRun): Promise<ActResult> {
  const base = join(world.root, `act-${trigger.runId}`);
  const [workspace, home, actions] = [join(base, 'models'), join(base, 'home'), join(base, 'actions')];
  await mkdir(home, { recursive: true });
  await mkdir(join(actions, 'noop'), { recursive: true });
  await writeFile(join(actions, 'noop', 'action.yml'), NOOP);
  await mkdir(join(actions, 'app'), { recursive: true });
  await writeFile(join(actions, 'app', 'action.yml'), appTokenAction(join(actions, 'app', 'token')));
  await writeFile(join(actions, 'app', 'token'), run.appToken ?? '');
  await writeFile(join(base, 'event.json'), JSON.stringify(trigger.event));
  // What a release holds of this repository: act must find nothing else.
  for (const name of ['action.yml', 'register', 'gate', 'publish', 'promote', 'recall', 'fetch', 'dist']) {
    await cp(resolve(name), join(actions, 'gate', name), { recursive: true });
  }
  const token = world.tokens.make(trigger.permissions);
  const url = world.git.url(world.repository);
  await checkOut(workspace, { url, sha: trigger.sha, ref: trigger.ref, token, onBranch: true });
  const variables = await jobVariables(world, trigger);
  const args = [
    trigger.eventName,
    ...['--platform', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--rm', '--pull=false'],
    ...['--local-repository', `OWNER/lineage-gate@v1=${join(actions, 'gate')}`],
    ...['--local-repository', `actions/setup-python@v5=${join(actions, 'noop')}`],
    ...['--local-repository', `actions/create-github-app-token@v3=${join(actions, 'app')}`],
    ...['--secret', `LINEAGE_APP_KEY=${APP.key}`, '--var', `LINEAGE_APP_CLIENT_ID=${APP.id}`],
    ...['--action-cache-path', join(base, 'cache'), '--eventpath', join(base, 'event.json')],
    ...['--workflows', run.workflow, '--actor', trigger.actor, '--secret', 'GITHUB_TOKEN'],
    ...Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
  ];
  const bare = bareEnvironment(home);
  const PATH = [...run.path, bare['PATH']].join(':');
  const { code, stdout, stderr } = await exec(run.program, args, {
    cwd: workspace,
    env: { ...bare, PATH, GITHUB_TOKEN: token, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
  });
  return { code, log: `${stdout.toString('utf8')}${stderr}` };
}

async function jobVariables(world: GitHubWorld, trigger: Trigger): Promise<Record<string, string>> {
  const { repository, runId } = trigger;
  const artifacts = await world.artifacts();
  return {
    GITHUB_REPOSITORY: repository,
    GITHUB_SERVER_URL: world.git.serverUrl,
    GITHUB_API_URL: world.github.url,
    GITHUB_RUN_ID: String(runId),
    // What GitHub's runner says beside, and act does not.
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_ACTOR_ID: String(userId(trigger.actor)),
    GITHUB_TRIGGERING_ACTOR: trigger.actor,
    GITHUB_WORKFLOW_REF: `${repository}/${trigger.workflowPath ?? '.github/workflows/train.yml'}@${trigger.ref}`,
    ACTIONS_RESULTS_URL: artifacts.url,
    ACTIONS_RUNTIME_TOKEN: artifacts.runtimeToken({ repository, runId, jobId: 'act' }),
  };
}
