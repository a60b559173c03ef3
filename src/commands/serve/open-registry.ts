import type { UserError } from '../../core/errors.js';
import { isId } from '../../core/ids.js';
import { emptyState } from '../../mlflow/state/state.js';
import type { FetchDeps } from '../fetch/request.js';
import type { OpenedRegistry } from '../track/mlflow/ledger-registry.js';
import { readShownRun } from './read-run.js';
import { recordedFiles } from './recorded-files.js';
import { readRegistry, unseenRegistry } from './registry/read-registry.js';
import type { Verifier } from './verify-registry.js';

interface Deps extends Omit<FetchDeps, 'ask'> {
  /** Absolute folder that may be filled. */
  temp: string;
  /** Left out, stages and aliases are what the ledger alone says. */
  verifier?: Verifier;
}

/** Reads the registered models of a ledger; of their runs one that is asked for. @throws UserError as reading a ledger does */
export async function openRegistry({ temp, verifier, ...deps }: Deps): Promise<OpenedRegistry> {
  const view = await deps.ledger.view();
  const state = emptyState();
  const registry = unseenRegistry();
  const faults: UserError[] = [];
  const { doubts } = await readRegistry(view, registry, { state, faults, verifier });
  for (const { message } of faults) deps.log.warning(`Not shown, since it cannot be read: ${message}`);
  for (const line of doubts) deps.log.warning(line);
  const files = recordedFiles(async () => ({ runs: new Set(), registry, state }), {
    ...deps,
    temp,
    ledger: { view: async () => view },
  });
  return {
    state,
    files,
    async run(id) {
      const versions = [...state.models.values()].flatMap((model) => [...model.versions.values()]);
      const isOfVersion = isId(id) && versions.some(({ run_id }) => run_id === id);
      return isOfVersion ? readShownRun(view, id) : undefined;
    },
    versionAt(path) {
      const found = registry.versions.get(path.split('/').slice(0, 3).join('/'));
      if (found === undefined) return undefined;
      const { model, version, manifest, run_id } = found;
      const uri = `models:/${model}/${version}`;
      return { uri, version: String(version), revision: null, digest: manifest.digest, made_by: run_id };
    },
    close: files.close,
  };
}
