import type { LoggedModel, ModelVersion, RegisteredModel } from '../state/entities.js';
import type { State } from '../state/state.js';
import { invalid, missing, type ProtocolError } from './errors.js';
import { loggedModelOf } from './lookups.js';
import { isPrompt } from './prompts.js';
import { aliased, highest, latestVersions, modelOf, stageOf, versionOf } from './registry-lookups.js';
import { isLocal, isPlain, isProxied, isWithin, splitUri } from './uris.js';

/** What a version is asked to be made from. */
export interface Asked {
  source: string;
  run_id?: string | undefined;
  model_id?: string | undefined;
}

/** What a version is made from. */
export interface Origin {
  source: string;
  /** URI that its files are loaded from. */
  storage: string;
  run_id: string;
  model_id: string;
  /** The logged model of that id, where it is still there. */
  model?: LoggedModel | undefined;
}

const PROMPT_SOURCES = ['dummy-source', 'prompt-template'];

/** @throws ProtocolError */
export function promptOrigin({ source, run_id = '', model_id = '' }: Asked): Origin {
  if (!PROMPT_SOURCES.includes(source)) {
    const mend = `Send one of ${PROMPT_SOURCES.join(', ')}.`;
    throw invalid(
      `Invalid prompt source: '${source}'. Prompt sources must use an MLflow placeholder. ${mend}`,
    );
  }
  return { source, storage: source, run_id, model_id };
}

/** @throws ProtocolError where the source is not what the run or the logged model has made, or nobody can say where it lies */
export function originOf(state: State, asked: Asked): Origin {
  const { source } = asked;
  const uri = splitUri(source);
  if (!isLocal(uri) && !isPlain(source)) throw notPlain(source);
  if (uri.scheme === 'models') {
    const named = modelUri(source);
    if ('name' in named) return copyOf(state, asked, named);
  }
  checkOwner(state, asked);
  const { run_id = '', model_id = '' } = asked;
  if (model_id === '') return { source, storage: source, run_id, model_id };
  const model = loggedModelOf(state, model_id);
  if (run_id !== '' && run_id !== model.source_run_id) throw notOfRun(model, run_id);
  const storage = uri.scheme === 'models' ? model.artifact_uri : source;
  return { source, storage, run_id: run_id === '' ? model.source_run_id : run_id, model_id, model };
}

/** A version that is made from another one is loaded from the same files. */
function copyOf(state: State, asked: Asked, named: VersionUri): Origin {
  const model = modelOf(state, named.name);
  if (isPrompt(model.tags))
    throw invalid(
      `Invalid model version source: '${asked.source}'. Prompt versions cannot be used as model version sources.`,
    );
  const version = versionNamed(state, { ...named, model });
  const isSame = (sent: string | undefined, held: string) => sent === undefined || sent === held;
  if (!isSame(asked.run_id, version.run_id) || !isSame(asked.model_id, version.model_id))
    throw invalid(
      `Invalid model version source: '${asked.source}'. The run_id and model_id request parameters must match the referenced ` +
        `model version. Its run_id is '${version.run_id}' and its model_id '${version.model_id}'; leave both out to take them over.`,
    );
  const { storage, run_id, model_id } = version;
  const logged = state.loggedModels.get(model_id);
  return {
    source: `models:/${model.name}/${version.version}`,
    storage,
    run_id,
    model_id,
    model: logged?.lifecycle === 'active' ? logged : undefined,
  };
}

interface VersionUri {
  name: string;
  /** A number, a stage, or `latest`. */
  suffix?: string;
  alias?: string;
}

/** Reads `models:/…`. @throws ProtocolError */
function modelUri(source: string): VersionUri | { id: string } {
  const { authority, path } = splitUri(source);
  if (authority !== '')
    throw invalid(
      `Invalid model version source: '${source}'. Registered model sources must use the active model registry.`,
    );
  const parts = path.replace(/^\/+/, '').split('/');
  const [first = '', suffix] = parts;
  if (parts.length > 2 || first.trim() === '' || suffix?.trim() === '') throw notOf(source, 'model_id');
  if (suffix !== undefined) return { name: first, suffix };
  const at = first.lastIndexOf('@');
  if (at < 0) return { id: first };
  const alias = first.slice(at + 1);
  if (alias.trim() === '') throw notOf(source, 'model_id');
  return { name: first.slice(0, at), alias };
}

