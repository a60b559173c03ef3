import { access, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { describeEach, kindOfPath } from '../../../collect/artifacts.js';
import type { KeptDigests } from '../../../collect/files/kept-digests.js';
import { linker } from '../../../collect/files/link.js';
import { writeHistory } from '../../../collect/history-file.js';
import { collectModel } from '../../../collect/models.js';
import { Faults, UserError } from '../../../core/errors.js';
import type { Problem, RunRecord, Stored } from '../../../core/generated/types.js';
import type { WholeHistory } from '../../../core/long-history.js';
import { pointFilter } from '../../../core/redact/series.js';
import { FORMATS } from '../../../formats/formats.js';
import type { LoggedModel, Run } from '../../../mlflow/state/entities.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { uploadName } from '../../../stores/upload-name.js';
import { loggedFilesIn, modelFolders } from '../../track/mlflow/files.js';
import { foldedName, loggedModelPath, topNames } from '../../track/mlflow/model-paths.js';
import { ourPath } from './our-path.js';

/** The files of a run, stored. */
export interface SealedFiles {
  artifacts: RunRecord['outputs']['artifacts'];
  models: RunRecord['outputs']['models'];
  /** Path of the artifact that has the whole history of the metrics; null where there is none. */
  history: string | null;
  /** What of them could not be. */
  problems: Problem[];
}

interface Deps {
  /** Absolute folder that `mlflow-artifacts:/` URIs count from. */
  folder: string;
  /** Of the files there. */
  kept: KeptDigests;
  store: ArtifactStore;
  /** Absolute folder that may be filled. */
  temp: string;
  /** Why a name cannot be told; undefined when it can. */
  secretIn(name: string): string | undefined;
}

const MOST_PROBLEMS = 100;

/**
 * Puts what a client has logged to a run into the store.
 * @param models those that the run has logged under ids of their own
 * @param whole all of its metrics, where the ledger has not
 * @throws UserError E_STORE_UPLOAD where that cannot be stored: nothing else would have it
 */
export async function sealFiles(
  run: Run,
  { models, whole }: { models: readonly LoggedModel[]; whole: WholeHistory | null },
  deps: Deps,
): Promise<SealedFiles> {
  const faults = new Faults();
  const sealing = new Sealing(run, deps, faults);
  const root = await folderOf(run.artifact_uri, deps);
  if (root !== undefined) await sealing.addArtifacts(root);
  for (const model of [...models].reverse()) {
    const place = await folderOf(model.artifact_uri, deps);
    if (place !== undefined) await sealing.addLogged(model, place);
  }
  if (whole !== null) await sealing.addHistory(whole);
  const problems = faults.list.slice(0, MOST_PROBLEMS);
  return {
    ...sealing.found,
    problems: problems.map(({ where, ...fault }) => ({ ...fault, where: where ?? null })),
  };
}

/** @returns undefined where there is none, or it is not here */
async function folderOf(uri: string, { folder }: Deps): Promise<string | undefined> {
  const below = ourPath(uri);
  if (below === undefined) return undefined;
  const place = path.join(folder, below);
  return access(place).then(
    () => place,
    () => undefined,
  );
}

class Sealing {
  readonly found: Omit<SealedFiles, 'problems'> = { artifacts: [], models: [], history: null };
  readonly #run: Run;
  readonly #deps: Deps;
  readonly #faults: Faults;
  /** Folded names of what lies right in the run's folder. */
  #taken = new Set<string>();

  constructor(run: Run, deps: Deps, faults: Faults) {
    this.#run = run;
    this.#deps = deps;
    this.#faults = faults;
  }

  async addArtifacts(root: string): Promise<void> {
    const faults = this.#faults;
    const paths = await loggedFilesIn(root, { faults, where: 'artifacts' });
    this.#taken = topNames(paths);
    const folders = modelFolders(paths);
    for (const folder of folders) await this.addModel(root, folder, folder);
    const alone = paths.filter((file) => !folders.some((folder) => file.startsWith(`${folder}/`)));
    const files = await describeEach(
      { root, kept: this.#deps.kept },
      alone.map((file) => ({ path: file, kind: kindOfPath(file) })),
      faults,
    );
    if (files.length === 0) return;
    const stored = await this.#put('artifacts', root, files);
    this.found.artifacts.push(...files.map((file) => ({ ...file, stored })));
  }

  /** @param root its folder */
  async addLogged(logged: LoggedModel, root: string): Promise<void> {
    const name = loggedModelPath(logged, this.#taken);
    if (await this.addModel(root, '.', name)) this.#taken.add(foldedName({ name }));
  }

  /** @param folder of the model within the root @param name in the record @returns whether it is one */
  async addModel(root: string, folder: string, name: string): Promise<boolean> {
    const place = { workspace: root, cwd: root };
    const { kept } = this.#deps;
    const model = await this.#faults.catch(() =>
      collectModel({ place, path: folder, where: 'mlflow', flavor: null, kept }, FORMATS),
    );
    if (model === undefined) return false;
    const { manifest } = model;
    const stored = await this.#put(`model-${this.found.models.length + 1}`, model.root, manifest.files);
    this.found.models.push({ path: name, manifest });
    const { size_bytes, digest } = manifest;
    this.found.artifacts.push({ path: name, size_bytes, digest, kind: 'model', stored });
    return true;
  }

  /** @throws UserError E_STORE_UPLOAD, E_STORE_CONFLICT */
  async addHistory(whole: WholeHistory): Promise<void> {
    const faults = new Faults();
    const root = await mkdtemp(path.join(this.#deps.temp, 'lineage-gate-history-'));
    try {
      const file = await writeHistory(whole, {
        root,
        taken: this.found.artifacts.map((artifact) => artifact.path),
        run_id: this.#run.run_id,
        isTold: pointFilter(this.#deps.secretIn),
        faults,
      });
      const stored = file === undefined ? [] : await this.#put('history', root, [file], faults);
      if (file === undefined || stored.length === 0) throw new UserError(faults.list);
      this.found.artifacts.push({ ...file, stored });
      this.found.history = file.path;
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  }

  async #put(
    kind: string,
    root: string,
    files: readonly { path: string; digest: string }[],
    faults = this.#faults,
  ): Promise<Stored[]> {
    const stored = await faults.catch(() =>
      this.#deps.store.put({
        name: uploadName(kind, this.#run.name, this.#run.run_id),
        root,
        files: files.map((file) => file.path),
        digests: files.map(({ digest }) => digest),
        linkFile: linker(this.#deps.kept),
      }),
    );
    return stored === undefined ? [] : [stored];
  }
}
