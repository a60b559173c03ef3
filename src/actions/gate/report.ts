import * as core from '@actions/core';
import type { GateResult } from '../../commands/gate/gate.js';
import { listPictures } from '../../commands/gate/pictures.js';
import { readSeries } from '../../commands/gate/series.js';
import type { GateTarget } from '../../commands/gate/target.js';
import { type Policy, policyDigest } from '../../core/policy/policy.js';
import { listPullsOfCommit, type PullSummary } from '../../github/pulls.js';
import { orRefused, type Refused } from '../../github/refused.js';
import { type CommitStatus, type StatusDone, setStatus } from '../../github/statuses.js';
import { runPath } from '../../ledger/layout.js';
import { annotationsOf } from '../../report/gate/annotations.js';
import { gateComment } from '../../report/gate/comment.js';
import { statusDescription } from '../../report/gate/status.js';
import { gateSummary } from '../../report/gate/summary.js';
import { type GateView, verdictOf } from '../../report/gate/view.js';
import { jobContext, postComment, refusal } from '../comment.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { picturesAt } from '../pictures.js';
import { addSummary } from '../report-error.js';

/** Context of the commit status. */
const STATUS = 'lineage-gate';

export interface GateReport {
  result: GateResult;
  policy: Policy;
  model: string | null;
  wanted: { comment: boolean; status: boolean };
}

/**
 * Says the verdict everywhere: outputs, annotations, comment, status, summary. What GitHub does not let us write changes no
 * verdict; the summary then says what is missing.
 */
export async function reportGate(host: Host, report: GateReport): Promise<void> {
  const { result, wanted } = report;
  const { target, verdict } = result;
  const view = await viewOf(host, report);
  const notes: string[] = [];
  const state = verdict === 'pass' ? 'success' : 'failure';
  const status = wanted.status
    ? await postStatus(host, target, { state, description: statusDescription(view) })
    : null;
  if (status?.done === 'refused') notes.push(refusal('The commit status could not be set', status));
  const comment =
    wanted.comment && target.pull !== null
      ? await postComment(host, target.pull.number, gateComment(view))
      : null;
  if (comment?.done === 'refused') notes.push(refusal('The comment could not be written', comment));
  const findings = result.judgements.flatMap((judgement) =>
    judgement.findings.map((finding) => ({ ...finding, model: judgement.subject })),
  );
  core.setOutput('verdict', verdict);
  core.setOutput('findings', JSON.stringify(findings));
  core.setOutput('comment-url', comment !== null && comment.done !== 'refused' ? comment.url : '');
  annotate(host, view);
  await addSummary(gateSummary({ ...view, notes: [...view.notes, ...notes] }));
  for (const note of notes) host.log.warning(`${note}.`);
  host.log.info(`Verdict on ${target.sha}: ${verdict}.`);
}

/**
 * Takes back what an earlier gate may have said of the commit, when this one could not judge it: a success that still stands
 * would let it through.
 */
export async function reportNoVerdict(host: Host, target: GateTarget): Promise<void> {
  const description = 'The gate could not judge this commit; the log of its job says why';
  const status = await postStatus(host, target, { state: 'error', description });
  if (status.done === 'refused') host.log.debug(refusal('The commit status could not be set', status));
}

async function postStatus(
  host: Host,
  target: GateTarget,
  said: Pick<CommitStatus, 'state' | 'description'>,
): Promise<StatusDone | Refused> {
  const { sha } = target;
  const [owner = '', repo = ''] = host.repository.split('/');
  const judge = await mainPull(host, target);
  if (judge !== null) return leftTo(judge);
  const url = host.ci.context.ci_run_url;
  const link = url === null ? {} : { targetUrl: url };
  const status = { owner, repo, sha, context: STATUS, ...said, ...link };
  const done = await setStatus(await host.github(), status);
  if (done.done === 'set') host.log.info(`Commit status ${STATUS} of ${sha}: ${said.state}.`);
  return done;
}

