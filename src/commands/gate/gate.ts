import { groupRuns } from '../../core/compare/groups.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { type JobSearch, lostJobText, TOLD_BY } from '../../core/lost-job.js';
import { appliesTo } from '../../core/policy/globs.js';
import { listChangedFiles } from '../../github/pulls.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { amendedLines } from '../../ledger/read/amended.js';
import { findModels, readKnownRuns } from '../../ledger/read/records.js';
import { matchesInTime } from '../../policy-file/in-time.js';
import type { Place } from '../../report/gate/view.js';
import { branchOf, EarlierUses } from '../datasets/earlier-uses.js';
import { Recalled } from '../recalled/recalled.js';
import { absentNotes, judgeAbsent } from './absent.js';
import { baselineFinder } from './baseline.js';
import { type Jobs, jobsOf } from './jobs.js';
import { type Finders, judgeGroup } from './judge-group.js';
import { searchJobs } from './lost-jobs.js';
import { judgeLost, type LostRuns, lostLegs } from './lost-legs.js';
import { type Absent, lostTrainings } from './lost-trainings.js';
import { once } from './once.js';
import { earlierPolicies, placesOf } from './policy-facts.js';
import { type JudgeBy, type Proposal, proposalNote, proposedPolicy } from './proposed-policy.js';
import type { GateDeps, GateRequest } from './request.js';
import { withLogs } from './run-logs.js';
import { runsToJudge } from './runs.js';
import type { GateTarget } from './target.js';

export interface GateResult {
  case: 'judged' | 'no-runs' | 'not-applicable';
  verdict: 'pass' | 'fail';
  target: GateTarget;
  /** Commit whose runs were judged; another than the target's in a merge queue. */
  judged_sha: string;
  judgements: Judgement[];
  /** How many files a pull request changes that the policy does not apply to; null in every other case. */
  changed_files: number | null;
  /** What is known of the jobs that were to record, where no run was found. */
  search: JobSearch | null;
  /** Where the rules of the findings are written, by rule. */
  places: Map<string, Place>;
  /** What the verdict should be read with: sentences without a full stop, foreign values between backticks. */
  notes: string[];
  view: LedgerView;
}

/**
 * Judges the runs of a commit. A policy that is not met is an answer, and so is a commit without runs; everything that keeps
 * the gate from judging is an error.
 * @throws UserError E_RUN_NOT_FOUND, E_LEDGER_*, E_GITHUB_API
 */
export async function gate(request: GateRequest, target: GateTarget, deps: GateDeps): Promise<GateResult> {
  const { log } = deps;
  log.info(`The gate judges ${targetText(target)} by the policy ${deps.policy.source}.`);
  const view = await deps.ledger.view();
  const none = { judgements: [], changed_files: null, search: null, places: new Map(), notes: [], view };
  const common = { ...none, target, judged_sha: target.sha };
  const proposal = await proposedPolicy(target, deps);
  const untouched = request.run_ids.length === 0 ? await untouchedFiles(target, deps) : null;
  if (untouched !== null) {
    log.info(`None of the ${untouched} changed file(s) matches \`applies_to\` of the policy.`);
    const notes = await notesOn(proposal, null, deps);
    return { ...common, case: 'not-applicable', verdict: 'pass', changed_files: untouched, notes };
  }
  const { sha, runs, notes } = await runsToJudge(request, target, { ...deps, view });
  const groups = groupRuns(runs);
  log.info(`Found ${runs.length} run(s) of commit ${sha}.`);
  if (groups.length !== runs.length) {
    log.info(`With seeds taken together and re-runs counted once, ${groups.length} verdict(s) are due.`);
  }
  notes.push(...(await amendedLines(view, runs)));
  for (const note of notes) log.info(`Note: ${note}.`);
  const jobs = jobsOf(deps);
  if (runs.length === 0) {
    const search = await searchJobs(target, jobs, deps);
    notes.push(...forkNote(target), ...(await notesOn(proposal, null, deps)));
    return { ...common, case: 'no-runs', verdict: 'fail', search, notes };
  }
  const find = findersOf(runs, { request, target, view }, deps);
  const { lost, absent } = await besides(runs, { request, target, jobs, find }, { ...deps, view });
  for (const job of lost.flatMap((one) => one.jobs)) log.info(`No run is recorded: ${lostJobText(job)}.`);
  const untrained = absentNotes(absent, request, deps.policy);
  for (const note of untrained) log.info(`Note: ${note}.`);
  const judgements: Judgement[] = [];
  const what = { groups, lost, absent };
  const about = { request, find };
  for await (const one of judged(what, about, deps)) judgements.push(await withLogs(one, jobs, deps));
  notes.push(...untrained, ...untold(jobs, runs, absent));
  const verdict = judgements.every((one) => one.verdict === 'pass') ? 'pass' : 'fail';
  const places = await placesOf(judgements, deps.policy_file);
  notes.push(...find.baselines.notes, ...(await notesOn(proposal, { verdict, what, about }, deps)));
  return { ...common, judged_sha: sha, judgements, case: 'judged', verdict, places, notes };
}

