import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import type { GitHubClient } from './client.js';

export interface RunArtifact {
  owner: string;
  repo: string;
  id: number;
  name: string;
  /** Of the zip. */
  sizeBytes: number;
  /** `sha256:<hex>` of the zip; null for those of old uploaders. */
  digest: string | null;
  isExpired: boolean;
  /** RFC 3339; null when GitHub does not say. */
  createdAt: string | null;
  expiresAt: string | null;
}

export interface DownloadOptions {
  /** Longest zip that is taken. */
  maxBytes: number;
  /** Makes the request to the other host; the edge passes one that knows the machine's proxy. Default: the one of Node. */
  fetch?: typeof fetch;
  /** Milliseconds that one download may take. Default ten minutes. */
  timeoutMs?: number;
  sleep?: (milliseconds: number) => Promise<unknown>;
  /** Told with each block how many bytes have come; a new try begins anew. */
  onBytes?: (received: number) => void;
}

export interface Downloaded {
  artifact: RunArtifact;
  /** Path of the zip. */
  file: string;
  sizeBytes: number;
  /** `sha256:<hex>` of what was received. */
  digest: string;
}

const TRIES = 3;
const TIMEOUT_MS = 600_000;
/** What comes while a block is written is written together. */
const BUFFER_BYTES = 1024 * 1024;

/** What a later try may mend. */
class Broken extends Error {}

/**
 * The artifacts of a workflow run whose names begin with a prefix; of one name, which several attempts can have, the newest.
 * By name.
 * @throws UserError E_GITHUB_API when they cannot be read
 */
