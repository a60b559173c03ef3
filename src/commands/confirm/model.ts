import { UserError } from '../../core/errors.js';
import type { ApprovedEvent, ModelEvent } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { isDecision } from '../../core/registry/confirm/confirm.js';
import { supportsOf } from '../../core/registry/confirm/stage.js';
import { keyOfEvent } from '../../core/registry/disowned.js';
import {
  ARCHIVED,
  FIRST_STAGE,
  foldModel,
  type ModelState,
  type RegisteredModel,
  type RequestState,
} from '../../core/registry/registry.js';
import { eventPath } from '../../ledger/layout.js';
import { requireWhole } from '../../ledger/read/damage.js';
import { assembleModel, type ModelFiles } from '../../ledger/read/model.js';
import type { AskEvent } from './ask.js';

/** What is asked of a model, and so what has to be true; `served`: every stage that versions serve in, and every alias. */
export type Question = { stage: string } | { aliases: readonly string[] } | 'served';

/** An event that does not count. */
export interface Uncounted {
  path: string;
  /** The end of a sentence about it. */
  why: string;
  /** Whether GitHub says otherwise; else nobody can tell. */
  isContradicted: boolean;
}

/** What is worth knowing of an event that counts. */
export interface Remark {
  path: string;
  /** The end of a sentence about it. */
  what: string;
}

export interface ConfirmedModel {
  /** Without the events that do not count. Only what was asked for is confirmed. */
  model: RegisteredModel;
  uncounted: readonly Uncounted[];
  remarks: readonly Remark[];
}

/**
 * A model as far as GitHub confirms the events that answer a question. What it does not confirm does not count, and then the events
 * before it answer.
 * @throws UserError E_MODEL_DAMAGED; E_GITHUB_API where GitHub cannot be asked; E_EVENT_UNCONFIRMED where an event that is confirmed
 * rests on one that is not, so that nobody can tell the answer
 */
export async function confirmedModel(
  name: string,
  files: ModelFiles,
  { question, ask }: { question: Question; ask: AskEvent },
): Promise<ConfirmedModel> {
  const without = new Set<string>();
  const confirmed = new Set<ModelEvent>();
  const uncounted: Uncounted[] = [];
  const remarks = new Map<string, string>();
  for (;;) {
    const model = assembleModel(files, without);
    // The first look is at the ledger as it is; then what is damaged is damaged by what does not count.
    if (without.size === 0) requireWhole(name, model);
    const state = foldModel(model);
    const broken = brokenEvents(model, state);
    const lost = lostEvents(files, model);
    const isConfirmed = (event: ModelEvent) => confirmed.has(event);
    const rests = broken.find(isConfirmed);
    if (rests !== undefined) throw undecidable(eventPath(rests.model, rests.event_id), uncounted);
    if (lost.some(isConfirmed)) requireWhole(name, { ...model, events: [] });
    const asked = [...broken, ...lost, ...deciding(model, state, question)];
    const open = asked.filter((event) => !isConfirmed(event));
    if (open.length === 0)
      return { model, uncounted, remarks: [...remarks].map(([path, what]) => ({ path, what })) };
    if (uncounted.length > MOST_UNCOUNTED) throw tooMany(name, uncounted);
    for (const event of new Set(open)) {
      const out = await judge(event, model.events, noting(ask, remarks));
      if (out.length === 0) confirmed.add(event);
      for (const { event: one, ...rest } of out) {
        const key = keyOfEvent(one);
        if (without.has(key)) continue;
        without.add(key);
        uncounted.push({ path: eventPath(one.model, one.event_id), ...rest });
      }
    }
  }
}

/** Each takes a fold of all events, or a question to GitHub; whoever floods a model stops its stages, which its numbers outlive. */
const MOST_UNCOUNTED = 100;

function tooMany(name: string, uncounted: readonly Uncounted[]): UserError {
  const [first] = uncounted;
  return new UserError({
    code: 'E_EVENT_UNCONFIRMED',
    what: `More than ${MOST_UNCOUNTED} events of ${quoted(name)} do not count, the last of them since it ${first?.why}`,
    where: first?.path ?? 'ledger',
    mend: 'Find out who wrote them: `lineage-gate verify --online` names them all. Versions can still be read by their number',
  });
}

/** A promotion that was refused fails, too, and whoever asked for it can write an event that names its run. */
function noting(ask: AskEvent, remarks: Map<string, string>): AskEvent {
  return async (event, events) => {
    const answer = await ask(event, events);
    const { conclusion } = answer.state === 'confirmed' ? answer : { conclusion: null };
    if (conclusion !== null && conclusion !== 'success' && isDecision(event)) {
      const what = `counts, and its workflow run ended with ${quoted(conclusion)}: look whether it was refused`;
      remarks.set(eventPath(event.model, event.event_id), what);
    }
    return answer;
  };
}

type Out = Pick<Uncounted, 'why' | 'isContradicted'> & { event: ModelEvent };

/** An event counts with all that it rests on, or not at all. @returns what does not count */
export async function judge(event: ModelEvent, events: readonly ModelEvent[], ask: AskEvent): Promise<Out[]> {
  const own = await judgeOne(event, events, ask);
  if (own !== null) return [own];
  for (const support of supportsOf(event, events)) {
    const out = await judgeOne(support, events, ask);
    if (out === null) continue;
    const why = `rests on ${eventPath(support.model, support.event_id)}, which ${out.why}`;
    return [out, { event, why, isContradicted: out.isContradicted }];
  }
  return [];
}

