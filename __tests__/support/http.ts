import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** An HTTP server on a free port of 127.0.0.1. */
export class LocalServer {
  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  /** A handler that throws answers 500 with the error's text, and the server goes on. */
  static async listen(handler: Handler): Promise<LocalServer> {
    const server = createServer((request, response) => {
      handler(request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The server has no port');
    return new LocalServer(server, address.port);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** One answer that goes wrong on purpose. */
export interface Fault {
  /** HTTP status of the answer. Ignored with `cut`. */
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  /** How many answers go wrong. Default 1. */
  times?: number;
  /** Only requests whose `METHOD /path?query` matches. Default: all. */
  match?: RegExp;
  /** Do what was asked first, and only then spoil the answer: the unknown-outcome case. */
  applied?: boolean;
  /** Close the connection without an answer. */
  cut?: boolean;
  /** Close it after so many bytes of the answer's body. Git server only. */
  cutAnswerAfter?: number;
  /** Close it after so many bytes of the request's body, which is all that is acted on. Git server only. */
  cutRequestAfter?: number;
  /** Called each time it is used up by a request. */
  onUse?: () => void;
}

/** Faults in the order they were added; each is used up by the requests it matches. */
export class FaultQueue {
  private readonly queue: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    const isCutShort = fault.cutAnswerAfter !== undefined || fault.cutRequestAfter !== undefined;
    if (fault.status === undefined && !fault.cut && !isCutShort)
      throw new Error('A fault needs a status or cut');
    this.queue.push({ fault, left: fault.times ?? 1 });
  }

  take(requestLine: string): Fault | undefined {
    const entry = this.queue.find((one) => one.left > 0 && (one.fault.match?.test(requestLine) ?? true));
    if (entry) entry.left -= 1;
    entry?.fault.onUse?.();
    return entry?.fault;
  }

  /** Drops those that have not been used up. */
  forget(which: (fault: Fault) => boolean): void {
    for (const entry of this.queue) if (which(entry.fault)) entry.left = 0;
  }
}

/** Spoils the answer as the fault says. */
export function answerFault(fault: Fault, response: ServerResponse): void {
  if (fault.cut || fault.cutRequestAfter !== undefined) {
    response.destroy();
    return;
  }
  const status = fault.status ?? 500;
  const body = fault.body ?? JSON.stringify({ message: `Injected ${status}` });
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...fault.headers });
  response.end(body);
}

export async function delay(milliseconds: number): Promise<void> {
  if (milliseconds > 0) await sleep(milliseconds);
}
