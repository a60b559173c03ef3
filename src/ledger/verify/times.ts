import type { RunRecord, VersionRecord } from '../../core/generated/types.js';
import { timeOfId } from '../../core/ids.js';
import { finding, type LineageFinding } from './findings.js';
import type { History } from './history.js';

/** Milliseconds by which the clocks of two machines may differ without a word. */
const SKEW = 10 * 60_000;
const DAY = 86_400_000;

/** What times are held against. All are in milliseconds since 1970. */
export interface Clock {
  now: number;
  /** When each commit says that it was made. */
  times: ReadonlyMap<string, number>;
}

/** Where a time stands: for a finding. */
interface At {
  path: string;
  commit: string | undefined;
}

interface Stated {
  /** The field. */
  field: string;
  at: number;
  /** It may lie long before the commit: what began before a long training. */
  mayBeOld?: boolean;
}

/** Commits of the future, and those that say that they were made before the one they build on. */
export function judgeCommitTimes({ commits, parents, times }: History, now: number): LineageFinding[] {
  return commits.flatMap((commit, index) => {
    const at = times.get(commit) ?? 0;
    const found: LineageFinding[] = [];
    if (at > now + SKEW)
      found.push(finding('time-in-future', { commit }, `was made at ${text(at)}, which is still to come`));
    // All commits but merges and beginnings come right after the one that they build on, in a history of one line.
    const above = parents.has(commit) ? parents.get(commit)?.[0] : commits[index - 1];
    const before = times.get(above ?? '') ?? at;
    if (at < before - SKEW)
      found.push(
        finding('time-backwards', { commit }, `was made at ${text(at)}, before ${above} (${text(before)})`),
      );
    return found;
  });
}

export function judgeRunTimes(run: RunRecord, file: At, clock: Clock): LineageFinding[] {
  const made = timeOfId(run.run_id);
  const [started, ended] = [Date.parse(run.started_at), Date.parse(run.ended_at)];
  const found = judgeStated(file, clock, [
    { field: 'run_id', at: made, mayBeOld: true },
    { field: 'started_at', at: started, mayBeOld: true },
    { field: 'ended_at', at: ended },
  ]);
  if (ended < started - SKEW)
    found.push(
      finding('time-backwards', file, `has ended_at ${run.ended_at} before started_at ${run.started_at}`),
    );
  if (found.length === 0 && Math.abs(made - started) > DAY)
    found.push(
      finding('time-behind', file, `has started_at ${run.started_at}, and its id was made at ${text(made)}`),
    );
  return found;
}

export function judgeVersionTimes(version: VersionRecord, file: At, clock: Clock): LineageFinding[] {
  return judgeStated(file, clock, [{ field: 'registered_at', at: Date.parse(version.registered_at) }]);
}

export function judgeEventTimes(
  event: { event_id: string; at: string },
  file: At,
  clock: Clock,
): LineageFinding[] {
  return judgeStated(file, clock, [
    { field: 'event_id', at: timeOfId(event.event_id) },
    { field: 'at', at: Date.parse(event.at) },
  ]);
}

/** Events that say that they happened before the one they follow. @param links in the order of their chain */
export function judgeChainTimes(links: readonly (At & { event: { at: string } })[]): LineageFinding[] {
  return links.flatMap((link, index) => {
    const before = links[index - 1];
    // False where one of the two times does not exist, which is told itself.
    const isEarlier = Date.parse(link.event.at) < Date.parse(before?.event.at ?? '') - SKEW;
    if (before === undefined || !isEarlier) return [];
    const what = `happened at ${link.event.at}, before the event that it follows (${before.event.at})`;
    return [finding('time-backwards', link, what)];
  });
}

/** One finding of a kind is enough for a record. */
function judgeStated(file: At, { now, times }: Clock, all: readonly Stated[]): LineageFinding[] {
  const commit = times.get(file.commit ?? '');
  const found = new Map<string, LineageFinding>();
  const add = (rule: 'time-in-future' | 'time-behind', what: string) => {
    if (!found.has(rule)) found.set(rule, finding(rule, file, what));
  };
  for (const { field, at, mayBeOld } of all) {
    const is = `has ${field} of ${text(at)}`;
    if (at > now + SKEW) add('time-in-future', `${is}, which is still to come`);
    else if (commit !== undefined && at > commit + DAY)
      add('time-in-future', `${is}, more than a day after its commit (${text(commit)})`);
    else if (commit !== undefined && !mayBeOld && at < commit - DAY)
      add('time-behind', `${is}, more than a day before its commit (${text(commit)})`);
  }
  return [...found.values()];
}

function text(time: number): string {
  // The largest id, and whatever a commit says, must have a text.
  return Math.abs(time) <= 8_640_000_000_000_000 ? new Date(time).toISOString() : `${time} ms`;
}
