import path from 'node:path';
import type { Ci } from '../../../src/collect/ci/ci.js';
import { githubCi } from '../../../src/collect/ci/github.js';
import { collectCode } from '../../../src/collect/git/git.js';
import { resolvePull } from '../../../src/commands/checkout/resolve-pull.js';
import { type Confirmed, confirmSession } from '../../../src/commands/track/confirm.js';
import { recordingOf } from '../../../src/commands/track/recording.js';
import { lineageDir, type Session, type TrackRequest } from '../../../src/commands/track/session.js';
import { createGitHub } from '../../../src/github/client.js';
import { DAY, idAt } from '../../ledger/fixtures.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { userId } from '../../support/github/shapes.js';
import type { Trigger } from '../../support/github-world.js';
import { type Permissions, READ_WRITE } from '../../support/tokens.js';
import { type CheckoutSetup, commented, type Wanted } from '../checkout/setup.js';

export const RUN = idAt(DAY);

function ciOf(setup: CheckoutSetup, trigger: Trigger): Ci {
  const env = {
    GITHUB_EVENT_NAME: trigger.eventName,
    GITHUB_REPOSITORY: trigger.repository,
    GITHUB_SERVER_URL: setup.world.git.serverUrl,
    GITHUB_REF: trigger.ref,
    GITHUB_SHA: trigger.sha,
    GITHUB_ACTOR: trigger.actor,
    GITHUB_ACTOR_ID: String(userId(trigger.actor)),
    GITHUB_RUN_ID: String(trigger.runId),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'train',
    RUNNER_NAME: 'one',
  };
  return githubCi({ env, event: trigger.event, matrix: { seed: 1 }, toolVersion: '1.2.3' });
}

function clientOf({ world, log }: CheckoutSetup, permissions: Permissions) {
  const client = createGitHub({
    token: world.tokens.make(permissions),
    apiUrl: world.github.url,
    userAgent: 'lineage-gate/1.2.3',
    log,
    secondMs: 1,
  });
  return async () => client;
}

export interface Begun {
  session: Session;
  ci: Ci;
  workspace: string;
  confirm(
    change?: (session: Session) => void,
    options?: { isProven?: boolean; ci?: Ci; permissions?: Permissions },
  ): Promise<Confirmed>;
  git(...args: string[]): Promise<unknown>;
}

/** A run that has begun in a job: its session, and what a later step makes of it. */
export async function begun(setup: CheckoutSetup, trigger: Trigger, wanted: Wanted | null): Promise<Begun> {
  const { world, log } = setup;
  // GitHub has the workflow run as the trigger says it.
  Object.assign(world.github.state.runs.get(trigger.runId) ?? {}, { event: trigger.eventName });
  const ci = ciOf(setup, trigger);
  const workspace = wanted === null ? path.join(world.root, 'empty') : await setup.checkOut(wanted);
  const github = clientOf(setup, READ_WRITE);
  const temp = path.join(world.root, 'temp');
  const collected = await collectCode({ workspace, env: gitEnvironment(), ci: ci.code });
  const { code, context } = await resolvePull(collected, { ci, github });
  const request: TrackRequest = {
    ...{ experiment: 'e', run_name: null, command: null, workspace, cwd: workspace, tags: '', datasets: '' },
    ...{ params: '', metrics: '', artifacts: '', pictures: '', model: '', model_name: 'm', flavor: null },
    ...{ base_models: '', stale: 'refuse', record: 'auto', comment: false },
    ...{ mlflow: 'auto', mlflow_registry: 'refuse', main_run: 'only', experiment_named: true },
  };
  const session: Session = {
    run_id: RUN,
    started_at_ms: DAY,
    request,
    code,
    context,
    triggered_by: 'ci/github-actions',
    variables: [],
    lineage_dir: lineageDir(temp, RUN),
    ...recordingOf(request, { ci, inAction: true }),
    ended: false,
  };
  return {
    session,
    ci,
    workspace,
    confirm(change = () => undefined, options = {}) {
      const kept = structuredClone(session);
      change(kept);
      const own = options.ci ?? ci;
      const asked = options.permissions === undefined ? github : clientOf(setup, options.permissions);
      const deps = { ci: own, env: gitEnvironment(), log, temp, workspace, github: asked };
      return confirmSession(kept, { runId: RUN, isProven: options.isProven ?? false }, deps);
    },
    git: (...args) => execOk('git', args, { cwd: workspace, env: gitEnvironment() }),
  };
}

export const headOf = ({ headSha, pull }: Trigger): Wanted => ({
  sha: headSha,
  ref: `refs/pull/${pull?.number}/head`,
});
export const ownOf = ({ sha, ref }: Trigger): Wanted => ({ sha, ref });
export function both(trigger: Trigger, wanted: (trigger: Trigger) => Wanted): [Trigger, Wanted] {
  return [trigger, wanted(trigger)];
}

/** A comment on a pull request, whose head is checked out. */
export async function comment(setup: CheckoutSetup, fork: boolean): Promise<[Trigger, Wanted]> {
  const pull = await setup.world.pullRequest({ fork });
  return [await commented(setup.world, pull), headOf(pull)];
}
