import { timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How another process of this machine has the server of a job end: a POST to an address that nobody can guess. */
export interface Control {
  url: string;
  /** What is being answered is answered first. */
  close(): Promise<void>;
}

export interface EndAsked {
  /** Whether only seconds are left. */
  hurry: boolean;
}

/** What is answered when the server has ended. */
export interface EndAnswer {
  /** Why calls were not kept. */
  lost: readonly string[];
}

const HOST = '127.0.0.1';
/** Milliseconds for what is being answered when it is closed. */
const GRACE = 2000;

/** @param end is asked once, and its answer given to whoever asks @throws Error where no port is free */
export async function openControl(
  secret: string,
  end: (asked: EndAsked) => Promise<EndAnswer>,
): Promise<Control> {
  const routes = new Map([true, false].map((hurry) => [`/${secret}/end?hurry=${hurry}`, { hurry }]));
  let answer: Promise<EndAnswer> | undefined;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const asked = [...routes].find(([route]) => isSame(route, url))?.[1];
    if (request.method !== 'POST' || asked === undefined) {
      response.writeHead(404).end();
      return;
    }
    answer ??= end(asked);
    response.shouldKeepAlive = false;
    answer.then(
      (body) => response.end(JSON.stringify(body)),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, HOST, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${HOST}:${port}/${secret}/end`,
    close() {
      const late = setTimeout(() => server.closeAllConnections(), GRACE);
      return new Promise((resolve) => {
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
      });
    },
  };
}

/** Takes the same time wherever they differ. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
