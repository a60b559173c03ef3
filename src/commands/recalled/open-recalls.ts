import { UserError } from '../../core/errors.js';
import type { ClearedEvent, RecallEvent, RecalledEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { baselessFaults, timeFaults } from '../../core/recall/baseless.js';
import { foldRecalls, type RecallState } from '../../core/recall/recall.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import { recallPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRecalls, type UnreadableRecall } from '../../ledger/read/recalls.js';
import type { Uncounted } from '../confirm/model.js';
import type { AskRecall } from './ask.js';

export type { AskRecall } from './ask.js';

/** What is recalled on a ledger, as far as it counts. */
export interface OpenRecalls {
  /** All that can be read, whether they count or not, in the order of their ids. */
  events: readonly RecallEvent[];
  /** In the order of their ids. */
  open: readonly RecalledEvent[];
  /** Of the events that count; who asks to lift a recall or approves that is as recorded. */
  state: RecallState;
  uncounted: readonly Uncounted[];
  /** Each stands for an open recall of nobody knows what. */
  unreadable: readonly UnreadableRecall[];
}

export interface OpenRecallsDeps {
  /** Left out on a ledger that GitHub knows nothing of: all events count as they are recorded. */
  ask?: AskRecall | undefined;
  log: Log;
  /** Whether a recall would make a difference here: GitHub is asked about no other. Left out, each would. */
  matters?: (recall: RecalledEvent) => boolean | Promise<boolean>;
}

/**
 * The recalls of a tip; a ledger without any costs no request. A recall counts unless GitHub contradicts it, and what lifts one counts
 * only when GitHub confirms it with all that it rests on.
 * @throws UserError E_LEDGER_RECORD_INVALID, E_LEDGER_OVERSIZE where they cannot be read at all
 */
export async function openRecalls(view: LedgerView, deps: OpenRecallsDeps): Promise<OpenRecalls> {
  const { events, unreadable } = await readRecalls(view);
  const uncounted =
    deps.ask === undefined ? baseless(events) : await heldAgainst(events, { ...deps, ask: deps.ask });
  const told = [...uncounted.values()];
  for (const { path, why } of told.slice(0, UNCOUNTED_SHOWN))
    deps.log.warning(`The record ${path} does not count: it ${why}.`);
  if (told.length > UNCOUNTED_SHOWN)
    deps.log.warning(`And ${told.length - UNCOUNTED_SHOWN} more events of recalls do not count.`);
  const state = foldRecalls(events, new Set(uncounted.keys()));
  return { events, open: state.open, state, uncounted: [...uncounted.values()], unreadable };
}

const UNCOUNTED_SHOWN = 20;
/** One lifts; whoever may push can add any number, and each costs questions. */
const MOST_LIFTS = 20;
const TOO_MANY_LIFTS = `is one of more than ${MOST_LIFTS} that are said to lift the same recall, and GitHub was not asked about it`;

/** Where nobody is asked: what the events themselves contradict. */
function baseless(events: readonly RecallEvent[]): Map<string, Uncounted> {
  const uncounted = new Map<string, Uncounted>();
  for (const event of events) {
    const faults = event.type === 'cleared' ? baselessFaults(event, events) : timeFaults(event);
    if (faults.length > 0) out(event, { state: 'unknown', why: faults.join('; it ') }, uncounted);
  }
  return uncounted;
}

/** What does not count, by id. */
async function heldAgainst(
  events: readonly RecallEvent[],
  { ask, matters = () => true }: OpenRecallsDeps & { ask: AskRecall },
): Promise<Map<string, Uncounted>> {
  const uncounted = new Map<string, Uncounted>();
  for (const event of events) {
    const faults = timeFaults(event);
    if (faults.length > 0) out(event, { state: 'unknown', why: faults.join('; it ') }, uncounted);
  }
  const lifting = events.filter((event) => event.type === 'cleared');
  for (const recall of events) {
    if (recall.type !== 'recalled' || uncounted.has(recall.event_id) || !(await matters(recall))) continue;
    if (await isLifted(recall, lifting, { events, ask, uncounted })) continue;
    const answer = await answerOf(recall, events, ask);
    if (answer.state === 'contradicted') out(recall, answer, uncounted);
  }
  return uncounted;
}

/** Whether one of the events that name a recall counts; those that do not are noted. */
async function isLifted(
  { event_id }: RecalledEvent,
  lifting: readonly ClearedEvent[],
  {
    events,
    ask,
    uncounted,
  }: { events: readonly RecallEvent[]; ask: AskRecall; uncounted: Map<string, Uncounted> },
): Promise<boolean> {
  const naming = lifting.filter(
    (event) => event.recalls.includes(event_id) && !uncounted.has(event.event_id),
  );
  const sound: ClearedEvent[] = [];
  for (const event of naming) {
    const faults = baselessFaults(event, events);
    if (faults.length === 0) sound.push(event);
    else out(event, { state: 'unknown', why: faults.join('; it ') }, uncounted);
  }
  // The newest first, and what nobody is said to have approved last: with no approvals asked for it is one's own word.
  const sorted = sound.sort((one, other) => (one.event_id < other.event_id ? 1 : -1));
  const first = [...sorted.filter(isAnswer), ...sorted.filter((event) => !isAnswer(event))];
  for (const [index, event] of first.entries()) {
    if (index >= MOST_LIFTS) {
      out(event, { state: 'unknown', why: TOO_MANY_LIFTS }, uncounted);
      continue;
    }
    const answer = await wholeAnswer(event, events, ask);
    if (answer.state === 'confirmed') return true;
    out(event, answer, uncounted);
  }
  return false;
}

function isAnswer({ request }: ClearedEvent): boolean {
  return request !== null;
}

/** What GitHub says of an event that lifts recalls, and of all that it rests on. */
async function wholeAnswer(
  event: ClearedEvent,
  events: readonly RecallEvent[],
  ask: AskRecall,
): Promise<Confirmation> {
  const own = await answerOf(event, events, ask);
  if (own.state !== 'confirmed') return own;
  const rests = new Set([...(event.request === null ? [] : [event.request]), ...event.approvals]);
  for (const support of events.filter(({ event_id }) => rests.has(event_id))) {
    const answer = await answerOf(support, events, ask);
    if (answer.state === 'confirmed') continue;
    const why = `rests on ${recallPath(support.event_id)}, which ${wordsOf(answer)}`;
    return answer.state === 'contradicted' ? { ...answer, why: [why] } : { ...answer, why };
  }
  return own;
}

/** Where nobody can be asked, nobody can tell: that lifts no recall, and takes none away. */
export async function answerOf(
  event: RecallEvent,
  events: readonly RecallEvent[],
  ask: AskRecall,
): Promise<Confirmation> {
  try {
    return await ask(event, events);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return {
      state: 'unknown',
      why: `could not be held against GitHub: ${error.faults[0]?.what ?? error.message}`,
    };
  }
}

function out(
  { event_id }: RecallEvent,
  answer: Exclude<Confirmation, { state: 'confirmed' }>,
  uncounted: Map<string, Uncounted>,
): void {
  const isContradicted = answer.state === 'contradicted';
  uncounted.set(event_id, { path: recallPath(event_id), why: wordsOf(answer), isContradicted });
}

function wordsOf(answer: Exclude<Confirmation, { state: 'confirmed' }>): string {
  return answer.state === 'contradicted' ? answer.why.join('; it ') : answer.why;
}
