import type { RecalledEvent } from '../../core/generated/types.js';
import type { Impact } from '../../core/lineage/impact.js';
import { uriOf } from '../../core/registry/version.js';
import type { RecallReportView, RecallView } from '../../report/recall/view.js';
import { leftToDo } from '../../report/recall/words.js';

/** As many as an output of a step has room for. */
const MOST_RUNS = 10_000;
const MOST_VERSIONS = 2_000;

/** What comes from something, for programs. */
export function affectedJson({ runs, judged, versions }: Impact) {
  const left_out = Math.max(0, runs.length - MOST_RUNS) + Math.max(0, versions.length - MOST_VERSIONS);
  return {
    runs: runs.slice(0, MOST_RUNS).map(({ run_id }) => run_id),
    versions: versions.slice(0, MOST_VERSIONS).map(({ model, version, tenures }) => ({
      ...{ model, version, uri: uriOf(model, version) },
      holds: tenures.filter(({ to }) => to === null).map(({ holds }) => holds),
    })),
    judged_on: judged.slice(0, MOST_RUNS).map(({ run_id }) => run_id),
    left_out,
  };
}

/** Versions that come from what is recalled, by all records now or when it was recalled. */
export function allAffected({ affected }: Pick<RecalledEvent, 'affected'>, { versions }: Impact) {
  const known = new Map(
    [...affected.versions, ...versions].map((one) => [uriOf(one.model, one.version), one]),
  );
  return [...known.values()].map(({ model, version }) => ({ model, version }));
}

/** The report of a recall for programs. */
export function reportJson(view: RecallReportView) {
  const { recall, cleared, uncounted, clears, now, judged, waived, moves, notes } = view;
  const { ledger, at, verification, isVerified } = view;
  return {
    events: isVerified ? 'verified' : 'as recorded',
    ...{ at, ledger, recall, cleared, uncounted, state: stateOf(view) },
    affected_now: { ...affectedJson(now), versions: now.versions, judged_versions: judged },
    moves: moves.map(({ event, became }) => ({ event, became: became === '' ? null : became })),
    clears: clears.map(({ event, approvals, answered }) => ({ event, approvals, answered })),
    still_in_use: leftToDo(view).map(({ version: { model, version }, tenure, command }) => ({
      ...{ model, version, holds: tenure.holds, kind: tenure.kind, since: tenure.from, command },
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