function forkNote({ pull }: GateTarget): string[] {
  return pull?.isFork === true
    ? [
        'The pull request is from a fork, whose jobs may not write to the ledger: they hand their runs over, and a workflow with `publish` records and judges them (docs/publish.md)',
      ]
    : [];
}

/** What finds the facts beside the runs, for all groups of them. */
function findersOf(
  runs: readonly RunRecord[],
  { request, target, view }: { request: GateRequest; target: GateTarget; view: LedgerView },
  deps: GateDeps,
) {
  const { repository, log } = deps;
  const recalled = new Recalled(view, deps);
  const models = once(async () => (await findModels(view)).names);
  return {
    recalled,
    models: () => models(''),
    baselines: baselineFinder({ target, isGiven: request.model !== null }, { ...deps, view, recalled }),
    policies: earlierPolicies(deps),
    uses: new EarlierUses({
      view,
      log,
      repository: `${repository.owner}/${repository.repo}`,
      branch: target.base?.ref ?? branchOf(runs[0]),
    }),
    runs: (ids: readonly string[]) => readKnownRuns(view, ids),
    matches: matchesInTime(),
  };
}

/** What left no run beside those that are judged; nothing where they are named. */
async function besides(
  runs: readonly RunRecord[],
  about: { request: GateRequest; target: GateTarget; jobs: Jobs; find: Finders },
  deps: GateDeps & { view: LedgerView },
): Promise<Omit<What, 'groups'>> {
  if (about.request.run_ids.length > 0) return { lost: [], absent: [] };
  const { target, jobs, find } = about;
  const legs = await lostLegs(runs, target, jobs);
  const { lost, absent } = await lostTrainings({ runs, target, jobs, legs, baselines: find.baselines }, deps);
  return { lost: [...legs, ...lost], absent };
}

interface What {
  groups: readonly RunRecord[][];
  lost: readonly LostRuns[];
  absent: readonly Absent[];
}

type About = Parameters<typeof judgeGroup>[1];

/** One after the other: the legs of a matrix ask for the same things, which are remembered. */
async function* judged(
  { groups, lost, absent }: What,
  about: About,
  deps: GateDeps,
): AsyncGenerator<Judgement> {
  for (const group of groups) yield await judgeGroup(group, about, deps);
  for (const one of lost) yield judgeLost(one, about.request, deps);
  yield* judgeAbsent(absent, about.request, deps);
}

/** @param done what was judged, and the verdict on it; null when nothing was */
async function notesOn(
  proposal: Proposal | null,
  done: { verdict: 'pass' | 'fail'; what: What; about: About } | null,
  deps: GateDeps,
): Promise<string[]> {
  if (proposal === null) return [];
  const judgeBy: JudgeBy = async function* (policy, log) {
    if (done === null) return;
    // What takes too long by one policy may be quick by the other.
    const about = { ...done.about, find: { ...done.about.find, matches: matchesInTime() } };
    yield* judged(done.what, about, { ...deps, policy, log });
  };
  const note = await proposalNote(proposal, { verdict: done?.verdict ?? null, judgeBy, now: deps.now });
  deps.log.info(`Note: ${note}.`);
  return [note];
}

/** Permissions that would tell more of these runs, or of what was lost beside them. */
function untold(jobs: Jobs, runs: readonly RunRecord[], absent: readonly Absent[]): string[] {
  const matters =
    absent.length > 0 || runs.some(({ status, context }) => status !== 'FINISHED' || context.matrix !== null);
  return jobs
    .lacking()
    .filter((permission) => matters || permission !== 'actions: read')
    .map((permission) => `The gate's job lacks \`${permission}\`, which tells ${TOLD_BY[permission]}`);
}

function targetText({ sha, pull, base, isQueue }: GateTarget): string {
  const asked = isQueue ? ', which a merge queue asks about' : '';
  if (pull !== null) return `commit ${sha} of pull request ${pull.number} into ${pull.base.ref}${asked}`;
  return base === null ? `commit ${sha}` : `commit ${sha} on ${base.ref}${asked}`;
}

/** @returns how many files are changed when the policy applies to none of them, else null */
async function untouchedFiles({ pull, sha, isQueue }: GateTarget, deps: GateDeps): Promise<number | null> {
  if (pull === null || deps.policy.applies_to === null) return null;
  const client = await deps.github();
  const found = await listChangedFiles(client, {
    ...deps.repository,
    number: pull.number,
    headSha: isQueue ? pull.head.sha : sha,
  });
  const paths = found.files.flatMap((file) => [
    file.path,
    ...(file.previousPath === null ? [] : [file.previousPath]),
  ]);
  // A list without files says nothing.
  const isUntouched = found.isComplete && paths.length > 0 && !appliesTo(deps.policy, paths);
  return isUntouched ? found.files.length : null;
}
