import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';

export function cgiHeader(
  request: IncomingMessage,
  header: string,
  variable: string,
): Record<string, string> {
  const value = request.headers[header];
  return typeof value === 'string' ? { [variable]: value } : {};
}

/** Passes a request's body on. @param to.limit so many bytes of it at most @param to.onCut called once they have been passed on */
export function sendBody(
  request: IncomingMessage,
  to: { stdin: Writable; limit: number | undefined; onCut: () => void },
): void {
  const { stdin, limit, onCut } = to;
  if (limit === undefined) {
    request.pipe(stdin);
    return;
  }
  let left = limit;
  const end = () => {
    if (!stdin.writableEnded) stdin.end(onCut);
  };
  request.on('data', (chunk: Buffer) => {
    if (stdin.writableEnded) return;
    stdin.write(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) end();
  });
  request.on('end', end);
}

/** Turns the CGI head (up to the empty line) into status and headers, and passes the rest through, or so many bytes of it. */
export function forwardCgi(
  stdout: NodeJS.ReadableStream,
  response: ServerResponse,
  limit = Number.POSITIVE_INFINITY,
): void {
  let head: Buffer | undefined = Buffer.alloc(0);
  let left = limit;
  const write = (chunk: Buffer): boolean => {
    const part = left === Number.POSITIVE_INFINITY ? chunk : chunk.subarray(0, left);
    left -= part.length;
    const isLast = left <= 0;
    return response.write(part, () => {
      if (isLast) response.destroy();
    });
  };
  stdout.on('data', (chunk: Buffer) => {
    if (left <= 0) return;
    if (head === undefined) {
      if (!write(chunk)) {
        stdout.pause();
        response.once('drain', () => stdout.resume());
      }
      return;
    }
    head = Buffer.concat([head, chunk]);
    const end = head.indexOf('\r\n\r\n');
    if (end < 0) return;
    let status = 200;
    for (const line of head.subarray(0, end).toString('latin1').split('\r\n')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon);
      const value = line.slice(colon + 1).trim();
      if (name.toLowerCase() === 'status') status = Number.parseInt(value, 10);
      else response.setHeader(name, value);
    }
    response.writeHead(status);
    write(head.subarray(end + 4));
    head = undefined;
  });
}
