import type { ServerResponse } from 'node:http';
import type { ProtocolError } from '../protocol/errors.js';
import { JsonText } from '../protocol/json-text.js';

/** Name, value, name, value: the form that costs least. */
export type Headers = readonly string[];

/** Nothing of ours is shown in another page, nor taken for something that it does not say it is. */
export const SAFE: Headers = ['X-Content-Type-Options', 'nosniff', 'X-Frame-Options', 'SAMEORIGIN'];
const NONE: Headers = [];
/** What a client is told beside the body, by status. */
const MORE: Readonly<Record<number, Headers>> = {
  401: ['WWW-Authenticate', 'Basic realm="Lineage Gate"'],
  503: ['Retry-After', '1'],
};

export function sendJson(response: ServerResponse, body: object): void {
  const { text } = JsonText.of(body);
  send(response, { status: 200, type: 'application/json', text, more: NONE });
}

export function sendText(
  response: ServerResponse,
  { status, text, more = NONE }: { status: number; text: string; more?: Headers },
): void {
  send(response, { status, type: 'text/plain; charset=utf-8', text, more });
}

function send(
  response: ServerResponse,
  { status, type, text, more }: { status: number; type: string; text: string | Buffer; more: Headers },
): void {
  const length = String(Buffer.byteLength(text));
  response.writeHead(status, ['Content-Type', type, 'Content-Length', length, ...SAFE, ...more]);
  response.end(text);
}

export function sendError(response: ServerResponse, { status, body }: ProtocolError): void {
  const more = MORE[status] ?? NONE;
  send(response, { status, type: 'application/json', text: JSON.stringify(body), more });
}
