import type { LoggedModel } from '../state/entities.js';
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
  /** What it was made of, where that has an id of its own. */
  logged?: Pick<LoggedModel, 'model_id' | 'tags'>;
}

/** What clients registered and did not delete, model by model, in the order of the numbers. */
export function heldVersions({ models, loggedModels }: State): HeldVersion[] {
  return [...models.values()].flatMap(({ name, aliases, versions }) =>
    [...versions.values()]
      .sort((one, other) => one.version - other.version)
      .map(({ version, run_id, storage, description, tags, model_id }) => ({
        ...loggedAs(loggedModels.get(model_id)),
        model: name,
        number: version,
        run_id,
        storage,
        description,
        tags,
        aliases: [...aliases].filter(([, number]) => number === version).map(([alias]) => alias),
      })),
  );
}

function loggedAs(logged: LoggedModel | undefined): Pick<HeldVersion, 'logged'> {
  return logged === undefined ? {} : { logged };
}
