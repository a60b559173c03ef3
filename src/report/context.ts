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

/** e.g. `depth=6, data=orders`; null for a job without a matrix. */
export function matrixLabel(matrix: object | null): string | null {
  const entries = Object.entries(matrix ?? {});
  if (entries.length === 0) return null;
  return entries
    .map(([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ');
}
