import { access } from 'node:fs/promises';
import path from 'node:path';
import type { KeptDigests } from '../../../collect/files/kept-digests.js';
import { linker } from '../../../collect/files/link.js';
import { collectModel } from '../../../collect/models.js';
import { Faults, UserError } from '../../../core/errors.js';
import type { Amendment, LoggedModel as LoggedModelRecord, Stored } from '../../../core/generated/types.js';
import type { Log } from '../../../core/log.js';
import { quoted } from '../../../core/printable.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { secretFault } from '../../../core/redact/secret-names.js';
import { FORMATS } from '../../../formats/formats.js';
import { isLoggedModelId, loggedModelPath } from '../../../ledger/layout.js';
import type { NewFile } from '../../../ledger/ledger.js';
import { encodeRecord } from '../../../ledger/read/records.js';
import type { LoggedModel } from '../../../mlflow/state/entities.js';
import { modelChanges } from '../../../mlflow/state/residue.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { uploadName } from '../../../stores/upload-name.js';
import { redactChanges } from '../../track/amendment/redact.js';
import { soundChanges } from '../../track/amendment/sound.js';
import { ourPath } from './our-path.js';

interface Deps {
  /** Absolute folder that `mlflow-artifacts:/` URIs count from. */
  artifacts: string;
  /** Of the files there. */
  kept: KeptDigests;
  store(): Promise<ArtifactStore>;
  redactor: Redactor;
  log: Log;
}

/** Whether its client has said that all of it is there, or that nothing more will come. */
export function isFinal({ status, lifecycle }: LoggedModel): boolean {
  return status !== 'LOGGED_MODEL_PENDING' || lifecycle === 'deleted';
}

/**
 * A model that was logged without a run as the ledger keeps it, with its files stored.
 * @param facts as of an amendment
 * @throws Error where a ledger cannot hold it
 */
export async function sealLoggedModel(
  model: LoggedModel,
  facts: Omit<Amendment, 'schema' | 'subject' | 'changes'>,
  deps: Deps,
): Promise<NewFile> {
  const { model_id, status, lifecycle } = model;
  if (!isLoggedModelId(model_id)) throw new Error(`${quoted(model_id)} says no day`);
  const changes = redactChanges(modelChanges(model), deps.redactor);
  const [made] = await soundChanges({ model_id }, changes, { facts, log: deps.log });
  if (made?.type !== 'logged-model-created') throw new Error('what is said of it has no room in a record');
  const { experiment_id, name, artifact_uri, model_type, params, tags } = made;
  const record: LoggedModelRecord = {
    schema: 'lineage-gate/logged-model/v1',
    model_id,
    experiment_id,
    name,
    model_type,
    artifact_uri,
    params,
    tags,
    status,
    deleted: lifecycle === 'deleted',
    created_at: new Date(model.created).toISOString(),
    updated_at: new Date(model.updated).toISOString(),
    ...(await sealedFiles(model, deps)),
    through: facts.through,
  };
  return { path: loggedModelPath(model_id), bytes: await encodeRecord('loggedModel', record) };
}

/** What could not be stored is told, and stays in the folder of the server. */
async function sealedFiles(
  { model_id, name, artifact_uri, lifecycle }: LoggedModel,
  { artifacts, kept, store, log, redactor }: Deps,
): Promise<Pick<LoggedModelRecord, 'manifest' | 'stored'>> {
  const none = { manifest: null, stored: [] };
  const below = ourPath(artifact_uri);
  if (below === undefined || lifecycle === 'deleted') return none;
  const root = path.join(artifacts, below);
  const isThere = await access(root).then(
    () => true,
    () => false,
  );
  if (!isThere) return none;
  const faults = new Faults();
  const place = { workspace: root, cwd: root };
  const found = await faults.catch(async () => {
    const model = await collectModel({ place, path: '.', where: 'mlflow', flavor: null, kept }, FORMATS);
    const why = model.manifest.files
      .map((file) => redactor.secretIn(file.path))
      .find((one) => one !== undefined);
    if (why !== undefined)
      throw new UserError(secretFault({ subject: 'The name of a file', why, where: model_id }));
    const stored: Stored = await (await store()).put({
      name: uploadName('model', name, model_id.slice(2)),
      root: model.root,
      files: model.manifest.files.map((file) => file.path),
      digests: model.manifest.files.map(({ digest }) => digest),
      linkFile: linker(kept),
    });
    return { manifest: model.manifest, stored: [stored] };
  });
  for (const { what } of faults.list)
    log.warning(`The files of logged model ${model_id} are with this server alone: ${what}`);
  return found ?? none;
}
