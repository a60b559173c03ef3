import type { Method } from '../protocol/endpoint.js';
import { ProtocolError } from '../protocol/errors.js';
import { sendJson } from './answer.js';
import type { ArtifactEntry, ArtifactFiles } from './artifact-files.js';
import { checkFolder, checkNewPath, pathOfUrl } from './artifact-paths.js';
import { sendFile } from './download.js';
import { announcedSize, ClientGone, type Exchange, expectBody } from './exchange.js';

/** A client that hears this sentence sends the file as one. */
const ONE_PART = 'Multipart upload is not supported for the current artifact repository';
const NOT_SIGNED = 'Presigned URLs are not supported for the current artifact repository';

type Answer = (exchange: Exchange, files: ArtifactFiles, path: string) => Promise<void>;

const FILE_CALLS: { readonly [M in Method]?: Answer } = {
  GET: sendFile,
  PUT: receiveFile,
  async DELETE({ response }, files, path) {
    await files.remove(path);
    sendJson(response, {});
  },
};

/**
 * Files by their paths, whoever they belong to.
 * @param route below `/api/2.0/mlflow-artifacts/`
 * @throws ProtocolError @throws ClientGone
 */
export async function answerArtifacts(
  exchange: Exchange,
  route: string,
  files: ArtifactFiles,
): Promise<void> {
  const { method } = exchange;
  if (route === 'artifacts' && method === 'GET') return sendList(exchange, files);
  if (/^mpu\/(?:create|complete|abort)\//.test(route)) throw new ProtocolError('NOT_IMPLEMENTED', ONE_PART);
  if (route.startsWith('presigned/')) throw new ProtocolError('NOT_IMPLEMENTED', NOT_SIGNED);
  const answer = route.startsWith(FILES) ? FILE_CALLS[method] : undefined;
  if (answer === undefined)
    throw new ProtocolError('ENDPOINT_NOT_FOUND', `${method} ${route} is no call about artifacts.`);
  return answer(exchange, files, pathOfUrl(route.slice(FILES.length)));
}

const FILES = 'artifacts/';

async function receiveFile(
  { request, response }: Exchange,
  files: ArtifactFiles,
  path: string,
): Promise<void> {
  expectBody(request);
  try {
    await files.put(checkNewPath(path), request, announcedSize(request));
  } catch (error) {
    if (request.destroyed && !request.complete) throw new ClientGone();
    // A client reads no answer before it has sent all.
    request.resume();
    throw error;
  }
  sendJson(response, {});
}

async function sendList({ response, query }: Exchange, files: ArtifactFiles): Promise<void> {
  const folder = checkFolder(new URLSearchParams(query).get('path') ?? '');
  sendJson(response, listShape(await files.list(folder)));
}

/** @param below what their paths begin with */
export function listShape(entries: readonly ArtifactEntry[], below = ''): { files?: object[] } {
  const files = entries.map(({ name, is_dir, size }) => ({
    path: below + name,
    is_dir,
    ...(size === undefined || size === 0 ? {} : { file_size: size }),
  }));
  return files.length === 0 ? {} : { files };
}
