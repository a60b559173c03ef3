import { createHash, randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { BlobStore } from './blob-store.js';
import type { Artifact, GitHubState } from './github/state.js';
import { answerFault, delay, type Fault, FaultQueue, LocalServer, readBody } from './http.js';
import {
  type BackendIds,
  backendIds,
  type RuntimeJob,
  readRuntimeToken,
  signRuntimeToken,
} from './runtime-token.js';
import { readZip } from './zip.js';

export interface ArtifactServerOptions {
  /** Finalized artifacts are put in here, so that the REST API knows them. */
  state: GitHubState;
  delayMs?: number;
}

interface Stored {
  ids: BackendIds;
  name: string;
  blob: string;
  mimeType: string;
  expiresAt: string;
  /** Set once finalized. */
  artifact?: Artifact;
}

type Fields = Record<string, unknown>;

/** A refusal in Twirp's form. */
class TwirpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const DAY_MS = 86_400_000;
const PREFIX = '/twirp/github.actions.results.api.v1.ArtifactService/';

/**
 * GitHub's artifact service: the Twirp front over a real blob server. ACTIONS_RESULTS_URL is `url`, ACTIONS_RUNTIME_TOKEN
 * comes from `runtimeToken`. The real client also wants GITHUB_SERVER_URL to be github.com, *.ghe.com or *.localhost.
 */
export class ArtifactServer {
  /** Method names in the order they were called. */
  readonly calls: string[] = [];
  private readonly jobs = new Map<string, RuntimeJob>();
  private readonly stored: Stored[] = [];
  private readonly faults = new FaultQueue();
  private server: LocalServer | undefined;

  private constructor(
    private readonly blobs: BlobStore,
    private readonly options: ArtifactServerOptions,
  ) {}

  static async start(options: ArtifactServerOptions): Promise<ArtifactServer> {
    const artifacts = new ArtifactServer(await BlobStore.start(), options);
    artifacts.server = await LocalServer.listen((request, response) => artifacts.handle(request, response));
    return artifacts;
  }

  get url(): string {
    if (this.server === undefined) throw new Error('The artifact server is closed');
    return `${this.server.url}/`;
  }

  /** The ACTIONS_RUNTIME_TOKEN of a job; all jobs of a run share their artifacts. */
  runtimeToken(job: RuntimeJob): string {
    this.jobs.set(backendIds(job).runBackendId, job);
    return signRuntimeToken(job);
  }

  /** Spoils coming answers; `match: /CreateArtifact/` picks a method. The real client waits 3 s and more before a retry. */
  failNext(fault: Fault): void {
    this.faults.add(fault);
  }

  /** Finalized artifacts, oldest first. */
  list(runId?: number): Artifact[] {
    const finalized = this.stored.flatMap((one) => one.artifact ?? []);
    return runId === undefined ? finalized : finalized.filter((one) => one.runId === runId);
  }

  /** The stored bytes: a zip, unless it was uploaded with `skipArchive`. */
  async download(artifactId: number): Promise<Buffer> {
    const stored = this.stored.find((one) => one.artifact?.id === artifactId);
    const blob = stored && (await this.blobs.read(stored.blob));
    if (blob === undefined) throw new Error(`There is no artifact ${artifactId}`);
    return blob.bytes;
  }

  /** Path to bytes of what a zipped artifact holds. */
  async files(artifactId: number): Promise<Map<string, Buffer>> {
    return readZip(await this.download(artifactId));
  }

  async close(): Promise<void> {
    await this.server?.close();
    this.server = undefined;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = (await readBody(request)).toString('utf8');
    await delay(this.options.delayMs ?? 0);
    const fault = this.faults.take(`${request.method} ${request.url}`);
    if (fault && !fault.applied) return answerFault(fault, response);
    let status = 200;
    let answer: unknown;
    try {
      answer = await this.call(request, body);
    } catch (error) {
      if (!(error instanceof TwirpError)) throw error;
      status = error.status;
      answer = { code: error.code, msg: error.message };
    }
    if (fault) return answerFault(fault, response);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  }

  private async call(request: IncomingMessage, body: string): Promise<unknown> {
    const method = request.url?.startsWith(PREFIX) ? request.url.slice(PREFIX.length) : '';
    this.calls.push(method);
    if (request.method !== 'POST' || !request.headers['content-type']?.startsWith('application/json')) {
      throw new TwirpError(404, 'bad_route', 'POST with application/json only');
    }
    const ids = readRuntimeToken(request.headers.authorization);
    if (ids === undefined) throw new TwirpError(401, 'unauthenticated', 'The token is not valid');
    const fields = JSON.parse(body) as Fields;
    const isOwn =
      fields.workflow_run_backend_id === ids.runBackendId &&
      fields.workflow_job_run_backend_id === ids.jobBackendId;
    if (!isOwn) throw new TwirpError(403, 'permission_denied', 'The ids are not those of the token');
    if (method === 'CreateArtifact') return this.create(ids, fields);
    if (method === 'FinalizeArtifact') return this.finalize(ids, fields);
    if (method === 'ListArtifacts') return this.listFor(ids, fields);
    if (method === 'GetSignedArtifactURL') return this.sign(ids, fields);
    if (method === 'DeleteArtifact') return this.remove(ids, fields);
    throw new TwirpError(404, 'bad_route', `There is no method ${method}`);
  }

  private async create(ids: BackendIds, fields: Fields): Promise<unknown> {
    const name = requiredText(fields, 'name');
    // One run's artifacts share their names across jobs and attempts.
    if (this.find(ids, name)) {
      throw new TwirpError(
        409,
        'already_exists',
        'an artifact with this name already exists on the workflow run',
      );
    }
    const mimeType = typeof fields.mime_type === 'string' ? fields.mime_type : 'application/zip';
    const stored: Stored = {
      ids,
      name,
      blob: `${ids.runBackendId}/${randomUUID()}${mimeType === 'application/zip' ? '.zip' : ''}`,
      mimeType,
      expiresAt: expiry(fields.expires_at),
    };
    this.stored.push(stored);
    return { ok: true, signed_upload_url: await this.blobs.signedUrl(stored.blob, 'write') };
  }

  private async finalize(ids: BackendIds, fields: Fields): Promise<unknown> {
    const stored = this.find(ids, requiredText(fields, 'name'));
    if (stored === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
    // A client that lost the first answer asks again.
    if (stored.artifact) return { ok: true, artifact_id: String(stored.artifact.id) };
    const blob = await this.blobs.read(stored.blob);
    if (blob === undefined) throw new TwirpError(400, 'failed_precondition', 'nothing was uploaded');
    const digest = `sha256:${createHash('sha256').update(blob.bytes).digest('hex')}`;
    if (fields.hash !== undefined && fields.hash !== digest) {
      throw new TwirpError(400, 'invalid_argument', `hash is ${fields.hash}, the blob's is ${digest}`);
    }
    if (fields.size !== String(blob.bytes.length)) {
      throw new TwirpError(
        400,
        'invalid_argument',
        `size is ${fields.size}, the blob's is ${blob.bytes.length}`,
      );
    }
    const job = this.jobs.get(ids.runBackendId);
    if (job === undefined) throw new TwirpError(403, 'permission_denied', 'The run is not known');
    stored.artifact = this.options.state.addArtifact({
      repository: job.repository,
      runId: job.runId,
      name: stored.name,
      sizeBytes: blob.bytes.length,
      digest,
      expiresAt: stored.expiresAt,
    });
    return { ok: true, artifact_id: String(stored.artifact.id) };
  }

  private listFor(ids: BackendIds, fields: Fields): unknown {
    const artifacts = this.stored.flatMap((one) => {
      const { artifact } = one;
      if (artifact === undefined || one.ids.runBackendId !== ids.runBackendId) return [];
      if (fields.name_filter !== undefined && fields.name_filter !== artifact.name) return [];
      if (fields.id_filter !== undefined && fields.id_filter !== String(artifact.id)) return [];
      return {
        workflow_run_backend_id: one.ids.runBackendId,
        workflow_job_run_backend_id: one.ids.jobBackendId,
        database_id: String(artifact.id),
        name: artifact.name,
        size: String(artifact.sizeBytes),
        created_at: artifact.createdAt,
        digest: artifact.digest,
      };
    });
    return { artifacts };
  }

  private async sign(ids: BackendIds, fields: Fields): Promise<unknown> {
    const stored = this.find(ids, requiredText(fields, 'name'));
    if (stored?.artifact === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
    const fileName = stored.mimeType === 'application/zip' ? `${stored.name}.zip` : stored.name;
    return { signed_url: await this.blobs.signedUrl(stored.blob, 'read', fileName) };
  }

  private async remove(ids: BackendIds, fields: Fields): Promise<unknown> {
    const stored = this.find(ids, requiredText(fields, 'name'));
    if (stored?.artifact === undefined) throw new TwirpError(404, 'not_found', 'artifact not found');
    this.stored.splice(this.stored.indexOf(stored), 1);
    this.options.state.artifacts.delete(stored.artifact.id);
    await this.blobs.remove(stored.blob);
    return { ok: true, artifact_id: String(stored.artifact.id) };
  }

  private find(ids: BackendIds, name: string): Stored | undefined {
    return this.stored.find((one) => one.ids.runBackendId === ids.runBackendId && one.name === name);
  }
}

function requiredText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string' || value === '')
    throw new TwirpError(400, 'invalid_argument', `${name} is required`);
  return value;
}

/** GitHub's default retention, unless the client asks for an earlier end. */
function expiry(asked: unknown): string {
  const latest = Date.now() + 90 * DAY_MS;
  const wanted = typeof asked === 'string' ? Date.parse(asked) : latest;
  if (Number.isNaN(wanted)) throw new TwirpError(400, 'invalid_argument', 'expires_at is no time');
  return new Date(Math.min(wanted, latest)).toISOString();
}
