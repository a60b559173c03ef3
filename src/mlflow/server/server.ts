import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../core/errors.js';
import { ProtocolError } from '../protocol/errors.js';
import type { MlflowStore } from '../protocol/store.js';
import type { ArtifactFiles } from './artifact-files.js';
import type { DiskRoom } from './disk-room.js';
import { refusalOf } from './failures.js';
import { type GuardOptions, guardOf } from './guard.js';
import { listener } from './routes.js';

export interface ServerOptions extends GuardOptions {
  /** Address to listen at. */
  host: string;
  /** 0: a free one. */
  port: number;
  /** Asked once, at the beginning. Until it is there calls wait for it; where it fails, they are told so. */
  store(): Promise<MlflowStore> | MlflowStore;
  /** Milliseconds that a call waits for the store, before it is told to come again. Default 2,000. */
  storePatience?: number;
  artifacts: ArtifactFiles;
  /** Of the disk that calls are kept on; left out where nothing is kept. */
  room?: DiskRoom | undefined;
  /** One line of ASCII about a defect of ours. */
  log(line: string): void;
  /** Milliseconds that the head of a request may take. Default 20,000. */
  headPatience?: number;
}

export interface StartedServer {
  /** With the prefix: what a client takes as its tracking URI. */
  url: string;
  port: number;
  /** What is being answered is answered, for some seconds. */
  close(): Promise<void>;
}

/** A client's pool holds connections for as long as an epoch takes; one that we close may be where its next call is under way. */
const IDLE = 60 * 60 * 1000;
const HEAD_PATIENCE = 20_000;
/** Nobody notices it where a ledger is small; of a large one clients are told to come again, which they do by themselves. */
const STORE_PATIENCE = 2000;
/** A query may name a hundred runs. */
const HEAD_BYTES = 64 * 1024;
/** Many clients may come at once. */
const BACKLOG = 4096;
/** Milliseconds for what goes on when the server is closed. */
const GRACE = 5000;
const SWEEP = 20;

/** @throws Error where the address cannot be listened at */
export async function startServer(options: ServerOptions): Promise<StartedServer> {
  const { host, prefix, artifacts, room, log, headPatience = HEAD_PATIENCE } = options;
  const store = opened(options);
  const server = createServer(
    {
      keepAliveTimeout: IDLE,
      headersTimeout: headPatience,
      // A large file over a slow line takes as long as it takes.
      requestTimeout: 0,
      connectionsCheckingInterval: Math.min(headPatience, 5000),
      maxHeaderSize: HEAD_BYTES,
    },
    listener({ guard: guardOf(options), store, artifacts, room, log }),
  );
  const port = await listening(server, options);
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${port}${prefix}`, port, close: () => closed(server) };
}

/** @returns gives the store, or says why there is none */
function opened({
  store,
  log,
  storePatience = STORE_PATIENCE,
}: ServerOptions): () => MlflowStore | Promise<MlflowStore> {
  let ready: MlflowStore | undefined;
  const opening = Promise.resolve()
    .then(store)
    .then(
      (found) => {
        ready = found;
        return found;
      },
      (error: unknown) => {
        // Whoever opens it tells what the user can mend.
        throw error instanceof UserError ? NOT_OPENED : refusalOf(error, log);
      },
    );
  opening.catch(() => undefined);
  return () => ready ?? inTime(opening, storePatience);
}

const NOT_OPENED = new ProtocolError(
  'INTERNAL_ERROR',
  'Lineage Gate cannot read what it is to answer from. Why is in its log.',
);

/** @throws ProtocolError TEMPORARILY_UNAVAILABLE where it takes longer */
function inTime<T>(coming: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(notReady()), milliseconds);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

function notReady(): ProtocolError {
  const text = 'Lineage Gate reads what it knows. Try again in a moment.';
  return new ProtocolError('TEMPORARILY_UNAVAILABLE', text);
}

function listening(server: Server, { host, port }: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE);
    // A connection whose last answer is just under way is idle a moment later, and nobody is told.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP);
    server.close(() => {
      clearTimeout(late);
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
