import type { ClearedEvent, RecalledEvent } from '../../../src/core/generated/types.js';
import type { ImpactedVersion } from '../../../src/core/lineage/impact.js';
import type { RecallReportView, RecallView } from '../../../src/report/recall/view.js';
import { idAt } from '../../ledger/fixtures.js';

export const AT = '2026-11-22T00:00:00Z';
const DAY = Date.UTC(2026, 10, 22);

export function recalled(more: Partial<RecalledEvent> = {}): RecalledEvent {
  return {
    ...{ schema: 'lineage-gate/recall-event/v1', type: 'recalled', event_id: idAt(DAY, 1), at: AT },
    ...{ actor: 'octocat', ci_run_url: null, reason: 'labels leak into the features' },
    ...{ severity: 'high', discovered_at: null, incident: 'https://status.example.com/7', contact: null },
    what: {
      ...{ kind: 'dataset', name: 'orders', version: 'v2.1', repository: null },
      contents: [`file sha256:${'a'.repeat(64)}`],
      other_names: [{ name: 'orders-copy', version: '1' }],
    },
    affected: { runs: [], versions: [{ model: 'clf', version: 2 }], contents: [], left_out: 0 },
    ...more,
  };
}

export function cleared({ event_id }: RecalledEvent): ClearedEvent {
  return {
    ...{ schema: 'lineage-gate/recall-event/v1', type: 'cleared', event_id: idAt(DAY, 3), at: AT },
    ...{ actor: 'bob', ci_run_url: null, reason: 'the labels were right' },
    ...{ recalls: [event_id], request: idAt(DAY, 2), approvals: [] },
  };
}

/** A version in a stage, behind an alias and at an endpoint, which was in another stage before. */
export function impacted(model: string, version: number): ImpactedVersion {
  const begun = { event_id: idAt(DAY, 9), actor: 'octocat' };
  const one = { model, version, from: AT, to: null, begun, ended: null };
  return {
    ...{ model, version, run_id: idAt(DAY, 100 + version), record: 'models/x', status: 'judged' },
    tenures: [
      { ...one, holds: 'Staging', kind: 'stage', from: '2026-11-21T00:00:00Z', to: AT, ended: begun },
      { ...one, holds: 'Production', kind: 'stage' },
      { ...one, holds: '@champion', kind: 'alias' },
      { ...one, holds: '/predict', kind: 'endpoint' },
    ],
    waiting: [],
  };
}

export function view(more: Partial<RecallView> = {}): RecallView {
  return {
    ...{
      recall: recalled(),
      cleared: null,
      uncounted: null,
      clears: [],
      ways: [],
      moves: [],
      notes: [],
      judged: [],
      waived: [],
      stages: [{ model: 'clf', stage: 'Production', versions: [2], unjudged: [], state: 'would', to: 1 }],
    },
    doubtful: { runs: [], versions: [] },
    now: { runs: [], judged: [], versions: [impacted('clf', 2)] },
    short: (id) => id.slice(0, 12),
    ...more,
  };
}

export function reportView(more: Partial<RecallReportView> = {}): RecallReportView {
  return {
    ...{ ...view(), at: AT, tool_version: '1.0.0', verification: null, isVerified: false },
    ledger: { branch: 'lineage', commit: 'c'.repeat(40) },
    ...more,
  };
}
