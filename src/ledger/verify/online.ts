import type { ModelEvent } from '../../core/generated/types.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import { finding, type LineageFinding, readable } from './findings.js';
import type { ModelAtTip } from './models.js';

/** Asks GitHub about the events of models, each a list of its own. */
export type ConfirmAll = (
  models: readonly (readonly ModelEvent[])[],
) => Promise<ReadonlyMap<ModelEvent, Confirmation>>;

/** What came of asking. */
export interface OnlineCounts {
  confirmed: number;
  contradicted: number;
  /** Events that nobody could tell of. */
  unchecked: number;
  /** Confirmed ones whose run is gone, by the token that they keep. */
  by_token: number;
  /** How the workflow runs of the other confirmed events ended, which is not judged: a later step may have failed. */
  conclusions: Record<string, number>;
  /** What is worth knowing of events that are confirmed, each with its path. */
  notes: { path: string; what: string }[];
}

/** What GitHub says of each event. Those of no run or an old one are warnings, since most of them are true. */
export async function judgeOnline(
  models: readonly ModelAtTip[],
  confirm: ConfirmAll,
  findings: LineageFinding[],
): Promise<OnlineCounts> {
  const events = models.map((model) => model.events.flatMap(({ event }) => event ?? []));
  const answers = await confirm(events);
  const counts: OnlineCounts = {
    confirmed: 0,
    contradicted: 0,
    unchecked: 0,
    by_token: 0,
    conclusions: {},
    notes: [],
  };
  for (const { file, event } of models.flatMap((model) => model.events)) {
    if (event === undefined) continue;
    const answer = answers.get(event);
    switch (answer?.state) {
      case 'confirmed': {
        counts.confirmed += 1;
        const conclusion = answer.conclusion ?? 'running';
        if (answer.byToken) counts.by_token += 1;
        else counts.conclusions[conclusion] = (counts.conclusions[conclusion] ?? 0) + 1;
        counts.notes.push(...answer.notes.map((what) => ({ path: readable(file.path), what })));
        break;
      }
      case 'contradicted':
        counts.contradicted += 1;
        findings.push(finding('event-unconfirmed', file, answer.why.join('; it ')));
        break;
      default:
        counts.unchecked += 1;
        findings.push(finding('event-unchecked', file, answer?.why ?? 'was not asked about'));
    }
  }
  return counts;
}
