import { groupNames } from '../../core/compare/group-names.js';
import type { Finding } from '../../core/generated/types.js';
import type { Judgement } from '../../core/judgement.js';
import { type JobSearch, lostJobText } from '../../core/lost-job.js';
import type { ReportContext } from '../context.js';
import { type Outcome, passes, type State } from '../outcome.js';
import { reasonOf } from './reason.js';

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
  /** For `no-runs`: what is known of the jobs that were to record; null where nothing was asked. */
  search: JobSearch | null;
  /** The commit that a merge queue asks about when the run of the pull request's head was judged for it. */
  merge_queue_commit: string | null;
  /** What `uses:` takes, e.g. `owner/lineage-gate@v1`. */
  action: string;
  /** Where the rule of a finding is written, by rule. */
  places: ReadonlyMap<string, Place>;
  /** The workflow's file in the repository; where findings without a place of their own are shown. */
  workflow_file: string | null;
}

/** Outcome of the whole; fails closed: nothing judged is no pass. */
export function verdictOf(view: GateView): 'pass' | 'fail' {
  return outcomesOf(view).every(passes) ? 'pass' : 'fail';
}

/** One outcome for each section of the report; never empty. */
export function outcomesOf(view: GateView): Outcome[] {
  if (view.case === 'not-applicable') return [without(view, 'not-applicable')];
  if (view.case === 'no-runs' || view.judgements.length === 0) return [without(view, 'no-runs')];
  const names = namesOf(view);
  return view.judgements.map((judgement, index) => {
    const { findings, waived, baseline, tags_only } = judgement;
    const count = (wanted: Finding['severity']) =>
      findings.filter(({ severity }) => severity === wanted).length;
    const errors = count('error');
    return {
      name: names[index] ?? judgement.subject,
      model: judgement.subject,
      state: judgement.verdict === 'fail' || errors > 0 ? 'fail' : 'pass',
      reason: reasonOf(judgement),
      errors,
      warnings: count('warning'),
      waived: waived.length,
      no_baseline: baseline === null,
      tags_only,
      other_data: judgement.other_data.length > 0,
    };
  });
}

function without(view: GateView, state: State): Outcome {
  const name = [view.model, view.leg].filter((part) => part !== null).join(', ');
  return {
    name,
    model: name,
    state,
    reason: state === 'no-runs' ? lostJob(view) : '',
    errors: 0,
    warnings: 0,
    waived: 0,
    no_baseline: false,
    tags_only: false,
    other_data: false,
  };
}

function lostJob({ search }: GateView): string {
  const [job] = search?.jobs ?? [];
  return job === undefined ? '' : lostJobText(job).replaceAll('`', '');
}

/** Of each judgement its model, the leg of the job that judges, and what tells it apart from others of its model. */
function namesOf({ judgements, leg }: GateView): string[] {
  const names = new Map<Judgement, string>();
  for (const subject of new Set(judgements.map((one) => one.subject))) {
    const own = judgements.filter((one) => one.subject === subject);
    const labels = groupNames(own.map(({ runs }) => runs));
    for (const [index, judgement] of own.entries()) {
      const label = labels[index] ?? '';
      const start = leg === null ? subject : `${subject}, ${leg}`;
      names.set(judgement, label === '' ? start : `${start}${label.startsWith('(') ? ' ' : ', '}${label}`);
    }
  }
  return judgements.map((judgement) => names.get(judgement) ?? judgement.subject);
}
