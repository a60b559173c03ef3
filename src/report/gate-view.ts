import type { Finding, RunRecord } from '../core/generated/types.js';
import type { Judgement } from '../core/judgement.js';
import type { SeriesPoint } from '../core/series.js';

export interface Picture {
  /** Its path in the run, for people. */
  name: string;
  /** Shown when it is an address below `urls.server`. */
  url: string;
}

/** Which execution of a workflow says it; decides which of two reports is the newer one. */
export interface Stamp {
  /** The workflow run. GitHub counts them up, so of two commits the one with the higher number was pushed later. */
  run_id: string;
  run_attempt: number;
  /** RFC 3339 in UTC. */
  at: string;
}

export interface ReportUrls {
  /** e.g. `https://github.com`. Nothing of another server is linked or shown. */
  server: string;
  /** `owner/name`. Addresses that a record brings are linked only where they are of this repository. */
  repository: string;
  /** The workflow run whose job summary has the whole report. */
  ci_run: string | null;
  /** Record of a run, by the run's id. */
  records: ReadonlyMap<string, string>;
}

/** What every report of a commit says about where it comes from. */
export interface ReportContext {
  /** The commit that was judged, in full. */
  head_sha: string;
  pull_request: number | null;
  workflow: string;
  /** The job that reports, as the workflow names it; with `leg` it says which part of a comment is its own. */
  job: string;
  /** Set when the workflow runs the job once for each leg of a matrix: the leg, for people (`depth=6`). */
  leg: string | null;
  stamp: Stamp;
  urls: ReportUrls;
  /** History of the metrics of judged and baseline runs, by run id. */
  series: ReadonlyMap<string, readonly SeriesPoint[]>;
  /** By run id. */
  pictures: ReadonlyMap<string, readonly Picture[]>;
  /** Sentences of ours without a final full stop; foreign values stand between backticks. */
  notes: readonly string[];
}

export interface Place {
  /** Path in the repository. */
  file: string;
  /** From 1; null when only the file is known. */
  line: number | null;
}

export interface GateView extends ReportContext {
  /** `judged` without a judgement counts as `no-runs`. */
  case: 'judged' | 'no-runs' | 'not-applicable';
  judgements: readonly Judgement[];
  /** The input `model`, when the gate judges one model only. */
  model: string | null;
  /** `source` is for people: `.github/lineage.yml of main`. `digest` is `sha256:<hex>`. */
  policy: { source: string; digest: string };
  /** For `not-applicable`: patterns of the policy, and what the pull request changed. */
  applies_to: { patterns: readonly string[]; changed_files: number } | null;
  /** For `no-runs`: jobs that began a run and left no record. */
  lost_jobs: readonly string[];
  /** The commit that a merge queue asks about when the run of the pull request's head was judged for it. */
  merge_queue_commit: string | null;
  /** What `uses:` takes, e.g. `owner/lineage-gate@v1`. */
  action: string;
  /** Where the rule of a finding is written, by rule. */
  places: ReadonlyMap<string, Place>;
  /** The workflow's file in the repository; where findings without a place of their own are shown. */
  workflow_file: string | null;
}

/** A run that `track` reports without judging it. */
export interface TrackView extends ReportContext {
  record: RunRecord;
  /** Lineage tags that `register` would miss. */
  missing_tags: readonly string[];
  /** Why there is no record, a sentence as in `notes`; null when there is one. */
  not_recorded: string | null;
}

/** What one section of a report comes to. `tracked` and `note` are no verdicts. */
export type State = 'pass' | 'fail' | 'no-runs' | 'not-applicable' | 'tracked' | 'note';

/** The part of a section that the verdict of the whole is made of. */
export interface Outcome {
  /** Model and, where several share it, the matrix leg. Foreign text. */
  name: string;
  state: State;
  errors: number;
  warnings: number;
  waived: number;
  /** Judged without anything to compare with. */
  no_baseline: boolean;
}

/** Whether it lets the pull request through. */
export function passes({ state }: Outcome): boolean {
  return state !== 'fail' && state !== 'no-runs';
}

/** Outcome of the whole; fails closed: nothing judged is no pass. */
export function verdictOf(view: GateView): 'pass' | 'fail' {
  return outcomesOf(view).every(passes) ? 'pass' : 'fail';
}

/** One outcome for each section of the report; never empty. */
export function outcomesOf(view: GateView): Outcome[] {
  if (view.case === 'not-applicable') return [without(view, 'not-applicable')];
  if (view.case === 'no-runs' || view.judgements.length === 0) return [without(view, 'no-runs')];
  return view.judgements.map((judgement) => {
    const { findings, waived, baseline } = judgement;
    const count = (wanted: Finding['severity']) =>
      findings.filter(({ severity }) => severity === wanted).length;
    const errors = count('error');
    return {
      name: nameOf(judgement, view),
      state: judgement.verdict === 'fail' || errors > 0 ? 'fail' : 'pass',
      errors,
      warnings: count('warning'),
      waived: waived.length,
      no_baseline: baseline === null,
    };
  });
}

function without(view: GateView, state: State): Outcome {
  const name = [view.model, view.leg].filter((part) => part !== null).join(', ');
  return { name, state, errors: 0, warnings: 0, waived: 0, no_baseline: false };
}

function nameOf(judgement: Judgement, { judgements, leg }: GateView): string {
  const shared = judgements.filter(({ subject }) => subject === judgement.subject).length > 1;
  const [run] = judgement.runs;
  const own =
    shared && run !== undefined ? (matrixLabel(run.context.matrix) ?? run.run_name ?? run.run_id) : null;
  const labels = [leg, own].filter((label) => label !== null);
  return labels.length === 0 ? judgement.subject : `${judgement.subject} (${labels.join('; ')})`;
}

/** e.g. `depth=6, data=orders`; null for a job without a matrix. */
export function matrixLabel(matrix: object | null): string | null {
  const entries = Object.entries(matrix ?? {});
  if (entries.length === 0) return null;
  return entries
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
