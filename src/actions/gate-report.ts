import * as core from '@actions/core';
import type { GateResult } from '../commands/gate/gate.js';
import { readSeries } from '../commands/gate/series.js';
import { type Policy, policyDigest } from '../core/policy/policy.js';
import { type CommentDone, upsertComment } from '../github/comments.js';
import type { Refused } from '../github/refused.js';
import { setStatus } from '../github/statuses.js';
import { runPath } from '../ledger/layout.js';
import { annotationsOf } from '../report/annotations.js';
import { mergeSections } from '../report/comment.js';
import { gateComment } from '../report/gate-comment.js';
import { gateSummary } from '../report/gate-summary.js';
import { type GateView, matrixLabel, verdictOf } from '../report/gate-view.js';
import { statusDescription } from '../report/gate-words.js';
import type { Host } from './host.js';
import { addSummary } from './report-error.js';
import { ledgerUrl } from './track-report.js';

/** Context of the commit status. */
const STATUS = 'lineage-gate';
/** Milliseconds after which another leg's overwriting of a comment would show. */
const SETTLE = 2_000;

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
  const view = await viewOf(host, report);
  const notes: string[] = [];
  const comment =
    wanted.comment && result.target.pull !== null ? await postComment(host, view, result) : null;
  if (comment?.done === 'refused') notes.push(refusal('The comment could not be written', comment));
  const status = wanted.status ? await postStatus(host, view, result) : null;
  if (status?.done === 'refused') notes.push(refusal('The commit status could not be set', status));
  const findings = result.judgements.flatMap((judgement) =>
    judgement.findings.map((finding) => ({ ...finding, model: judgement.subject })),
  );
  core.setOutput('verdict', result.verdict);
  core.setOutput('findings', JSON.stringify(findings));
  core.setOutput('comment-url', comment !== null && comment.done !== 'refused' ? (comment.url ?? '') : '');
  annotate(host, view);
  await addSummary(gateSummary({ ...view, notes: [...view.notes, ...notes] }));
  for (const note of notes) host.log.warning(`${note}.`);
  host.log.info(`Verdict on ${result.target.sha}: ${result.verdict}.`);
}

function refusal(what: string, { permission, fault }: Refused): string {
  return permission === null
    ? `${what}: ${fault.what}`
    : `${what}: the job lacks the permission \`${permission}\``;
}

function postComment(host: Host, view: GateView, { target }: GateResult): Promise<CommentDone | Refused> {
  const ours = gateComment(view);
  const [owner = '', repo = ''] = host.repository.split('/');
  const { run_id, run_attempt } = view.stamp;
  const comment = {
    owner,
    repo,
    number: target.pull?.number ?? 0,
    marker: `lineage-gate:${ours.key}`,
    stamp: { head: 0, run: Number(run_id), attempt: run_attempt },
    merge: (existing: string | null) => mergeSections(existing, ours),
  };
  // Which sections are newer is decided one by one in `merge`.
  const isNewer = () => false;
  const isAlone = host.ci.context.matrix === null;
  return host
    .github()
    .then((client) =>
      upsertComment(client, comment, { isNewer, ...(isAlone ? {} : { settle: () => host.sleep(SETTLE) }) }),
    );
}

async function postStatus(host: Host, view: GateView, { target, verdict }: GateResult) {
  const [owner = '', repo = ''] = host.repository.split('/');
  return setStatus(await host.github(), {
    owner,
    repo,
    sha: target.sha,
    state: verdict === 'pass' ? 'success' : 'failure',
    context: STATUS,
    description: statusDescription(view),
    ...(view.urls.ci_run === null ? {} : { targetUrl: view.urls.ci_run }),
  });
}

function annotate(host: Host, view: GateView): void {
  for (const { severity, title, message, file, line } of annotationsOf(view)) {
    const say = severity === 'error' ? core.error : core.warning;
    say(host.redactor.text(message), { title, ...(file === undefined ? {} : { file, startLine: line }) });
  }
}

async function viewOf(host: Host, { result, policy, model }: GateReport): Promise<GateView> {
  const { context } = host.ci;
  const { target, judgements } = result;
  const runs = judgements.flatMap(({ runs: own, baseline }) => [...own, ...(baseline?.runs ?? [])]);
  const view: GateView = {
    head_sha: target.sha,
    pull_request: target.pull?.number ?? null,
    workflow: context.workflow ?? '',
    job: context.job ?? '',
    leg: matrixLabel(context.matrix),
    stamp: {
      run_id: context.ci_run_id ?? '0',
      run_attempt: context.ci_run_attempt ?? 1,
      at: new Date(host.now()).toISOString(),
    },
    urls: {
      server: host.serverUrl,
      ci_run: context.ci_run_url,
      records: new Map(
        runs.map((run) => [run.run_id, ledgerUrl(host, runPath(run.run_id), result.view.commit)]),
      ),
    },
    series: await readSeries(result.view, runs),
    pictures: new Map(),
    notes: [],
    case: result.case,
    judgements,
    model,
    policy: { source: policy.source, digest: policyDigest(policy) },
    applies_to:
      result.changed_files === null
        ? null
        : { patterns: policy.applies_to ?? [], changed_files: result.changed_files },
    lost_jobs: [],
    merge_queue_commit: target.isQueue && result.judged_sha !== target.sha ? target.sha : null,
    action: actionName(host),
    places: new Map(),
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
