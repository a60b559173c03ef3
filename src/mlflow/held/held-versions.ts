import type { State } from '../state/state.js';

/** A version of a model that a client made of a run that was not recorded yet. */
export interface HeldVersion {
  model: string;
  /** The number that the client knows it by. The ledger may give it another one. */
  number: number;
  /** The run's id as the client knows it. */
  run_id: string;
  /** URI of the folder that its files lie in. */
  storage: string;
  description: string;
  tags: ReadonlyMap<string, string>;
  /** Aliases that name it in the end. */
  aliases: readonly string[];
}

/** What clients registered and did not delete, model by model, in the order of the numbers. */
export function heldVersions({ models }: State): HeldVersion[] {
  return [...models.values()].flatMap(({ name, aliases, versions }) =>
    [...versions.values()]
      .sort((one, other) => one.version - other.version)
      .map(({ version, run_id, storage, description, tags }) => ({
        ...{ model: name, number: version, run_id, storage, description, tags },
        aliases: [...aliases].filter(([, number]) => number === version).map(([alias]) => alias),
      })),
  );
}