function versionNamed(
  state: State,
  { model, suffix = '', alias }: { model: RegisteredModel } & Omit<VersionUri, 'name'>,
): ModelVersion {
  if (/^\d+$/.test(suffix)) return versionOf(state, { name: model.name, version: suffix }).version;
  if ((alias ?? suffix).toLowerCase() !== 'latest') {
    if (alias !== undefined) return aliased(model, alias);
    return newest(model, { stage: stageOf(suffix), where: ` and stage '${suffix}'` });
  }
  return newest(model, { where: '' });
}

function newest(model: RegisteredModel, { stage, where }: { stage?: string; where: string }): ModelVersion {
  const found = highest(latestVersions(model).filter((one) => stage === undefined || one.stage === stage));
  if (found === undefined) throw missing(`No versions of model with name '${model.name}'${where} found`);
  return found;
}

/** What lies with a run or a logged model is registered as theirs: nobody takes another run's files for his own. */
function checkOwner(state: State, asked: Asked): void {
  const { source, run_id = '', model_id = '' } = asked;
  const owner = ownerOf(asked);
  const uri = splitUri(source);
  if (isLocal(uri) || isProxied(uri)) {
    const [id, root] =
      owner === 'model_id'
        ? [model_id, modelRoot(state, model_id)]
        : [run_id, state.runs.get(run_id)?.artifact_uri];
    if (root !== undefined && isPlain(source) && isWithin(source, root)) return;
    throw isLocal(uri) && (id === '' || root !== undefined) ? notLocal(source, owner) : notOf(source, owner);
  }
  const named = uri.path.split('/')[1] ?? '';
  if (uri.scheme === 'models' && named !== model_id) throw notOf(source, 'model_id');
  if (uri.scheme !== 'runs' || (uri.authority === '' && owner === 'run_id' && named === run_id)) return;
  // Of runs elsewhere nobody can tell what they have made, and clients of MLflow 2 name others than the source has.
  const isHere = state.runs.has(named) || state.runs.has(run_id);
  if (isHere || uri.authority !== '' || owner !== 'run_id') throw notOf(source, owner);
}

type Owner = 'run_id' | 'model_id';

function ownerOf({ model_id = '' }: Asked): Owner {
  return model_id === '' ? 'run_id' : 'model_id';
}

function modelRoot(state: State, model_id: string): string | undefined {
  const model = state.loggedModels.get(model_id);
  return model?.lifecycle === 'active' ? model.artifact_uri : undefined;
}

/** Whoever made the model is answered for by the run that is named: it cannot be another's. */
function notOfRun({ model_id, source_run_id }: LoggedModel, run_id: string): ProtocolError {
  const whose = source_run_id === '' ? 'was logged without a run' : `is of run ${source_run_id}`;
  return invalid(
    `Logged model ${model_id} ${whose}, and not of run ${run_id}. Leave run_id out: the version is of the model's own run.`,
  );
}

function notPlain(source: string): ProtocolError {
  return invalid(
    `Invalid model version source: '${source}'. If supplying a source as an http, https, local file path, ftp, objectstore, or ` +
      'mlflow-artifacts uri, an absolute path must be provided without relative path references present. Please provide an absolute path.',
  );
}

function notLocal(source: string, owner: Owner): ProtocolError {
  return invalid(
    `Invalid model version source: '${source}'. To use a local path as a model version source, the ${owner} request parameter has ` +
      `to be specified and the local path has to be contained within the artifact directory of the run specified by the ${owner}.`,
  );
}

function notOf(source: string, owner: Owner): ProtocolError {
  return invalid(
    `Invalid model version source: '${source}'. The ${owner} request parameter must identify the resource that contains the source.`,
  );
}
