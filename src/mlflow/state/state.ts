import type { Change } from './changes.js';
import type { Experiment, Held, LoggedModel, RegisteredModel, Run } from './entities.js';
import { RunIndex } from './run-index.js';
import { SharedValues } from './shared-values.js';

/** What a server knows. It is read by everybody and changed by `applyEntry` alone. */
export interface State {
  readonly experiments: Map<string, Experiment>;
  /** Id by name, those of deleted experiments too. */
  readonly experimentIds: Map<string, string>;
  readonly runs: Map<string, Run>;
  /** Runs by experiment, in the order that they were made in. */
  readonly runsOf: Map<string, Run[]>;
  /** Follows the runs. */
  readonly runIndex: RunIndex;
  /** What many runs have in common. */
  readonly shared: SharedValues;
  readonly loggedModels: Map<string, LoggedModel>;
  readonly models: Map<string, RegisteredModel>;
  /** The highest number that a name ever had, which outlives the model: a number never means two things. */
  readonly numbers: Map<string, number>;
  /** What clients have registered of runs that go on; no part of `models` and `numbers`. */
  readonly held: Held;
}

export function emptyState(): State {
  const runs = new Map<string, Run>();
  return {
    experiments: new Map(),
    experimentIds: new Map(),
    runs,
    runsOf: new Map(),
    runIndex: new RunIndex(runs),
    shared: new SharedValues(),
    loggedModels: new Map(),
    models: new Map(),
    numbers: new Map(),
    held: { versions: new Map(), models: new Map() },
  };
}

/** What one type of change means. */
export type Rules<C extends Change> = {
  [T in C['type']]: (state: State, change: Extract<C, { type: T }>, at: number) => void;
};

/** What must be there, since whoever made the change has seen it. */
export function known<K extends string | number, T>(map: ReadonlyMap<K, T>, key: K): T {
  const found = map.get(key);
  if (found === undefined) throw new TypeError(`there is no ${key}`);
  return found;
}