async function judgeOne(
  event: ModelEvent,
  events: readonly ModelEvent[],
  ask: AskEvent,
): Promise<Out | null> {
  const answer = await ask(event, events);
  switch (answer.state) {
    case 'confirmed':
      return null;
    case 'contradicted':
      return { event, why: answer.why.join('; it '), isContradicted: true };
    case 'unknown':
      return { event, why: answer.why, isContradicted: false };
  }
}

/** Events that would move something and cannot apply. */
function brokenEvents({ events }: RegisteredModel, { damage }: ModelState): ModelEvent[] {
  const ids = new Set(damage.map(({ event_id }) => event_id));
  return events.filter(({ event_id, type }) => ids.has(event_id) && MOVING.has(type));
}

/**
 * Events outside of the chain, which were disowned by what does not count: one that is true may be among them. Other records of that
 * kind are none of ours to miss: nothing can come of them.
 */
function lostEvents({ events }: ModelFiles, { strays = [] }: RegisteredModel): ModelEvent[] {
  const paths = new Set(strays.map(({ path }) => path));
  return events.flatMap(({ path, event }) => (paths.has(path) ? [event] : []));
}

const MOVING: ReadonlySet<ModelEvent['type']> = new Set<ModelEvent['type']>([
  'stage-changed',
  'alias-set',
  'alias-deleted',
  'model-created',
  'model-renamed',
  'model-deleted',
  'version-deleted',
]);

/** The events that the answer comes from, and those that take others away. */
function deciding({ events, without }: RegisteredModel, state: ModelState, question: Question): ModelEvent[] {
  const takesAway = events.filter(
    (event) =>
      event.type === 'disowned' &&
      !state.disowned.has(event.event_id) &&
      without?.has(keyOfEvent(event)) !== true,
  );
  const answering = answeringTo(question, state);
  // Whether there is the model, and which it is.
  return [...takesAway, ...state.turns, ...answering.filter((event) => event !== undefined)];
}

function answeringTo(question: Question, state: ModelState): (ModelEvent | undefined)[] {
  if (question === 'served') return ofServed(state);
  return 'stage' in question
    ? ofStage(state, question.stage)
    : question.aliases.flatMap((alias) => ofAlias(state, alias));
}

/** Who holds a stage beside the one that came last counts here, since all of them are shown. */
function ofServed(state: ModelState): (ModelEvent | undefined)[] {
  const { changes, holders, aliasChanges, deleted } = state;
  return [
    ...deleted.values(),
    ...[...changes.keys()]
      .filter(isServing)
      .flatMap((stage) => [changes.get(stage), ...(holders.get(stage) ?? []).map(({ event }) => event)]),
    ...[...aliasChanges.keys()].flatMap((alias) => ofAlias(state, alias)),
  ];
}

/** Whether versions of a stage may be served: of those that are put away nobody asks which came last. */
export function isServing(stage: string): boolean {
  return stage !== FIRST_STAGE && stage !== ARCHIVED;
}

function ofStage({ changes, holders }: ModelState, stage: string): (ModelEvent | undefined)[] {
  return [changes.get(stage), holders.get(stage)?.at(-1)?.event];
}

/** Whether the version is archived counts as well. */
function ofAlias(state: ModelState, alias: string): (ModelEvent | undefined)[] {
  const held = state.aliases.get(alias);
  const stage = held === undefined ? FIRST_STAGE : (state.stages.get(held.version) ?? FIRST_STAGE);
  const place = state.holders.get(stage)?.find(({ version }) => version === held?.version);
  return [state.aliasChanges.get(alias), held?.event, place?.event];
}

function undecidable(path: string, uncounted: readonly Uncounted[]): UserError {
  return new UserError(
    uncounted.map(({ path: other, why }) => ({
      code: 'E_EVENT_UNCONFIRMED',
      what: `The record ${path} is confirmed by GitHub and rests on ${other}, which ${why}`,
      where: other,
      mend: `Find out who wrote it; \`lineage-gate models repair\` says how it is disowned. Versions can still be read by their number`,
    })),
  );
}

/**
 * Which approvals of a request GitHub confirms, and whether it confirms the request. @param events all of its model
 * @throws UserError E_EVENT_UNCONFIRMED where too many do not count
 */
export async function confirmedApprovals(
  request: RequestState,
  { events, ask }: { events: readonly ModelEvent[]; ask: AskEvent },
): Promise<{ isAsked: boolean; approvals: ApprovedEvent[]; uncounted: Uncounted[] }> {
  const uncounted: Uncounted[] = [];
  const counts = async (event: ModelEvent) => {
    const out = await judgeOne(event, events, ask);
    if (out === null) return true;
    const { why, isContradicted } = out;
    uncounted.push({ path: eventPath(event.model, event.event_id), why, isContradicted });
    return false;
  };
  const isAsked = await counts(request.event);
  const approvals: ApprovedEvent[] = [];
  for (const approval of request.approvals) {
    if (uncounted.length > MOST_UNCOUNTED) throw tooMany(request.event.model, uncounted);
    if (await counts(approval)) approvals.push(approval);
  }
  return { isAsked, approvals, uncounted };
}
