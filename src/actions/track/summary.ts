import { type BuiltOn, runOfCommit } from '../../commands/gate/main-run.js';
import { readSeries } from '../../commands/gate/series.js';
import type { FinishedRun } from '../../commands/track/finish.js';
import { compareMetrics } from '../../core/compare/metrics.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Baseline, MetricComparison } from '../../core/judgement.js';
import { policyFor } from '../../core/policy/overrides.js';
import type { Policy } from '../../core/policy/policy.js';
import type { SeriesPoint } from '../../core/series.js';
import { code, link } from '../../report/markdown.js';
import { runSummary } from '../../report/run/summary.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { figuresOf } from './figures.js';

/** What the job summary says of a run that has ended. */
export async function summaryOf(host: Host, finished: FinishedRun): Promise<string> {
  const { record, findings, written, policy, failure } = finished;
  // A ledger that did not take the run is not waited for again.
  const known = failure === null ? await builtOn(host, record) : NOTHING;
  const figures = figuresOf(host, finished);
  return runSummary({
    ...figures,
    series: new Map([...figures.series, ...known.series]),
    record,
    metrics: metricsOf(record, { policy, baseline: known.baseline }),
    baseline: known.baseline,
    findings,
    recordPath: written?.path ?? null,
    recordUrl: written === null ? null : ledgerUrl(host, written.path, written.commit),
    notRecorded: whyNot(finished),
  });
}

/** A run's metrics beside those of a baseline. Nothing is judged here, so that no limit is shown. */
export function metricsOf(
  record: RunRecord,
  { policy, baseline }: { policy: Policy; baseline: Baseline | null },
): MetricComparison[] {
  const { metrics: rules, noise } = policyFor(policy, record.experiment);
  const compared = compareMetrics({ runs: [record], baselineOf: () => baseline, rules, noise, findings: [] });
  return compared
    .filter(({ current }) => current !== null)
    .map((metric) => ({ ...metric, rules: [], limits: [] }));
}

export interface Known {
  baseline: Baseline | null;
  series: ReadonlyMap<string, readonly SeriesPoint[]>;
}

const NOTHING: Known = { baseline: null, series: new Map() };

/** The run that this one is built on, where it is known at no more cost than a look into the ledger. */
export async function builtOn(host: Host, record: RunRecord): Promise<Known> {
  const commit = commitBelow(host);
  // Of a run of another commit the event says nothing.
  const isOfEvent = record.inputs.code?.commit === host.ci.code?.commit;
  if (record.status !== 'FINISHED' || commit === null || !isOfEvent) return NOTHING;
  const [owner = '', repo = ''] = host.repository.split('/');
  try {
    const view = await host.ledger.view();
    const baseline = await runOfCommit(record, commit, { view, repository: { owner, repo } });
    return baseline === null
      ? NOTHING
      : { baseline, series: await readSeries(view, baseline.runs.slice(0, 1)) };
  } catch (error) {
    // The run is recorded; what it is compared with here decides nothing.
    host.log.debug(`the run is compared with none: ${(error as Error).message}`);
    return NOTHING;
  }
}

/** The pull request's base, or what was pushed on. */
function commitBelow({ ci: { code: commits, context, trigger } }: Host): BuiltOn | null {
  const pull = context.pull_request;
  const [commit, branch] =
    pull === null
      ? [trigger?.before ?? null, commits?.ref?.replace(/^refs\/heads\//, '') ?? null]
      : [commits?.base_commit ?? null, pull.base_ref];
  return commit === null || branch === null ? null : { commit, branch };
}

/** Markdown of ours. */
function whyNot({ notRecorded, failure, kept, evidence }: FinishedRun): string | null {
  if (failure !== null && evidence === null)
    return `the ledger did not take it; its files are in ${code(kept ?? '')} on the runner`;
  if (evidence === null) return notRecorded;
  const artifact = link(code(evidence.name ?? ''), evidence.url);
  return `${notRecorded ?? 'the ledger did not take it'}. It is handed over as ${artifact}, which a job with \`publish\` records`;
}
