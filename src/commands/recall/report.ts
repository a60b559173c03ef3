import type { RecalledEvent } from '../../core/generated/types.js';
import type { Impact, ImpactedVersion } from '../../core/lineage/impact.js';
import { uriOf } from '../../core/registry/version.js';
import type { RecallReportView, RecallView } from '../../report/recall/view.js';
import { leftToDo } from '../../report/recall/words.js';
import { affectedThen } from './affected.js';
import type { AffectedNow } from './deps.js';

/** As many as an output of a step has room for. */
const MOST_RUNS = 10_000;
const MOST_VERSIONS = 2_000;

/** What comes from something, and what may, for programs. */
export function affectedJson({ runs, judged, versions }: Impact, doubtful: AffectedNow['doubtful']) {
  const left_out = Math.max(0, runs.length - MOST_RUNS) + Math.max(0, versions.length - MOST_VERSIONS);
  return {
    runs: runs.slice(0, MOST_RUNS).map(({ run_id }) => run_id),
    versions: versions.slice(0, MOST_VERSIONS).map(versionJson),
    judged_on: judged.slice(0, MOST_RUNS).map(({ run_id }) => run_id),
    may_come_from_it: {
      runs: doubtful.runs.slice(0, MOST_RUNS).map(({ run_id }) => run_id),
      versions: doubtful.versions.slice(0, MOST_VERSIONS).map(versionJson),
    },
    left_out,
  };
}

function versionJson({ model, version, tenures }: ImpactedVersion) {
  return {
    model,
    version,
    uri: uriOf(model, version),
    holds: tenures.filter(({ to }) => to === null).map(({ holds }) => holds),
  };
}

/** Versions that come from what is recalled, by all records now or when it was recalled; none that only may. */
export function allAffected(
  recall: Pick<RecalledEvent, 'affected'>,
  { impact: { versions }, doubtful, graph }: Pick<AffectedNow, 'impact' | 'doubtful' | 'graph'>,
) {
  const known = new Map(
    [...affectedThen(recall, graph), ...versions].map((one) => [uriOf(one.model, one.version), one]),
  );
  for (const { model, version } of doubtful.versions) known.delete(uriOf(model, version));
  return [...known.values()].map(({ model, version }) => ({ model, version }));
}

/** The report of a recall for programs. */
export function reportJson(view: RecallReportView) {
  const { recall, cleared, uncounted, clears, now, doubtful, judged, waived, moves, notes } = view;
  const { ledger, at, verification, isVerified } = view;
  return {
    events: isVerified ? 'verified' : 'as recorded',
    at,
    ledger,
    recall,
    cleared,
    uncounted,
    state: stateOf(view),
    affected_now: { ...affectedJson(now, doubtful), versions: now.versions, judged_versions: judged },
    moves: moves.map(({ event, became }) => ({ event, became: became === '' ? null : became })),
    clears: clears.map(({ event, approvals, answered }) => ({ event, approvals, answered })),
    still_in_use: leftToDo(view).map(({ version: { model, version }, tenure, command }) => ({
      model,
      version,
      holds: tenure.holds,
      kind: tenure.kind,
      since: tenure.from,
      command,
    })),
    waived,
    not_judged: notes,
    verification,
  };
}

function stateOf({ cleared, uncounted }: RecallView): 'open' | 'cleared' | 'uncounted' {
  if (uncounted !== null) return 'uncounted';
  return cleared === null ? 'open' : 'cleared';
}
