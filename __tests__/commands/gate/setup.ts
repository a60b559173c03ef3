import { join } from 'node:path';
import { githubCi } from '../../../src/collect/ci/github.js';
import { collectCode } from '../../../src/collect/git/git.js';
import { type GateResult, gate } from '../../../src/commands/gate/gate.js';
import type { GateRequest } from '../../../src/commands/gate/request.js';
import { gateTarget } from '../../../src/commands/gate/target.js';
import { loadPolicyFile } from '../../../src/commands/policy/policy.js';
import { createGitHub, type GitHubClient } from '../../../src/github/client.js';
import { readFileAtRef } from '../../../src/github/contents.js';
import { liftPace } from '../../github/pace.js';
import { RecordingLog, remoteLedger } from '../../ledger/fixtures.js';
import { gitEnvironment } from '../../support/exec.js';
import { GitHubWorld, type Trigger } from '../../support/github-world.js';
import { type Permissions, READ_WRITE } from '../../support/tokens.js';

interface GateJob {
  permissions?: Permissions;
  /** With a checkout in it. */
  workspace?: string;
  /** Variables of the job, beside those that every job of the event has. */
  variables?: NodeJS.ProcessEnv;
}

/** `gate` on a world, without the action around it. */
export class GateSetup {
  readonly log = new RecordingLog();
  #made = 0;

  private constructor(readonly world: GitHubWorld) {}

  static async start(): Promise<GateSetup> {
    await liftPace();
    return new GateSetup(await GitHubWorld.start());
  }

  async gate(
    trigger: Trigger,
    { permissions = READ_WRITE, workspace, variables = {}, ...request }: Partial<GateRequest> & GateJob = {},
  ): Promise<GateResult> {
    const { world, log } = this;
    const token = world.tokens.make(permissions);
    const client = this.client(token);
    const github = async () => client;
    const [owner = '', repo = ''] = world.repository.split('/');
    const repository = { owner, repo };
    const env = {
      GITHUB_EVENT_NAME: trigger.eventName,
      GITHUB_REPOSITORY: world.repository,
      GITHUB_SERVER_URL: world.git.serverUrl,
      GITHUB_REF: trigger.ref,
      GITHUB_SHA: trigger.sha,
      GITHUB_RUN_ID: String(trigger.runId),
      GITHUB_RUN_ATTEMPT: '1',
      ...variables,
    };
    const ci = githubCi({ env, event: trigger.event, matrix: null, toolVersion: '1.2.3' });
    const checkedOut =
      workspace === undefined
        ? undefined
        : async () => (await collectCode({ workspace, env: gitEnvironment(), ci: ci.code })).other;
    const target = await gateTarget({ ci, repository, github, checkedOut });
    const loaded = await loadPolicyFile({
      path: '.github/lineage.yml',
      checkout: null,
      ref: target.base?.sha ?? trigger.sha,
      readAtRef: (path, ref) => readFileAtRef(client, { ...repository, path, ref }),
    });
    this.#made += 1;
    const folder = join(world.root, `gate-${this.#made}`);
    const ledger = remoteLedger({ url: world.git.url(world.repository), folder, token, log });
    const deps = {
      ...loaded,
      action: 'octo/lineage-gate',
      ledger,
      repository,
      log,
      github,
      serverUrl: world.git.serverUrl,
      now: Date.now,
    };
    return gate({ run_ids: [], model: null, ...request }, target, deps);
  }

  /** How many requests the API was asked while something was done. */
  async requestsOf(work: () => Promise<unknown>): Promise<number> {
    const { requests } = this.world.github;
    const before = requests.length;
    await work();
    return requests.length - before;
  }

  async close(): Promise<void> {
    expect(this.world.github.violations).toEqual([]);
    await this.world.close();
  }

  private client(token: string): GitHubClient {
    const { world, log } = this;
    return createGitHub({
      token,
      apiUrl: world.github.url,
      userAgent: 'lineage-gate/1.2.3',
      log,
      secondMs: 1,
    });
  }
}
