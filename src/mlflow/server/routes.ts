import type { RequestListener } from 'node:http';
import type { Method } from '../protocol/endpoint.js';
import { ProtocolError } from '../protocol/errors.js';
import type { MlflowStore } from '../protocol/store.js';
import { isUnsupported, isUnsupportedRoute, unsupported } from '../protocol/unsupported.js';
import { ABOUT } from './about.js';
import { sendText } from './answer.js';
import type { ArtifactFiles } from './artifact-files.js';
import { answerArtifacts } from './artifact-routes.js';
import type { DiskRoom } from './disk-room.js';
import type { Exchange } from './exchange.js';
import { fail } from './failures.js';
import type { Guard } from './guard.js';
import { answerCall } from './json-calls.js';
import { findOwned, type OwnedCall, sendOfRun, sendOfVersion } from './owned-artifacts.js';
import { Repeats } from './repeats.js';

export interface RouteOptions {
  guard: Guard;
  /** @throws ProtocolError where it is not there in time, or at all */
  store(): MlflowStore | Promise<MlflowStore>;
  artifacts: ArtifactFiles;
  /** Of the disk that calls are kept on; undefined: nothing is kept. */
  room: DiskRoom | undefined;
  log(line: string): void;
}

const METHODS = new Map<string, Method>([
  ...(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'] as const).map((method) => [method, method] as const),
  ['HEAD', 'GET'],
]);
const ALLOW = ['Allow', 'GET, HEAD, POST, PATCH, PUT, DELETE, OPTIONS'];
const CALLS = ['api/2.0/mlflow/', 'ajax-api/2.0/mlflow/'];
const ARTIFACTS = ['api/2.0/mlflow-artifacts/', 'ajax-api/2.0/mlflow-artifacts/'];
const OWNED: ReadonlyMap<string, OwnedCall> = new Map([
  ['get-artifact', sendOfRun],
  ['model-versions/get-artifact', sendOfVersion],
]);

/** Answers every request once, whatever happens. */
export function listener(given: RouteOptions): RequestListener {
  const options = { ...given, repeats: new Repeats() };
  return (request, response) => {
    const target = options.guard.admit(request, response);
    if (target === undefined) return;
    const method = METHODS.get(request.method ?? '');
    if (method === undefined) {
      const status = request.method === 'OPTIONS' ? 200 : 405;
      sendText(response, { status, text: '', more: ALLOW });
      return;
    }
    const mark = target.indexOf('?');
    const path = mark < 0 ? target : target.slice(0, mark);
    const query = mark < 0 ? '' : target.slice(mark + 1);
    answer({ request, response, method, path, query }, options).catch((error: unknown) =>
      fail(error, response, options.log),
    );
  };
}

/** @throws ProtocolError @throws ClientGone */
async function answer(exchange: Exchange, options: RouteOptions & { repeats: Repeats }): Promise<void> {
  const { method, path, response } = exchange;
  const calls = CALLS.find((start) => path.startsWith(start));
  if (calls !== undefined) {
    const route = path.slice(calls.length);
    if (isUnsupportedRoute(route)) throw unsupported(`${method} /${path}`);
    const owned = findOwned(method, route);
    if (owned !== undefined) return answerOwned(owned, exchange, options);
    return answerCall(exchange, route, { ...options, store: await options.store() });
  }
  const artifacts = ARTIFACTS.find((start) => path.startsWith(start));
  if (artifacts !== undefined)
    return answerArtifacts(exchange, path.slice(artifacts.length), options.artifacts);
  const about = method === 'GET' ? ABOUT.get(path) : undefined;
  if (about !== undefined) return about(response);
  const owned = method === 'GET' ? OWNED.get(path) : undefined;
  if (owned !== undefined) return answerOwned(owned, exchange, options);
  if (isUnsupported(path)) throw unsupported(`${method} /${path}`);
  throw new ProtocolError(
    'ENDPOINT_NOT_FOUND',
    `${method} /${path} is not part of what Lineage Gate answers.`,
  );
}

async function answerOwned(call: OwnedCall, exchange: Exchange, options: RouteOptions): Promise<void> {
  const { state } = await options.store();
  return call(exchange, { state, files: options.artifacts });
}
