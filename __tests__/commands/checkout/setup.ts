import { join } from 'node:path';
import type { Ci } from '../../../src/collect/ci/ci.js';
import { githubCi } from '../../../src/collect/ci/github.js';
import { type CollectedCode, collectCode } from '../../../src/collect/git/git.js';
import { type Resolved, resolvePull } from '../../../src/commands/checkout/resolve-pull.js';
import { createGitHub } from '../../../src/github/client.js';
import { liftPace } from '../../github/pace.js';
import { RecordingLog } from '../../ledger/fixtures.js';
import { checkOut } from '../../support/checkout.js';
import { gitEnvironment } from '../../support/exec.js';
import { GitHubWorld, type Trigger } from '../../support/github-world.js';
import { type Permissions, READ_WRITE } from '../../support/tokens.js';

/** What a job checks out. */
export interface Wanted {
  sha: string;
  ref: string;
  repository?: string;
  onBranch?: boolean;
}

/** A comment on a pull request, as the event that starts a workflow of the default branch. */
export async function commented(world: GitHubWorld, { pull, event }: Trigger): Promise<Trigger> {
  const push = await world.push();
  const { repository, sender } = event;
  Object.assign(world.github.state.runs.get(push.runId) ?? {}, { event: 'issue_comment' });
  const issue = { number: pull?.number, pull_request: { url: 'https://api.github.com/…' } };
  return {
    ...push,
    eventName: 'issue_comment',
    event: { action: 'created', issue, comment: { body: '/train' }, repository, sender },
  };
}

/** Begins of runs in a world: event, checkout, and what GitHub says of it. */
export class CheckoutSetup {
  readonly log = new RecordingLog();
  #made = 0;

  private constructor(readonly world: GitHubWorld) {}

  static async start(): Promise<CheckoutSetup> {
    await liftPace();
    return new CheckoutSetup(await GitHubWorld.start());
  }

  ci(trigger: Trigger): Ci {
    const { world } = this;
    const env = {
      GITHUB_EVENT_NAME: trigger.eventName,
      GITHUB_REPOSITORY: world.repository,
      GITHUB_SERVER_URL: world.git.serverUrl,
      GITHUB_REF: trigger.ref,
      GITHUB_SHA: trigger.sha,
    };
    return githubCi({ env, event: trigger.event, matrix: null, toolVersion: '1.2.3' });
  }

  /** @returns the workspace */
  async checkOut(wanted: Wanted): Promise<string> {
    const { world } = this;
    this.#made += 1;
    const workspace = join(world.root, `checkout-${this.#made}`);
    const { repository = world.repository, ...rest } = wanted;
    const token = world.tokens.make({ contents: 'read' });
    await checkOut(workspace, { url: world.git.url(repository), token, ...rest });
    return workspace;
  }

  async begin(
    trigger: Trigger,
    wanted: Wanted,
    permissions: Permissions | null = READ_WRITE,
  ): Promise<Resolved> {
    const workspace = await this.checkOut(wanted);
    const ci = this.ci(trigger);
    return this.resolve(
      await collectCode({ workspace, env: gitEnvironment(), ci: ci.code }),
      ci,
      permissions,
    );
  }

  async resolve(collected: CollectedCode, ci: Ci, permissions: Permissions | null): Promise<Resolved> {
    const { world, log } = this;
    if (permissions === null) return resolvePull(collected, { ci, github: null });
    const client = createGitHub({
      token: world.tokens.make(permissions),
      apiUrl: world.github.url,
      userAgent: 'lineage-gate/1.2.3',
      log,
      secondMs: 1,
    });
    return resolvePull(collected, { ci, github: async () => client });
  }

  async close(): Promise<void> {
    expect(this.world.github.violations).toEqual([]);
    await this.world.close();
  }
}
