import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProtocolError } from '../protocol/errors.js';
import { sendError, sendText } from './answer.js';

export interface GuardOptions {
  /** Empty, or `/` and a secret: what the path of every request begins with. */
  prefix: string;
  /** Names that the server is called by, beside those of its own machine. */
  hosts: readonly string[];
  /** Sent as a bearer token, or as the password of Basic. */
  token?: string;
}

/** Asks of a request what need not be known of it to refuse it. */
export interface Guard {
  /** @returns the path below the prefix with its query, without a slash at its beginning; undefined: it was refused */
  admit(request: IncomingMessage, response: ServerResponse): string | undefined;
}

/** What a probe may ask without a token: it tells that somebody is there, and nothing else. */
const OPEN = 'health';

export function guardOf({ prefix, hosts, token }: GuardOptions): Guard {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]', ...hosts.map((host) => host.toLowerCase())]);
  const below = Buffer.from(`${prefix}/`);
  const secret = token === undefined ? undefined : Buffer.from(token);
  return {
    admit(request, response) {
      if (!isOurs(request, names)) {
        sendError(response, FOREIGN);
        return undefined;
      }
      const url = request.url ?? '';
      if (!isSame(url.slice(0, prefix.length + 1), below)) {
        sendText(response, { status: 404, text: 'Not Found\n' });
        return undefined;
      }
      // A client whose address ends with a slash sends two.
      const rest = url.slice(prefix.length + 1).replace(/^\/+/, '');
      if (secret !== undefined && rest !== OPEN && !isSame(passwordOf(request), secret)) {
        sendError(response, LOCKED);
        return undefined;
      }
      return rest;
    },
  };
}

const FOREIGN = new ProtocolError(
  'PERMISSION_DENIED',
  'The request was sent under a name that this server is not called by, or by a page of somebody else.',
);
const LOCKED = new ProtocolError(
  'UNAUTHENTICATED',
  'The token is missing or is another one. Set MLFLOW_TRACKING_TOKEN to it, or MLFLOW_TRACKING_PASSWORD beside any MLFLOW_TRACKING_USERNAME.',
);

/** A page in a browser that found its way here under a name of its own is sent away. */
function isOurs({ headers }: IncomingMessage, names: ReadonlySet<string>): boolean {
  const { host, origin } = headers;
  if (host !== undefined && !names.has(nameOf(host))) return false;
  if (origin === undefined) return true;
  const scheme = origin.indexOf('://');
  return scheme > 0 && names.has(nameOf(origin.slice(scheme + 3)));
}

/** `name:port` → `name` */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}

function passwordOf({ headers }: IncomingMessage): string {
  const sent = headers.authorization ?? '';
  const space = sent.indexOf(' ');
  const scheme = sent.slice(0, space).toLowerCase();
  const value = sent.slice(space + 1).trim();
  if (scheme === 'bearer') return value;
  if (scheme !== 'basic') return '';
  const pair = Buffer.from(value, 'base64').toString();
  return pair.slice(pair.indexOf(':') + 1);
}

/** Takes the same time wherever they differ. */
function isSame(given: string, wanted: Buffer): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}
