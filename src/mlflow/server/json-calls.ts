import { isUtf8 } from 'node:buffer';
import { invalid, ProtocolError } from '../protocol/errors.js';
import { parseExact, parseLongs } from '../protocol/exact-json.js';
import { findCall } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import { sendJson } from './answer.js';
import type { DiskRoom } from './disk-room.js';
import { announcedSize, type Exchange, hasBody, readBody } from './exchange.js';
import { Repeats } from './repeats.js';

type Raw = Record<string, unknown>;

/** Shorter bodies, in units of UTF-16, are read again for a message that shows their numbers as they were sent. */
const EXACT = 1024 * 1024;
/** Bytes from which on a body is asked for only where there is room for it. */
const LARGE = 1024 * 1024;

/** @param route below `/api/2.0/mlflow/` @throws ProtocolError */
export async function answerCall(
  exchange: Exchange,
  route: string,
  { store, room, repeats }: { store: MlflowStore; room: DiskRoom | undefined; repeats: Repeats },
): Promise<void> {
  const { method, request: received, response } = exchange;
  const agent = received.headers['user-agent'];
  const sent = await requestOf(exchange, room);
  try {
    const request = typeof sent === 'string' ? parseBody(sent, parseLongs) : sent;
    const call = findCall(method, route, request);
    const run = () => store.run(agent === undefined ? call : { ...call, agent });
    const isCreate = typeof sent === 'string' && Repeats.isCreate(method, route);
    sendJson(response, await (isCreate ? repeats.answer({ route, body: sent, response }, run) : run()));
  } catch (error) {
    const isInvalid = error instanceof ProtocolError && error.code === 'INVALID_PARAMETER_VALUE';
    if (isInvalid && typeof sent === 'string' && sent.length < EXACT)
      findCall(method, route, parseBody(sent, parseExact)).read();
    throw error;
  }
}

/** The body, or the query of a GET that has one. @throws ProtocolError @throws ClientGone */
async function requestOf(
  { request, method, query }: Exchange,
  room: DiskRoom | undefined,
): Promise<string | URLSearchParams> {
  if (method === 'GET' && query !== '') return new URLSearchParams(query);
  if (!hasBody(request)) return '';
  if (method === 'POST' || method === 'PUT') checkType(request.headers['content-type']);
  const size = announcedSize(request) ?? 0;
  if (size >= LARGE) await room?.require(size);
  const bytes = await readBody(request);
  return isUtf8(bytes) ? bytes.toString() : '';
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
function parseBody(text: string, parse: (text: string) => unknown): Raw {
  let body = parsed(text, parse);
  // Old clients send JSON as a text of JSON.
  if (typeof body === 'string') body = parsed(body, parse);
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw invalid('The body must be an object of JSON.');
  return body as Raw;
}

/** @returns undefined for what is no JSON: MLflow's server takes it for nothing, and asks for the fields that it misses */
function parsed(text: string, parse: (text: string) => unknown): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}
