import type { RecallEvent, RecalledEvent, RecalledThing } from '../../core/generated/types.js';
import type { Unjudged } from '../../core/lineage/impact.js';
import { affectedOf } from '../../core/recall/affected.js';
import { isSameName, lastMade, sameRecall } from '../../core/recall/same.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import type { ReadGraph } from '../lineage/read-graph.js';
import { orUnread } from '../lineage/unread.js';
import { isRerun, rerunRefused } from '../promote/rerun.js';
import { answerOf, type OpenRecalls, openRecalls } from '../recalled/open-recalls.js';
import { affectedIn, graphReader } from './affected.js';
import type { RecallDeps, RecallResult } from './deps.js';
import { impactByGraph } from './doubt.js';
import { requireRecaller } from './may.js';
import { carriedOut, plannedRecalls } from './planned.js';
import { type RecallRequest, requirePast } from './request.js';
import { thingOf } from './thing.js';

type ReadAgain = (view: LedgerView) => Promise<ReadGraph>;

/**
 * Recalls something. The very same asked for again adds nothing.
 * @throws UserError E_RECALL_NOT_ALLOWED, E_LINEAGE_NOT_FOUND, E_LINEAGE_HISTORY, E_INPUT_INVALID, E_INPUT_MISSING, E_RERUN, E_LEDGER_*
 */
export async function recall(request: RecallRequest, deps: RecallDeps): Promise<RecallResult> {
  requirePast(request, deps.facts.at);
  await requireRecaller(deps);
  const { reference } = request;
  const read = graphReader({
    package: reference.kind === 'package' ? reference.range.name : null,
    isCommits: reference.kind === 'commits',
  });
  const { place } = deps;
  return carriedOut(request, deps, (view, writing) => planOf(request, { view, read }, { ...writing, place }));
}

async function planOf(
  request: RecallRequest,
  { view, read }: { view: LedgerView; read: ReadAgain },
  deps: RecallDeps,
): Promise<Plan<RecallResult>> {
  const graph = await read(view);
  const { reference } = request;
  const wanted = { kind: reference.kind, run: reference.kind === 'run' ? reference.digits : null };
  const { what, unplaced, notes } = await thingOf(request, graph.graph, { ...deps, view }).catch((error) =>
    orUnread(error, wanted, graph),
  );
  const matters = (recall: RecalledEvent) => isSameName(recall.what, what);
  const recalls = await openRecalls(view, { ...deps, matters });
  if (isRerun(deps) && !request.dry_run)
    return answered(await earlier(what, recalls, deps), 'earlier-attempt', { view, graph, unplaced });
  const { event, affected, since } = await drafted(request, what, { deps, view, graph, unplaced });
  const same = await trueSame({ event, since }, recalls, deps);
  if (same !== undefined) {
    const { value, ...plan } = await answered(same, 'same', { view, graph, unplaced });
    return { ...plan, value: { ...value, notes: keptNotes(request, same) } };
  }
  const result: RecallResult = { event, already: null, affected, notes, commit: null };
  // Of a try that has no reason there is no record that could be held against its schema.
  if (request.dry_run && request.reason === '') return unwritten(result);
  const writing = { value: result, deps, known: recalls.events, dry_run: request.dry_run };
  return plannedRecalls([event], writing, (value, [written]) => ({
    ...value,
    event: written as RecalledEvent,
  }));
}

/** What would be written. Bytes that were made of copies count as those that were made of what had been copied. */
async function drafted(
  request: RecallRequest,
  what: RecalledThing,
  { deps, graph, ...known }: Known & { deps: RecallDeps },
): Promise<Drafted & Pick<RecallResult, 'affected'>> {
  const all = [...graph.graph.runs.values()];
  const made = new Set(impactByGraph(graph, what).runs);
  const none = { runs: [], versions: [] };
  const draft = eventOf(request, what, { affected: affectedOf(none, { made: [], all }), deps });
  for (;;) {
    const kept = { made: [...made], all, unplaced: known.unplaced };
    const affected = await affectedIn(graph, { ...draft, affected: affectedOf(none, kept) }, known);
    const more = affected.impact.runs.filter((run) => !made.has(run));
    if (more.length === 0) {
      const event = { ...draft, affected: affectedOf(affected.impact, kept) };
      return { event, affected, since: lastMade(kept.made, event) };
    }
    for (const run of more) made.add(run);
  }
}