/**
 * The open pull request into the default branch that has the commit as its head, where another branch's gate asks. A status belongs to a
 * commit, so that whoever may open a second pull request, into a branch with a weaker policy, could turn the first one green.
 */
async function mainPull(host: Host, { sha, base }: GateTarget): Promise<PullSummary | null> {
  const main = host.ci.trigger?.default_branch ?? null;
  if (main === null || base?.ref === main) return null;
  const [owner = '', repo = ''] = host.repository.split('/');
  const purpose = { what: `list the pull requests of commit ${sha}`, permission: 'pull-requests: read' };
  const client = await host.github();
  const pulls = await orRefused(purpose, () => listPullsOfCommit(client, { owner, repo, sha }));
  if ('done' in pulls) {
    host.log.debug(
      `Whether ${sha} is the head of a pull request into ${main} is not known: ${pulls.fault.what}`,
    );
    return null;
  }
  const isMain = ({ state, head, base: into }: PullSummary) =>
    state === 'open' && head.sha === sha && into.ref === main;
  return pulls.find(isMain) ?? null;
}

function leftTo({ number, base }: PullSummary): Refused {
  const fault = {
    code: 'E_GITHUB_API' as const,
    what: `it is the head of pull request ${number} into ${base.ref} too, whose gate sets it`,
    mend: `Read the status that the gate of pull request ${number} has set`,
  };
  return { done: 'refused', permission: null, fault };
}

function annotate(host: Host, view: GateView): void {
  for (const { severity, title, message, file, line } of annotationsOf(view)) {
    const say = { error: core.error, warning: core.warning, notice: core.notice }[severity];
    say(host.redactor.text(message), { title, ...(file === undefined ? {} : { file, startLine: line }) });
  }
}

async function viewOf(host: Host, { result, policy, model }: GateReport): Promise<GateView> {
  const { context } = host.ci;
  const { target, judgements, judged_sha } = result;
  const runs = judgements.flatMap(({ runs: own, baseline }) => [...own, ...(baseline?.runs ?? [])]);
  const shown = [
    ...judgements.flatMap(({ runs: own }) => own.slice(0, 1)),
    ...judgements.flatMap(({ baseline }) => baseline?.runs.slice(0, 1) ?? []),
  ];
  const recordUrl = (id: string) => ledgerUrl(host, runPath(id), result.view.commit);
  const view: GateView = {
    ...jobContext(host),
    head_sha: judged_sha,
    pull_request: target.pull?.number ?? null,
    urls: {
      server: host.serverUrl,
      repository: host.repository,
      ci_run: context.ci_run_url,
      records: new Map(runs.map(({ run_id }) => [run_id, recordUrl(run_id)])),
    },
    series: await readSeries(result.view, runs),
    pictures: picturesAt(host, await listPictures(result.view, shown), result.view.commit),
    notes: result.notes,
    case: result.case,
    judgements,
    model,
    policy: { source: policy.source, digest: policyDigest(policy) },
    applies_to:
      result.changed_files === null
        ? null
        : { patterns: policy.applies_to ?? [], changed_files: result.changed_files },
    search: result.search,
    merge_queue_commit: target.isQueue && judged_sha !== target.sha ? target.sha : null,
    action: actionName(host),
    places: result.places,
    workflow_file: workflowFile(context.workflow_ref, host.repository),
  };
  if (verdictOf(view) !== result.verdict) throw new Error('the report says another verdict than the gate');
  return view;
}

/** What a workflow has in `uses:` to get this action. */
function actionName({ env }: Host): string {
  const { GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  return repository && ref ? `${repository}@${ref}` : 'OWNER/lineage-gate@v1';
}

/** `owner/name/.github/workflows/ci.yml@refs/…` → `.github/workflows/ci.yml` */
function workflowFile(ref: string | null, repository: string): string | null {
  const path = ref?.split('@')[0] ?? '';
  return path.startsWith(`${repository}/`) ? path.slice(repository.length + 1) : null;
}
