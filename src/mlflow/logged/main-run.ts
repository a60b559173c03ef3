import { loggedValue } from '../state/stored-value.js';
import type { LoggedRun } from './logged-runs.js';

/** Which of the runs that a command made is the one that is judged. */
export type MainChoice = { by: 'only' | 'first' | 'last' } | { by: 'max' | 'min'; metric: string };

/** What there is to choose from: `main` is null where there is nothing, or no choice can be made. */
export interface Chosen {
  main: LoggedRun | null;
  /** Those that could be it, in the order that they were made in. */
  candidates: readonly LoggedRun[];
}

/** @param text `only`, `first`, `last`, `max:KEY` or `min:KEY` @returns undefined for anything else */
export function parseMainRun(text: string): MainChoice | undefined {
  if (text === 'only' || text === 'first' || text === 'last') return { by: text };
  const [, by, metric = ''] = /^(max|min):(.+)$/.exec(text) ?? [];
  return by === 'max' || by === 'min' ? { by, metric } : undefined;
}

/** @param runs in the order that they were made in */
export function chooseMain(runs: readonly LoggedRun[], choice: MainChoice): Chosen {
  const ids = new Set(runs.map(({ run_id }) => run_id));
  const own = runs.filter(({ parent }) => parent === null || !ids.has(parent));
  const busy = own.filter(({ isIdle }) => !isIdle);
  // Where nothing was logged at all there is still a run, of which the first process is most likely the one that counts.
  const candidates = busy.length > 0 ? busy : own.slice(0, 1);
  return { main: pick(candidates, choice), candidates };
}

function pick(candidates: readonly LoggedRun[], choice: MainChoice): LoggedRun | null {
  switch (choice.by) {
    case 'only':
      return candidates.length === 1 ? (candidates[0] ?? null) : null;
    case 'first':
      return candidates[0] ?? null;
    case 'last':
      return candidates.at(-1) ?? null;
    default:
      return best(candidates, choice);
  }
}

/**
 * The first of those with the best value; runs without the metric, or where it is NaN or infinite, are none. What a trial that broke off
 * had reached counts only where all did.
 */
function best(
  candidates: readonly LoggedRun[],
  { by, metric }: { by: 'max' | 'min'; metric: string },
): LoggedRun | null {
  const sign = by === 'max' ? 1 : -1;
  const value = (run: LoggedRun) => sign * loggedValue(run.curves.get(metric)?.latest.value ?? Number.NaN);
  const sound = candidates.filter(({ status }) => status !== 'FAILED' && status !== 'KILLED');
  let found: LoggedRun | null = null;
  for (const run of sound.length > 0 ? sound : candidates) {
    if (!Number.isFinite(value(run))) continue;
    if (found === null || value(run) > value(found)) found = run;
  }
  return found;
}