interface Drafted {
  event: RecalledEvent;
  /** When the last was made that it refuses all copies of. */
  since: number;
}

interface Known {
  view: LedgerView;
  graph: ReadGraph;
  unplaced: readonly Unjudged[];
}

/** What is said already, with what comes from it now. */
async function answered(
  event: RecalledEvent,
  already: 'same' | 'earlier-attempt',
  { view, graph, unplaced }: Known,
): Promise<Plan<RecallResult>> {
  const affected = await affectedIn(graph, event, { view, unplaced });
  return unwritten({ event, already, affected, notes: [], commit: view.commit });
}

/** What is asked for with other words: a recall keeps those it was written with. */
function keptNotes(request: RecallRequest, recorded: RecalledEvent): string[] {
  // A try may leave the reason away.
  const isGiven = (text: string | null) => text !== null && text !== '';
  const names = (['reason', 'severity', 'discovered_at', 'incident', 'contact'] as const).filter(
    (name) => isGiven(request[name]) && request[name] !== recorded[name],
  );
  if (names.length === 0) return [];
  const given = names.map((name) => `\`${name.replace('_', '-')}\``).join(', ');
  return [
    `Not recorded, since the recall stays as it was written: ${given}. To change that, lift it (\`--clear ${recorded.event_id}\`) and recall it anew.`,
  ];
}

function unwritten(value: RecallResult): Plan<RecallResult> {
  return { files: [], message: { subject: '', trailers: [] }, value };
}

/** What the first attempt of this workflow run recalled: a later one writes nothing. @throws UserError E_RERUN */
async function earlier(
  what: RecalledThing,
  { state, events }: OpenRecalls,
  deps: RecallDeps,
): Promise<RecalledEvent> {
  const all = [...state.open, ...[...state.cleared.values()].map(({ recall: one }) => one)];
  // More may have been read under the name since.
  const own = all.filter(
    (event) =>
      event.by !== undefined &&
      event.by.ci_run_id === deps.facts.by?.ci_run_id &&
      isSameName(event.what, what),
  );
  for (const event of own) if (await isTrue(event, events, deps)) return event;
  throw rerunRefused(deps);
}

/**
 * Whoever may push can write a recall that counts until somebody finds it out: only one that GitHub confirms makes another needless, which
 * knows its time as well. Where nobody is asked it may say any.
 */
async function trueSame(
  { event: draft, since }: Drafted,
  { open, events }: Pick<OpenRecalls, 'open' | 'events'>,
  { ask }: Pick<RecallDeps, 'ask'>,
): Promise<RecalledEvent | undefined> {
  for (let left = [...open]; ; ) {
    const found = ask === undefined ? sameRecall(left, draft, since) : sameRecall(left, draft);
    if (found === undefined || (await isTrue(found, events, { ask }))) return found;
    left = left.filter((one) => one !== found);
  }
}

async function isTrue(
  event: RecalledEvent,
  events: readonly RecallEvent[],
  { ask }: Pick<RecallDeps, 'ask'>,
): Promise<boolean> {
  return ask === undefined || (await answerOf(event, events, ask)).state === 'confirmed';
}

function eventOf(
  request: RecallRequest,
  what: RecalledThing,
  { affected, deps }: { affected: RecalledEvent['affected']; deps: Pick<RecallDeps, 'facts'> },
): RecalledEvent {
  const { at, actor, ci_run_url, by, newId } = deps.facts;
  const { reason, severity, discovered_at, incident, contact } = request;
  return {
    schema: 'lineage-gate/recall-event/v1',
    event_id: newId(),
    type: 'recalled',
    at,
    actor,
    ci_run_url,
    ...(by === undefined ? {} : { by }),
    what,
    reason,
    severity,
    discovered_at,
    incident,
    contact,
    affected,
  };
}
