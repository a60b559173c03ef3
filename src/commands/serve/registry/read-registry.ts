import { UserError } from '../../../core/errors.js';
import type { ModelEvent, ModelVersion, VersionRecord } from '../../../core/generated/types.js';
import { decodeName } from '../../../core/names.js';
import { MODELS } from '../../../ledger/layout.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { type ModelFiles, readModelFiles } from '../../../ledger/read/model.js';
import { findModels } from '../../../ledger/read/records.js';
import { registeredModel, versionFiles } from '../../../mlflow/state/from-model.js';
import type { State } from '../../../mlflow/state/state.js';
import { asWritten, type Shown, type Verifier } from '../verify-registry.js';
import { nameLoggedModels } from './logged-origin.js';

/** The registered models of a ledger, as they were seen last. */
export interface SeenRegistry {
  /** Commit that was looked at; null before the first. */
  commit: string | null;
  /** Id of the tree of each model's folder, by name. */
  trees: Map<string, string>;
  /** Those that are not whole, with why. */
  damaged: Map<string, string>;
  /** Those of which something is not shown as the ledger says it: a doubt is worth asking about again after a while. */
  doubted: Set<string>;
  /** Those that are whole. */
  models: Map<string, SeenModel>;
  /** Versions by where their files stand among the artifacts of the server. */
  versions: Map<string, ModelVersion>;
}

/** What the next event of a model is made of. */
export interface SeenModel {
  /** The newest event of the model's folder. */
  last: ModelEvent | undefined;
  /** Those that count, and those that nobody judged. */
  versions: Map<number, VersionRecord>;
  /** Names that the model has or had. */
  names: ReadonlySet<string>;
}

export function unseenRegistry(): SeenRegistry {
  return {
    commit: null,
    trees: new Map(),
    damaged: new Map(),
    doubted: new Set(),
    models: new Map(),
    versions: new Map(),
  };
}

interface Reading {
  state: State;
  /** Gets what cannot be read. */
  faults: UserError[];
  /** Models that are read in any case. */
  again?: ReadonlySet<string>;
  /** Left out, stages and aliases are what the ledger alone says. */
  verifier?: Verifier | undefined;
}

/** What of stages and aliases is not shown as the ledger says it, and whether it is worth asking again. */
type Doubts = Pick<Shown, 'doubts' | 'isUnsettled'>;

/** Reads what is new of a ledger's registered models. One that cannot be read takes none of the others away. */
export async function readRegistry(
  view: LedgerView,
  seen: SeenRegistry,
  { state, faults, again = new Set(), verifier }: Reading,
): Promise<Doubts> {
  const isSame = view.commit === seen.commit;
  if (isSame && again.size === 0) return { doubts: [], isUnsettled: false };
  const { names, faults: odd } = await findModels(view);
  faults.push(...odd);
  const entries = await view.look(MODELS);
  const trees = new Map(entries.map(({ name, id }) => [decodeName(name) ?? '', id]));
  const isChanged = (name: string) =>
    again.has(name) || (!isSame && (seen.doubted.has(name) || trees.get(name) !== seen.trees.get(name)));
  const files = new Map<string, ModelFiles>();
  const unread = new Map<string, UserError>();
  const changed = [...new Set([...names, ...seen.trees.keys(), ...again])].filter(isChanged);
  for (const name of changed) {
    if (!trees.has(name)) continue;
    try {
      files.set(name, await readModelFiles(view, name));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unread.set(name, error);
    }
  }
  const read = await (verifier?.verify(files) ?? asWritten(files));
  const doubts: string[] = [];
  let isUnsettled = false;
  // Nothing is awaited from here on: meanwhile calls are answered from what was read before.
  for (const name of changed) forget(name, seen, state);
  for (const [name, found] of [...unread, ...read]) {
    if (found instanceof UserError) {
      seen.damaged.set(name, found.message);
      faults.push(found);
      continue;
    }
    show(name, found, { seen, state });
    if (found.doubts.length > 0) seen.doubted.add(name);
    doubts.push(...found.doubts);
    isUnsettled ||= found.isUnsettled;
  }
  if (changed.length > 0) nameLoggedModels(seen.versions, state);
  Object.assign(seen, { commit: view.commit, trees });
  return { doubts, isUnsettled };
}

function forget(name: string, { models, versions, damaged, doubted }: SeenRegistry, state: State): void {
  damaged.delete(name);
  doubted.delete(name);
  for (const version of models.get(name)?.versions.keys() ?? []) versions.delete(versionFiles(name, version));
  models.delete(name);
  state.models.delete(name);
  state.numbers.delete(name);
}

function show(
  name: string,
  { written, model, state: standing, isThere, verified }: Shown,
  { seen, state }: { seen: SeenRegistry; state: State },
): void {
  // What is written next follows the ledger as it is.
  seen.models.set(name, {
    last: written.events.findLast((event) => event.model === name),
    versions: new Map([...written.versions, ...(written.unjudged ?? [])].map((one) => [one.version, one])),
    names: new Set([name, ...written.events.map((event) => event.model)]),
  });
  state.numbers.set(name, (written.next ?? 1) - 1);
  if (!isThere) return;
  for (const version of model.versions) seen.versions.set(versionFiles(name, version.version), version);
  state.models.set(name, registeredModel(name, model, standing, verified));
}
