import type { ModelEvent, RecallEvent } from '../../core/generated/types.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import { finding, type LineageFinding, type Rule, readable } from './findings.js';
import type { ModelAtTip } from './models.js';
import type { RecallAtTip } from './recalls.js';
import type { TipFile } from './tip.js';

/** Asks GitHub about events, those of each model a list of its own. */
export interface Confirming {
  models(all: readonly (readonly ModelEvent[])[]): Promise<ReadonlyMap<ModelEvent, Confirmation>>;
  recalls(all: readonly RecallEvent[]): Promise<ReadonlyMap<RecallEvent, Confirmation>>;
}

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
  { models, recalls }: { models: readonly ModelAtTip[]; recalls: readonly RecallAtTip[] },
  confirm: Confirming,
  findings: LineageFinding[],
): Promise<OnlineCounts> {
  const counts: OnlineCounts = {
    confirmed: 0,
    contradicted: 0,
    unchecked: 0,
    by_token: 0,
    conclusions: {},
    notes: [],
  };
  const events = models.map((model) => model.events.flatMap(({ event }) => event ?? []));
  const ofModels = await confirm.models(events);
  for (const { file, event } of models.flatMap((model) => model.events))
    if (event !== undefined) take(ofModels.get(event), { file, rule: 'event-unconfirmed', counts, findings });
  const ofRecalls = await confirm.recalls(recalls.map(({ event }) => event));
  for (const { file, event } of recalls)
    take(ofRecalls.get(event), { file, rule: 'recall-unconfirmed', counts, findings });
  return counts;
}

function take(
  answer: Confirmation | undefined,
  {
    file,
    rule,
    counts,
    findings,
  }: { file: TipFile; rule: Rule; counts: OnlineCounts; findings: LineageFinding[] },
): void {
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
      findings.push(finding(rule, file, answer.why.join('; it ')));
      break;
    default:
      counts.unchecked += 1;
      findings.push(finding('event-unchecked', file, answer?.why ?? 'was not asked about'));
  }
}
