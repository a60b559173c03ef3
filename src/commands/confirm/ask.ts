import type { ModelEvent } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';
import { isReviewed } from '../../core/registry/confirm/acting.js';
import type { Confirmation, Surroundings } from '../../core/registry/confirm/attempt.js';
import { confirmEvent, isDecision } from '../../core/registry/confirm/confirm.js';
import { rivalsBefore } from '../../core/registry/confirm/replay.js';
import { stageOfDecision } from '../../core/registry/confirm/stage.js';
import { latestThen } from './latest-then.js';
import { rightFaults } from './right.js';
import { type AskDeps, type FoundRun, runAsker } from './run-asker.js';

export type { AskDeps } from './run-asker.js';

/** Asks GitHub about an event. @param events all of its model */
export type AskEvent = (event: ModelEvent, events: readonly ModelEvent[]) => Promise<Confirmation>;

/**
 * A way to ask about events, for as long as one step takes: each attempt, commit and policy is asked for once.
 * @returns what throws as {@link runAsker} does
 */
export function eventAsker(deps: AskDeps): AskEvent {
  const askRun = runAsker(deps);
  const judge: AskEvent = (event, events) =>
    askRun(event, quoted(event.model), (run) => judgeRun(event, { ...run, events, ask }));
  // What is asked of one event is asked of those before it: each would be judged again and again.
  const judged = new WeakMap<readonly ModelEvent[], Map<ModelEvent, Promise<Confirmation>>>();
  const ask: AskEvent = (event, events) => {
    const known = judged.get(events) ?? new Map<ModelEvent, Promise<Confirmation>>();
    judged.set(events, known);
    const answer = known.get(event) ?? judge(event, events);
    known.set(event, answer);
    return answer;
  };
  return ask;
}

interface About extends FoundRun {
  events: readonly ModelEvent[];
  ask: AskEvent;
}

async function judgeRun(event: ModelEvent, about: About): Promise<Confirmation> {
  const { gone, events, ask, now } = about;
  if (gone !== null && isReviewed(event))
    return { state: 'unknown', why: `${gone}; its token does not say who approved the environment` };
  const { newest, open } = isDecision(event) ? await latestThen(event, about) : { newest: null, open: [] };
  const around = { ...(await surroundings(event, about)), newest, now };
  const answer = await judgeWithRight(event, { ...about, around, open });
  // A token is of this one event: no event before it can be the one that the run wrote.
  if (answer.state !== 'confirmed' || !isDecision(event) || gone !== null) return answer;
  // One that is not true itself makes no true one a copy.
  for (const other of rivalsBefore(event, events))
    if ((await ask(other, events)).state === 'confirmed') return copyOf(other);
  return answer;
}

async function judgeWithRight(
  event: ModelEvent,
  about: About & { around: Surroundings; open: readonly string[] },
): Promise<Confirmation> {
  const answer = confirmEvent(event, about.attempt, about.around);
  if (answer.state !== 'confirmed' || !isDecision(event)) return answer;
  const right = await rightFaults(event, about);
  const [fault, ...others] = right.faults;
  const open = [...right.open, ...about.open];
  if (fault !== undefined) return { state: 'contradicted', why: [fault, ...others] };
  return open.length === 0 ? answer : { state: 'unknown', why: open.join('; it ') };
}

function copyOf({ event_id }: ModelEvent): Confirmation {
  return {
    state: 'contradicted',
    why: [`names a workflow run that had written event ${event_id} before it`],
  };
}

const NOTHING: Omit<Surroundings, 'now' | 'newest'> = {
  reviewed: null,
  branches: [],
  stage: null,
  workflows: null,
  reviewers: null,
};

async function surroundings(
  event: ModelEvent,
  { by, attempt, events, answers }: Pick<About, 'by' | 'events' | 'answers' | 'attempt'>,
): Promise<Omit<Surroundings, 'now' | 'newest'>> {
  if (!isDecision(event)) return NOTHING;
  const stage = stageOfDecision(event, events);
  const { model } = event;
  const { workflows, refs } = await answers.rules(stage === null ? null : { model, stage });
  const branches = refs.map((ref) => ref.replace(/^refs\/heads\//, ''));
  return {
    reviewed: await answers.isOn(refs, attempt.headSha),
    branches,
    stage,
    workflows,
    reviewers: isReviewed(event) ? await answers.reviewers(by.ci_run_id) : null,
  };
}
