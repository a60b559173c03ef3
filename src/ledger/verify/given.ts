import type { ModelEvent, RecallEvent, RecalledEvent } from '../../core/generated/types.js';
import { baselessFaults, timeFaults } from '../../core/recall/baseless.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { ARCHIVED, FIRST_STAGE } from '../../core/registry/registry.js';
import { findsVersions } from './any-name.js';
import { finding, type LineageFinding } from './findings.js';
import type { ModelAtTip } from './models.js';
import { keyAtTip } from './renames.js';
import type { TipFile } from './tip.js';

interface RecallAtTip {
  file: Pick<TipFile, 'commit'>;
  event: RecallEvent;
}

/** What comes from what is recalled, by all records of the ledger. */
export interface Descending {
  versions: readonly { model: string; version: number }[];
  /** Those that may, of which it is not known that they do. */
  doubtful: readonly { model: string; version: number }[];
}

/** By id of the recall. */
export type Descends = (recalls: readonly RecalledEvent[]) => Promise<ReadonlyMap<string, Descending>>;

export interface Given {
  models: readonly ModelAtTip[];
  recalls: readonly RecallAtTip[];
  /** Place of each commit in the history. */
  order: ReadonlyMap<string, number>;
  /** Left out, only what a recall itself names is known to come from it. */
  descends?: Descends | undefined;
}

/** The time in which something was recalled, as places in the history. */
interface Period {
  recall: RecalledEvent;
  from: number;
  /** Infinite while nothing lifts it. */
  to: number;
}

/**
 * Names each stage and alias that was given, after the commit of a recall and before that of what lifts it, to what comes from what is
 * recalled. Times play no part: whoever writes an event chooses them.
 */
export async function judgeGiven({ models, recalls, order, descends }: Given): Promise<LineageFinding[]> {
  const periods = periodsOf(recalls, order);
  if (periods.length === 0) return [];
  const now = await descends?.(periods.map(({ recall }) => recall));
  const find = findsVersions(models);
  // A recall and its graph name a version as its model was called then, and an event as it was called when that was written.
  const keyOf = (named: { model: string; version: number }) =>
    find(named)?.file.path ?? JSON.stringify([named.model, named.version]);
  return periods.flatMap((period) => {
    const { recall } = period;
    const { versions = [], doubtful = [] } = now?.get(recall.event_id) ?? {};
    const bad = new Set([...recall.affected.versions, ...versions].map(keyOf));
    const may = new Set(doubtful.map(keyOf));
    const runs = new Set(recall.affected.runs);
    return models.flatMap((model) => {
      const isBad = (version: number) => {
        const named = { model: model.name, version };
        const key = keyOf(named);
        return (bad.has(key) || runs.has(find(named)?.record?.run_id ?? '')) && !may.has(key);
      };
      return givenIn(model, { period, order, isBad });
    });
  });
}

function periodsOf(recalls: readonly RecallAtTip[], order: ReadonlyMap<string, number>): Period[] {
  const placeOf = ({ file }: RecallAtTip) => order.get(file.commit ?? '') ?? Number.POSITIVE_INFINITY;
  const all = recalls.map(({ event }) => event);
  // One that its own events contradict lifts nothing, here as in any decision.
  const lifts = recalls.flatMap((one) =>
    one.event.type === 'cleared' && baselessFaults(one.event, all).length === 0
      ? [{ event: one.event, at: placeOf(one) }]
      : [],
  );
  return recalls.flatMap((one): Period[] => {
    const { event } = one;
    if (event.type !== 'recalled' || timeFaults(event).length > 0) return [];
    const ends = lifts.filter((lift) => lift.event.recalls.includes(event.event_id)).map(({ at }) => at);
    return [{ recall: event, from: placeOf(one), to: Math.min(Number.POSITIVE_INFINITY, ...ends) }];
  });
}

function givenIn(
  model: ModelAtTip,
  {
    period: { recall, from, to },
    order,
    isBad,
  }: { period: Period; order: Given['order']; isBad: (version: number) => boolean },
): LineageFinding[] {
  const disowned = disownedBy(model.events.flatMap(({ event }) => event ?? []));
  return model.events.flatMap((one) => {
    const { file, event } = one;
    const at = order.get(file.commit ?? '');
    if (event === undefined || at === undefined || at <= from || at >= to) return [];
    const what = givenWords(event);
    if (what === null || disowned.has(keyAtTip(one)) || !isBad(event.version ?? 0)) return [];
    const how = isWaived(event, recall.event_id) ? ', as a waiver lets it' : '';
    return [
      finding(
        'given-recalled',
        file,
        `gives ${what} to version ${event.version}, which comes from what recall ${recall.event_id} had named by then${how}`,
      ),
    ];
  });
}

/** The stage or alias that an event gives to a version; null for all others. */
function givenWords(event: ModelEvent): string | null {
  if (event.type === 'alias-set') return `@${event.alias}`;
  if (event.type !== 'stage-changed') return null;
  return event.to_stage === ARCHIVED || event.to_stage === FIRST_STAGE ? null : event.to_stage;
}

function isWaived(event: ModelEvent, id: string): boolean {
  const waived =
    event.type === 'stage-changed' ? event.policy?.waived : event.type === 'alias-set' ? event.waived : [];
  return (waived ?? []).some(({ finding: { rule, message } }) => rule === 'recalled' && message.includes(id));
}
