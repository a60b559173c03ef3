import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline, Change, Judgement } from '../../core/judgement.js';
import type { ReportContext } from '../context.js';
import { commitLink, repositoryUrl, shortCommit, workflowLink } from '../links.js';
import { code, escapeText, linkBelow, prose, shorten } from '../markdown.js';
import { changesOf, isShownInline } from './changes.js';

const RUNS = 10;
const COMMIT = /^[0-9a-f]{40}$/;

/** What the runs were compared with, and what is not as it was there. */
export function againstLines(judgement: Judgement, view: ReportContext & { head_sha: string }): string {
  // What failed is compared with nothing.
  if (judgement.runs.every(({ status }) => status !== 'FINISHED')) return '';
  return [baselineLine(judgement, view), changedLine(judgement, view)]
    .filter((line) => line !== '')
    .join(' ');
}

function baselineLine({ baseline, no_baseline, findings }: Judgement, { urls }: ReportContext): string {
  // That notice says why there is none, too.
  if (findings.some(({ rule }) => rule === 'baseline.missing')) return '';
  if (baseline === null) return `No baseline: ${prose(shorten(no_baseline ?? 'none was looked for', 500))}.`;
  const records = baseline.runs.slice(0, RUNS).map(({ run_id }, index) => {
    const text = baseline.runs.length === 1 ? 'run' : `run ${index + 1}`;
    const linked = linkBelow(text, urls.records.get(run_id), urls.server);
    return linked === text ? `run ${code(run_id, 40)}` : linked;
  });
  const where = [...records, ...originOf(baseline, urls)].join(', ');
  return `Baseline: ${prose(shorten(baseline.reason, 500))}${where === '' ? '' : ` (${where})`}.`;
}

/** Where the baseline comes from, as far as it is known: commit, pull request, workflow run. What its reason names is only linked. */
function originOf({ runs, reason }: Baseline, urls: ReportContext['urls']): string[] {
  const [run] = runs;
  const commit = run?.inputs.code?.commit ?? null;
  const { workflow = null, ci_run_url = null, pull_request = null } = run?.context ?? {};
  return [
    ...(commit === null ? [] : commitPart(commit, reason, urls)),
    ...(pull_request === null ? [] : pullPart(pull_request.number, reason, urls)),
    ...(ci_run_url === null ? [] : [workflowLink(workflow ?? 'workflow run', ci_run_url, urls)]),
  ];
}

function commitPart(commit: string, reason: string, urls: ReportContext['urls']): string[] {
  if (!reason.includes(shortCommit(commit))) return [`commit ${commitLink(commit, urls)}`];
  return onlyLinked('commit', `commit/${commit}`, urls);
}

function pullPart(number: number, reason: string, urls: ReportContext['urls']): string[] {
  if (reason.includes(`#${number} `)) return onlyLinked('pull request', `pull/${number}`, urls);
  const repository = repositoryUrl(urls);
  return [linkBelow(`pull request ${number}`, `${repository}/pull/${number}`, repository)];
}

/** A word that says nothing where it cannot be a link. */
function onlyLinked(word: string, path: string, urls: ReportContext['urls']): string[] {
  const repository = repositoryUrl(urls);
  const linked = linkBelow(word, `${repository}/${path}`, repository);
  return linked === word ? [] : [linked];
}

/** Values where they are few and short; else how many there are, and the folded table has them. */
function changedLine(judgement: Judgement, view: ReportContext & { head_sha: string }): string {
  const { baseline } = judgement;
  if (baseline === null) return '';
  const changes = changesOf(judgement);
  const shown = changes.filter(isShownInline).slice(0, 3);
  const more = changes.length - shown.length;
  const parts = [
    ...shown.map(({ kind, ...change }) => `${kind === 'dataset' ? 'data ' : ''}${changeText(change)}`),
    ...(more === 0 ? [] : [`${more}${shown.length === 0 ? '' : ' more'} in the table below`]),
    ...codeRange(baseline.runs[0], view),
  ];
  return parts.length === 0 ? '' : `Changed: ${parts.join(', ')}.`;
}

function changeText({ name, before, after, unknown }: Change): string {
  const [was, is] = [before, after].map((value) => (value === null ? 'none' : code(value, 60)));
  const doubt = unknown === undefined ? '' : ` \\(not compared: ${escapeText(unknown)}\\)`;
  return `${escapeText(name, 60)} ${was} → ${is}${doubt}`;
}

/** The commits between baseline and judged commit, where both are of this repository. */
function codeRange(
  before: RunRecord | undefined,
  { urls, head_sha }: ReportContext & { head_sha: string },
): string[] {
  const { commit = null, repository = null } = before?.inputs.code ?? {};
  if (commit === null || commit === head_sha || !COMMIT.test(commit) || !COMMIT.test(head_sha)) return [];
  if (repository !== null && repository.toLowerCase() !== urls.repository.toLowerCase()) return [];
  const base = repositoryUrl(urls);
  const range = code(`${shortCommit(commit)}...${shortCommit(head_sha)}`);
  return [`code ${linkBelow(range, `${base}/compare/${commit}...${head_sha}`, base)}`];
}
