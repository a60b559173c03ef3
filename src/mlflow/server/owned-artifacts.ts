import { Readable } from 'node:stream';
import { invalid, missing, ProtocolError } from '../protocol/errors.js';
import { loggedModelOf, runOf } from '../protocol/lookups.js';
import { type Message, readMessage, readQuery, text } from '../protocol/message.js';
import { splitUri } from '../protocol/uris.js';
import { withHeld } from '../state/held-view.js';
import type { State } from '../state/state.js';
import { sendJson } from './answer.js';
import type { ArtifactFiles } from './artifact-files.js';
import { checkFolder, checkOwnPath, checkPath } from './artifact-paths.js';
import { listShape } from './artifact-routes.js';
import { sendFile } from './download.js';
import { type Exchange, hasBody, readBody } from './exchange.js';

/** What answers a call about the artifacts of a run, a model or a version. */
export type OwnedCall = (exchange: Exchange, known: { state: State; files: ArtifactFiles }) => Promise<void>;

const LOGGED_MODEL = /^logged-models\/([^/]+)\/artifacts\/(directories|files)$/;

/** @param route below `/api/2.0/mlflow/` @returns undefined: it is about something else */
export function findOwned(method: string, route: string): OwnedCall | undefined {
  if (method === 'POST' && route === 'upload-artifact') return receiveForRun;
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
  const folder = checkFolder(sent.path ?? '');
  const { artifact_uri } = runOf(state, sent.run_id || sent.run_uuid);
  await sendList(exchange, files, { root: artifact_uri, folder });
};

/** `/get-artifact` */
export const sendOfRun: OwnedCall = async (exchange, { state, files }) => {
  const sent = asked(exchange, RUN, ['run_id', 'path']);
  const path = checkPath(sent.path ?? '');
  const { artifact_uri } = runOf(state, sent.run_id || sent.run_uuid);
  await sendFile(exchange, files, inside(artifact_uri, path));
};

/** What a page may send of one file, in bytes. */
const UPLOAD = 10 * 1024 * 1024;
const TOO_LARGE = 'Artifact size is too large. Max size is 10MB.';

/** A page has a small file kept with a run: its bytes are the body, whatever their type. */
const receiveForRun: OwnedCall = async (exchange, { state, files }) => {
  const { run_uuid, ...sent } = asked(exchange, RUN, []);
  if (!run_uuid) throw invalid('Request must specify run_uuid.');
  if (!sent.path) throw invalid('Request must specify path.');
  const path = checkOwnPath(sent.path);
  const bytes = hasBody(exchange.request)
    ? await readBody(exchange.request, UPLOAD, TOO_LARGE)
    : Buffer.alloc(0);
  if (bytes.length === 0) throw invalid('Request must specify data.');
  const { artifact_uri } = runOf(state, run_uuid);
  await files.put(inside(artifact_uri, path), Readable.from([bytes]), bytes.length);
  sendJson(exchange.response, {});
};

const VERSION = { name: text, version: text, path: text };

/** `/model-versions/get-artifact` */
export const sendOfVersion: OwnedCall = async (exchange, { state, files }) => {
  const sent = asked(exchange, VERSION, ['name', 'version', 'path']);
  const { name = '', version = '' } = sent;
  const path = checkPath(sent.path ?? '');
  const found = /^\d+$/.test(version)
    ? withHeld(state).models.get(name)?.versions.get(Number(version))
    : undefined;
  if (found === undefined) throw missing(`Model Version (name=${name}, version=${version}) not found`);
  await sendFile(exchange, files, inside(found.storage, path));
};

function listModel(id: string): OwnedCall {
  return async (exchange, { state, files }) => {
    const sent = asked(exchange, { artifact_directory_path: text }, []);
    const folder = checkFolder(sent.artifact_directory_path ?? '');
    const { artifact_uri } = loggedModelOf(state, id);
    await sendList(exchange, files, { root: artifact_uri, folder });
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
    const checked = checkPath(path);
    const { artifact_uri } = loggedModelOf(state, id);
    await sendFile(exchange, files, inside(artifact_uri, checked));
  };
}

/** Paths of a list begin at the root of the run or the model. */
async function sendList(
  { response }: Exchange,
  files: ArtifactFiles,
  { root, folder }: { root: string; folder: string },
): Promise<void> {
  const entries = await files.list(inside(root, folder));
  sendJson(response, { root_uri: root, ...listShape(entries, folder === '' ? '' : `${folder}/`) });
}

/** @returns the path of our files that a URI of ours stands for @throws ProtocolError for another's */
function inside(uri: string, path: string): string {
  const { scheme, path: root } = splitUri(uri);
  if (scheme !== 'mlflow-artifacts')
    throw invalid(`The artifacts lie at ${uri}, where this server does not read. Read them there.`);
  return checkFolder([root.replace(/^\/+|\/$/g, ''), path].filter((part) => part !== '').join('/'));
}

function asked<S extends Record<string, typeof text>>(
  { query }: Exchange,
  fields: S,
  required: readonly string[],
): Message<S> {
  const checks = required.map((field) => ({ field, required: true }));
  return readMessage(readQuery(new URLSearchParams(query), fields), fields, checks);
}
