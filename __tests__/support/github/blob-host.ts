import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerFault, delay, type Fault, FaultQueue, LocalServer } from '../http.js';

export interface BlobRequest {
  /** Without the query, which holds the signature. */
  path: string;
  authorization: string | undefined;
}

/** The other host that downloads are sent to: it hands out bytes to whoever has a signed URL, and refuses tokens as Azure does. */
export class BlobHost {
  readonly requests: BlobRequest[] = [];
  /** Most requests that were answered at one time. */
  busiest = 0;
  /** Milliseconds added to each request. */
  delayMs = 0;
  private busy = 0;
  private readonly signed = new Map<string, () => Promise<Uint8Array | undefined>>();
  private readonly faults = new FaultQueue();

  private server: LocalServer | undefined;

  static async start(): Promise<BlobHost> {
    const host = new BlobHost();
    host.server = await LocalServer.listen((request, response) => host.handle(request, response));
    return host;
  }

  sign(bytes: () => Promise<Uint8Array | undefined>): string {
    const key = randomUUID();
    this.signed.set(key, bytes);
    if (this.server === undefined) throw new Error('The blob host is closed');
    return `${this.server.url}/artifacts/a.zip?sig=${key}`;
  }

  /** As for the API; `cutAnswerAfter` works too. */
  failNext(fault: Fault): void {
    this.faults.add(fault);
  }

  async close(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.busy += 1;
    this.busiest = Math.max(this.busiest, this.busy);
    response.on('close', () => {
      this.busy -= 1;
    });
    const url = new URL(request.url ?? '/', 'http://blobs');
    const { authorization } = request.headers;
    this.requests.push({ path: url.pathname, authorization });
    await delay(this.delayMs);
    const fault = this.faults.take(`${request.method} ${url.pathname}`);
    if (fault && fault.cutAnswerAfter === undefined) return answerFault(fault, response);
    if (authorization !== undefined) return refuse(response, 400, 'InvalidAuthenticationInfo');
    const bytes = await this.signed.get(url.searchParams.get('sig') ?? '')?.();
    if (bytes === undefined) return refuse(response, 403, 'AuthenticationFailed');
    response.writeHead(200, { 'content-type': 'application/zip', 'content-length': bytes.length });
    if (fault?.cutAnswerAfter === undefined) {
      response.end(bytes);
      return;
    }
    response.write(bytes.subarray(0, fault.cutAnswerAfter), () => response.destroy());
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code></Error>`);
}
