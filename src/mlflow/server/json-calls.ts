import { isUtf8 } from 'node:buffer';
import { invalid } from '../protocol/errors.js';
import { findCall } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import { sendJson } from './answer.js';
import { type Exchange, hasBody, readBody } from './exchange.js';

type Raw = Record<string, unknown>;

/** @param route below `/api/2.0/mlflow/` @throws ProtocolError */
export async function answerCall(exchange: Exchange, route: string, store: MlflowStore): Promise<void> {
  const { method, response } = exchange;
  const call = findCall(method, route, await requestOf(exchange));
  sendJson(response, await store.run(call));
}

/** The body, or the query of a GET that has one. @throws ProtocolError @throws ClientGone */
async function requestOf({ request, method, query }: Exchange): Promise<Raw | URLSearchParams> {
  if (method === 'GET' && query !== '') return new URLSearchParams(query);
  if (!hasBody(request)) return {};
  if (method === 'POST' || method === 'PUT') checkType(request.headers['content-type']);
  return parseBody(await readBody(request));
}

/** @throws ProtocolError */
function checkType(type: string | undefined): void {
  if (type === 'application/json') return;
  if (type === undefined) throw invalid('Bad Request. Content-Type header is missing.');
  const [media = ''] = type.split(';');
  if (media.trim().toLowerCase() !== 'application/json')
    throw invalid("Bad Request. Content-Type must be one of ['application/json'].");
}

/** @throws ProtocolError where it is JSON and no object */
function parseBody(bytes: Buffer): Raw {
  let body = isUtf8(bytes) ? parsed(bytes.toString()) : undefined;
  // Old clients send JSON as a text of JSON.
  if (typeof body === 'string') body = parsed(body);
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw invalid('The body must be an object of JSON.');
  return body as Raw;
}

/** @returns undefined for what is no JSON: MLflow's server takes it for nothing, and asks for the fields that it misses */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
