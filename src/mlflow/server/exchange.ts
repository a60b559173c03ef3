import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Method } from '../protocol/endpoint.js';
import { invalid } from '../protocol/errors.js';

/** A request that has passed the guard, and what answers it. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** HEAD is answered as GET is, without a body. */
  readonly method: Method;
  /** Below the server's address, without a slash at its beginning, still percent-encoded. */
  readonly path: string;
  /** Without the `?`; may be empty. */
  readonly query: string;
}

/** Longest body of JSON, in bytes: a batch is far smaller, the profile of a dataset may have 16 MiB. */
export const BODY_LIMIT = 64 * 1024 * 1024;
/** Milliseconds without a byte after which a body, of a request or an answer, goes on no more. */
export const PATIENCE = 10 * 60 * 1000;

/** The client went away before its request was whole. Nobody is left to be answered. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

/** Bytes that are announced; undefined where the client does not say. */
export function announcedSize({ headers }: IncomingMessage): number | undefined {
  const length = headers['content-length'];
  return length === undefined ? undefined : Number(length);
}

export function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'];
  return headers['transfer-encoding'] !== undefined || (length !== undefined && length !== '0');
}

/** A stalled body is cut after a while; the time that an answer takes does not count. */
export function expectBody(request: IncomingMessage): void {
  request.setTimeout(PATIENCE);
  request.once('end', () => request.setTimeout(0));
}

/**
 * @param limit bytes
 * @param refusal what is said of a body that is longer
 * @throws ProtocolError where it is longer than the limit @throws ClientGone
 */
export function readBody(
  request: IncomingMessage,
  limit = BODY_LIMIT,
  refusal = `The body is longer than ${limit / 1024 / 1024} MiB, the most that one call may send. Send it in parts.`,
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if ((announcedSize(request) ?? 0) > limit) {
      reject(invalid(refusal));
      return;
    }
    const chunks: Buffer[] = [];
    let size = 0;
    expectBody(request);
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        chunks.length = 0;
        reject(invalid(refusal));
      } else chunks.push(chunk);
    });
    request.on('end', () => {
      const [first] = chunks;
      resolve(first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks));
    });
    request.on('error', () => reject(new ClientGone()));
    request.on('close', () => request.complete || reject(new ClientGone()));
  });
}