export async function listRunArtifacts(
  client: GitHubClient,
  run: { owner: string; repo: string; runId: number; prefix: string },
): Promise<RunArtifact[]> {
  const { owner, repo, runId, prefix } = run;
  const purpose = {
    what: `list the artifacts of workflow run ${runId} of ${owner}/${repo}`,
    permission: 'actions: read',
  };
  const all = await client.call(purpose, (octokit) =>
    octokit.paginate(octokit.rest.actions.listWorkflowRunArtifacts, {
      owner,
      repo,
      run_id: runId,
      per_page: 100,
    }),
  );
  const newest = new Map<string, RunArtifact>();
  for (const one of all ?? []) {
    const { id, name } = one;
    if (!name.startsWith(prefix) || (newest.get(name)?.id ?? -1) > id) continue;
    const times = { createdAt: one.created_at, expiresAt: one.expires_at };
    const about = { sizeBytes: one.size_in_bytes, digest: one.digest ?? null, isExpired: one.expired };
    newest.set(name, { owner, repo, id, name, ...about, ...times });
  }
  return [...newest.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Downloads one artifact as a zip and checks that it is whole. Nothing is left behind when that fails.
 * @throws UserError E_GITHUB_API when it is gone, refused or keeps breaking, E_FILE_TOO_LARGE above `maxBytes`
 */
export async function downloadArtifact(
  client: GitHubClient,
  artifact: RunArtifact,
  options: DownloadOptions & { file: string },
): Promise<Downloaded> {
  if (artifact.isExpired) throw expired(artifact);
  if (artifact.sizeBytes > options.maxBytes) throw tooLarge(artifact, options.maxBytes);
  const { sleep = (milliseconds: number) => delay(milliseconds) } = options;
  for (let left = TRIES - 1; ; left -= 1) {
    // The address is good for a minute only, so each try asks for a new one.
    const url = await signedUrl(client, artifact);
    try {
      return { artifact, file: options.file, ...(await receive(url, artifact, options)) };
    } catch (error) {
      await rm(options.file, { force: true });
      if (!(error instanceof Broken)) throw error;
      if (left === 0) throw broken(artifact, url, error);
      client.log.debug(`the download of artifact ${artifact.id} broke off: ${error.message}; trying again`);
      await sleep(1000 * (TRIES - left));
    }
  }
}

async function signedUrl(client: GitHubClient, artifact: RunArtifact): Promise<URL> {
  const { owner, repo, id } = artifact;
  const purpose = {
    what: `download artifact ${label(artifact)}`,
    permission: 'actions: read',
    nullOn: [410],
  };
  // A redirect that is followed for us would have the bytes in memory, whatever their number.
  const answer = await client.call(purpose, ({ rest }) =>
    rest.actions.downloadArtifact({
      owner,
      repo,
      artifact_id: id,
      archive_format: 'zip',
      request: { redirect: 'manual' },
    }),
  );
  if (answer === null) throw expired(artifact);
  const location = answer.headers.location ?? '';
  if (!/^https?:/.test(location) || !URL.canParse(location)) {
    throw new Error(`GitHub gave no address for artifact ${id} (status ${answer.status})`);
  }
  return new URL(location);
}

/** The other host gets a signed address and no token of ours: it would refuse it, and it is none of its business. */
async function receive(
  url: URL,
  artifact: RunArtifact,
  options: DownloadOptions & { file: string },
): Promise<{ sizeBytes: number; digest: string }> {
  const { fetch: request = fetch, timeoutMs = TIMEOUT_MS, maxBytes, file, onBytes } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  const answer = await request(url, { signal }).catch((error: unknown) => {
    throw new Broken(reason(error));
  });
  const { body } = answer;
  if (!answer.ok || body === null) {
    await body?.cancel();
    throw new Broken(`status ${answer.status}`);
  }
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const measured = async function* () {
    for await (const chunk of chunksOf(body)) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw tooLarge(artifact, maxBytes);
      hash.update(chunk);
      onBytes?.(sizeBytes);
      yield chunk;
    }
  };
  await pipeline(measured, createWriteStream(file, { highWaterMark: BUFFER_BYTES }));
  const digest = `sha256:${hash.digest('hex')}`;
  if (artifact.digest !== null && digest !== artifact.digest) {
    throw new Broken(`its digest is ${digest}, not ${artifact.digest}`);
  }
  return { sizeBytes, digest };
}

/** Faults of the connection, told apart from those of the disk. */
async function* chunksOf(body: unknown): AsyncGenerator<Uint8Array> {
  try {
    yield* Readable.fromWeb(body as ReadableStream<Uint8Array>);
  } catch (error) {
    throw new Broken(reason(error));
  }
}

/** fetch says only "fetch failed" and has the reason in the cause. */
function reason(error: unknown): string {
  const { message, cause } = error as Error;
  return printable(cause instanceof Error && cause.message !== '' ? cause.message : message).slice(0, 300);
}

function label({ name, id, owner, repo }: RunArtifact): string {
  return `${printable(name).slice(0, 200)} (${id}) of ${owner}/${repo}`;
}

function expired(artifact: RunArtifact): UserError {
  return new UserError({
    code: 'E_GITHUB_API',
    what: `Artifact ${label(artifact)} has expired, and GitHub has deleted it`,
    mend: 'Run the workflow that made it again',
  });
}

function tooLarge(artifact: RunArtifact, maxBytes: number): UserError {
  const about = artifact.sizeBytes > maxBytes ? `has ${artifact.sizeBytes} bytes` : 'has more than it says';
  return new UserError({
    code: 'E_FILE_TOO_LARGE',
    what: `Artifact ${label(artifact)} ${about}; at most ${maxBytes} bytes are read`,
    mend: 'Hand over less in one artifact',
  });
}

function broken(artifact: RunArtifact, { host }: URL, error: Broken): UserError {
  const fault: Fault = {
    code: 'E_GITHUB_API',
    what: `Artifact ${label(artifact)} could not be downloaded whole: ${error.message}`,
    // Without the rest of the address, which is a secret for as long as it is good.
    where: host,
    mend: `Check that ${host} can be reached from here, and run the job again`,
  };
  return new UserError(fault, { cause: error });
}
