import { invalid, missing, ProtocolError } from '../protocol/errors.js';
import { loggedModelOf, runOf } from '../protocol/lookups.js';
import { type Message, readMessage, readQuery, text } from '../protocol/message.js';
import type { State } from '../state/state.js';
import { sendJson } from './answer.js';
import type { ArtifactFiles } from './artifact-files.js';
import { checkFolder, checkPath } from './artifact-paths.js';
import { listShape } from './artifact-routes.js';
import { sendFile } from './download.js';
import type { Exchange } from './exchange.js';

/** What answers a call about the artifacts of a run, a model or a version. */
export type OwnedCall = (exchange: Exchange, known: { state: State; files: ArtifactFiles }) => Promise<void>;

const LOGGED_MODEL = /^logged-models\/([^/]+)\/artifacts\/(directories|files)$/;

/** @param route below `/api/2.0/mlflow/` @returns undefined: it is about something else */
export function findOwned(method: string, route: string): OwnedCall | undefined {
  if (method !== 'GET') return undefined;
  if (route === 'artifacts/list') return listRun;
  if (!route.startsWith('logged-models/')) return undefined;
  const [, id = '', what] = LOGGED_MODEL.exec(route) ?? [];
  if (what === undefined) return undefined;
  return what === 'files' ? sendOfModel(id) : listModel(id);
}

const RUN = { run_id: text, run_uuid: text, path: text, page_token: text };

const listRun: OwnedCall = async (exchange, { state, files }) => {
  const sent = asked(exchange, RUN, ['run_id']);
  const { artifact_uri } = runOf(state, sent.run_id || sent.run_uuid);
  await sendList(exchange, files, { root: artifact_uri, folder: sent.path ?? '' });
};

/** `/get-artifact` */
export const sendOfRun: OwnedCall = async (exchange, { state, files }) => {
  const sent = asked(exchange, RUN, ['run_id', 'path']);
  const { artifact_uri } = runOf(state, sent.run_id || sent.run_uuid);
  await sendFile(exchange, files, inside(artifact_uri, checkPath(sent.path ?? '')));
};

const VERSION = { name: text, version: text, path: text };

/** `/model-versions/get-artifact` */
export const sendOfVersion: OwnedCall = async (exchange, { state, files }) => {
  const { name = '', version = '', path = '' } = asked(exchange, VERSION, ['name', 'version', 'path']);
  const found = /^\d+$/.test(version) ? state.models.get(name)?.versions.get(Number(version)) : undefined;
  if (found === undefined) throw missing(`Model Version (name=${name}, version=${version}) not found`);
  await sendFile(exchange, files, inside(found.storage, checkPath(path)));
};

function listModel(id: string): OwnedCall {
  return async (exchange, { state, files }) => {
    const sent = asked(exchange, { artifact_directory_path: text }, []);
    const { artifact_uri } = loggedModelOf(state, id);
    await sendList(exchange, files, { root: artifact_uri, folder: sent.artifact_directory_path ?? '' });
  };
}

function sendOfModel(id: string): OwnedCall {
  return async (exchange, { state, files }) => {
    const { artifact_file_path: path = '' } = asked(exchange, { artifact_file_path: text }, []);
    if (path === '')
      throw new ProtocolError(
        'BAD_REQUEST',
        'Request must include the "artifact_file_path" query parameter.',
      );
    const { artifact_uri } = loggedModelOf(state, id);
    await sendFile(exchange, files, inside(artifact_uri, checkPath(path)));
  };
}

/** Paths of a list begin at the root of the run or the model. */
async function sendList(
  { response }: Exchange,
  files: ArtifactFiles,
  { root, folder }: { root: string; folder: string },
): Promise<void> {
  const path = checkFolder(folder);
  const entries = await files.list(inside(root, path));
  sendJson(response, { root_uri: root, ...listShape(entries, path === '' ? '' : `${path}/`) });
}

/** @returns the path of our files that a URI of ours stands for @throws ProtocolError for another's */
function inside(uri: string, path: string): string {
  const root = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*)$/.exec(uri)?.[1];
  if (root === undefined)
    throw invalid(`The artifacts lie at ${uri}, where this server does not read. Read them there.`);
  return checkFolder([root.replace(/\/$/, ''), path].filter((part) => part !== '').join('/'));
}

function asked<S extends Record<string, typeof text>>(
  { query }: Exchange,
  fields: S,
  required: readonly string[],
): Message<S> {
  const checks = required.map((field) => ({ field, required: true }));
  return readMessage(readQuery(new URLSearchParams(query), fields), fields, checks);
}
