import type { RecallEvent } from '../../core/generated/types.js';
import { recallObjections, recallTeams } from '../../core/recall/authority.js';
import { requestOf } from '../../core/recall/baseless.js';
import { confirmRecall, type RecallSurroundings } from '../../core/recall/confirm.js';
import { type AttemptFacts, type Confirmation, workflowFile } from '../../core/registry/confirm/attempt.js';
import { byPolicies } from '../confirm/by-policies.js';
import type { RepositoryAnswers } from '../confirm/repository.js';
import { type AskDeps, type AskRun, type FoundRun, runAsker } from '../confirm/run-asker.js';

/** Asks GitHub about an event of a recall. @param events all of them */
export type AskRecall = (event: RecallEvent, events: readonly RecallEvent[]) => Promise<Confirmation>;

/**
 * A way to ask about events of recalls, for as long as one step takes.
 * @returns what throws a UserError: E_GITHUB_API where GitHub cannot be asked, E_EVENT_UNCONFIRMED where it would take too many requests
 */
export function recallAsker(deps: AskDeps): AskRecall {
  const askRun = runAsker(deps);
  const judged = new WeakMap<readonly RecallEvent[], Map<RecallEvent, Promise<Confirmation>>>();
  return (event, events) => {
    const known = judged.get(events) ?? new Map<RecallEvent, Promise<Confirmation>>();
    judged.set(events, known);
    const answer =
      known.get(event) ??
      askRun(event, 'the recalls', async (run) =>
        judgeRun(event, { ...run, events, asked: await beganAt(event, events, askRun) }),
      );
    known.set(event, answer);
    return answer;
  };
}

type About = FoundRun & Pick<RecallSurroundings, 'events' | 'asked'>;

/** When the run began that is named by the request which an event answers. Whether it wrote the request is asked of that. */
async function beganAt(
  event: RecallEvent,
  events: readonly RecallEvent[],
  askRun: AskRun,
): Promise<string | null> {
  const request = 'request' in event ? requestOf(event.request ?? '', events) : undefined;
  if (request === undefined) return null;
  const began: string[] = [];
  await askRun(request, 'the recalls', async ({ attempt }) => {
    began.push(attempt.startedAt);
    return { state: 'confirmed', notes: [], conclusion: attempt.conclusion };
  });
  return began[0] ?? null;
}

async function judgeRun(event: RecallEvent, about: About): Promise<Confirmation> {
  const { attempt, events, asked, now, signedAs } = about;
  const isSigned = (await signedAs()) !== null;
  const around = { ...(await surroundings(event, about)), events, asked, now, isSigned };
  const answer = confirmRecall(event, attempt, around);
  if (answer.state !== 'confirmed') return answer;
  const { faults, open } = await rightFaults(event, about);
  const [fault, ...others] = faults;
  if (fault !== undefined) return { state: 'contradicted', why: [fault, ...others] };
  if (open.length > 0) return { state: 'unknown', why: open.join('; it ') };
  const rival = isSigned ? undefined : askedBySame(event, events);
  if (rival === undefined) return answer;
  // Ids have no order that nobody could make up: which of the two the run wrote nobody can tell.
  return { state: 'unknown', why: `names a workflow run that the request ${rival.event_id} names as well` };
}

/**
 * The request that the same attempt is said to have written: it asks or it approves, and its title says neither. Two that approve or
 * lift by one title say the same thing.
 */
function askedBySame(event: RecallEvent, events: readonly RecallEvent[]): RecallEvent | undefined {
  if (!('request' in event)) return undefined;
  return events.find(
    ({ type, by }) =>
      type === 'clear-requested' &&
      by?.ci_run_id === event.by?.ci_run_id &&
      by?.ci_run_attempt === event.by?.ci_run_attempt,
  );
}

function rightFaults(event: RecallEvent, about: About) {
  const { attempt, events } = about;
  const started = { event: attempt.event, file: workflowFile(attempt.path) };
  const person = 'person' in event ? attempt.triggeringActor : attempt.actor;
  if (person === null) throw new Error('a confirmed attempt has an account');
  return byPolicies({
    ...about,
    acting: { ...person, level: null, teams: null, hasWritten: attempt.event === 'workflow_dispatch' },
    judge: (policy, acting) => recallObjections(event, policy, { events, acting, started }),
    teamsIn: recallTeams,
    // What lifts a recall is no older than that, and a recall is as good as it was.
    isLate: async () => false,
  });
}

async function surroundings(
  event: RecallEvent,
  { attempt, answers }: { attempt: AttemptFacts; answers: RepositoryAnswers },
) {
  const { workflows, refs } = await answers.rules(null);
  const { now, before } = await answers.policies(attempt);
  const file = workflowFile(attempt.path);
  const { workflows: unattended = [] } = now.recall;
  const around = {
    reviewed: await answers.isOn(refs, attempt.headSha),
    branches: refs.map((ref) => ref.replace(/^refs\/heads\//, '')),
    workflows,
    unattended,
  };
  const isListed = workflows === null || workflows.includes(file) || unattended.includes(file);
  if (event.type !== 'recalled' || isListed) return around;
  // A workflow gets another name at times, and that lifts nothing.
  const then = await before();
  if (then === null) return around;
  return {
    ...around,
    workflows: then.registry_workflows === null ? null : [...workflows, ...then.registry_workflows],
    unattended: [...unattended, ...(then.recall.workflows ?? [])],
  };
}
