import type { DatedModel } from './named-version.js';
import type { RunFacts } from './run-facts.js';
import type { HoldFacts, VersionFacts } from './sources.js';

/** What a graph is made of. */
export interface GraphFacts {
  runs: Iterable<RunFacts>;
  versions: readonly VersionFacts[];
  holds: readonly HoldFacts[];
  /** Names of registered models that have no version. */
  empty?: readonly string[];
  /** Models by their names, also by earlier ones. */
  dated?: readonly (readonly [name: string, model: DatedModel])[];
  /** Where one is asked about: names of all packages that runs had. */
  packages?: ReadonlySet<string>;
  /** Ids of the runs of which it is known who made what they read; those of all where left out. */
  readers?: ReadonlySet<string>;
}
