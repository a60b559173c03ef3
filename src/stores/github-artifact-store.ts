import { join } from 'node:path';
import { type Fault, UserError } from '../core/errors.js';
import type { Stored } from '../core/generated/types.js';
import { sourceSizes } from './source-files.js';
import type { ArtifactStore, Upload } from './store.js';

export interface GithubArtifactOptions {
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  /** `owner/name` */
  repository: string;
  /** The workflow run's number. */
  runId: string;
  /** Days; the repository's setting when absent. */
  retentionDays?: number;
  /** When GitHub deletes the artifact (RFC 3339); undefined when that is not known. */
  artifactExpiry(id: string): Promise<string | undefined>;
}

/** Weights do not compress, and trying costs about 20 s a gigabyte. */
const COMPRESS_BYTES = 64 * 1024 * 1024;

/**
 * Artifacts of the workflow run. Only works inside a job, since the client reads ACTIONS_RUNTIME_TOKEN and
 * ACTIONS_RESULTS_URL from the environment; it writes some lines to standard output through the runner toolkit.
 * A name can be used once in a workflow run: the same files again are a conflict, too.
 * `digest` and `size_bytes` of what it answers are those of the zip.
 */
export function githubArtifactStore(options: GithubArtifactOptions): ArtifactStore {
  return { type: 'github-artifact', put: (upload) => put(options, upload) };
}

async function put(options: GithubArtifactOptions, upload: Upload): Promise<Stored> {
  const sizes = await sourceSizes(upload);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const { id, size, digest } = await send(options, upload, total > COMPRESS_BYTES ? 0 : 6);
  // The client leaves files out that vanish while it packs, with nothing but a warning.
  const after = await sourceSizes(upload);
  const changed = upload.files.find((_, index) => after[index] !== sizes[index]);
  if (changed !== undefined) throw new UserError(changedFault(changed));
  const { serverUrl, repository, runId } = options;
  const expiry = await options.artifactExpiry(`${id}`);
  return {
    type: 'github-artifact',
    name: upload.name,
    id: `${id}`,
    url: `${serverUrl}/${repository}/actions/runs/${runId}/artifacts/${id}`,
    digest: `sha256:${digest}`,
    size_bytes: size,
    ...(expiry === undefined ? {} : { expires_at: expiry }),
  };
}

async function send({ retentionDays }: GithubArtifactOptions, upload: Upload, compressionLevel: number) {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const files = upload.files.map((path) => join(upload.root, path));
  const options = { compressionLevel, ...(retentionDays === undefined ? {} : { retentionDays }) };
  try {
    const sending = new DefaultArtifactClient().uploadArtifact(upload.name, files, upload.root, options);
    const { id, size, digest } = await orUncaught(sending);
    if (id === undefined || digest === undefined) throw new Error('The service named no artifact');
    return { id, size, digest };
  } catch (error) {
    throw new UserError(uploadFault(upload.name, error as Error), { cause: error });
  }
}

/**
 * The client throws out of an event handler when it cannot read a file that it packs: nobody could catch that, and its
 * promise would stay open.
 */
function orUncaught<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    process.once('uncaughtException', reject);
    work.then(resolve, reject).finally(() => process.off('uncaughtException', reject));
  });
}

/** The client tells its failures apart only by the text of their messages. */
const KNOWN: readonly [RegExp, Pick<Fault, 'code' | 'what' | 'mend'>][] = [
  [
    /ACTIONS_RUNTIME_TOKEN|ACTIONS_RESULTS_URL/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'There is no artifact service: ACTIONS_RUNTIME_TOKEN or ACTIONS_RESULTS_URL is not set',
      mend: 'Run inside a GitHub Actions job, as an action; elsewhere use the local store',
    },
  ],
  [
    /not currently supported on GHES/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'GitHub Enterprise Server has no artifact service that this client can use',
      mend: 'Leave artifacts and model out on this server, or use the local store with a folder that you keep',
    },
  ],
  [
    /\(409\)|already exists/i,
    {
      code: 'E_STORE_CONFLICT',
      what: 'The workflow run has an artifact of this name',
      mend: 'Start a new run: what was stored for a run is never changed',
    },
  ],
  [
    /storage quota/i,
    {
      code: 'E_STORE_UPLOAD',
      what: 'The storage quota for artifacts is used up',
      mend: 'Delete old artifacts, shorten their retention, or raise the spending limit for GitHub Actions storage',
    },
  ],
  [
    /zip creation/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'A file could not be read while it was packed',
      mend: 'Let no other process change or delete the files of a run before the run has ended',
    },
  ],
  [
    /\((?:401|403)\)/,
    {
      code: 'E_STORE_UPLOAD',
      what: 'The artifact service refused the token of the job',
      mend: 'Run the job again: the token ends with the job, and after six hours at the latest',
    },
  ],
];

function uploadFault(name: string, error: Error): Fault {
  const where = `upload ${name}`;
  const known = KNOWN.find(([pattern]) => pattern.test(error.message));
  if (known !== undefined) return { ...known[1], where };
  const [first = ''] = error.message.split('\n');
  return {
    code: 'E_STORE_UPLOAD',
    what: `The upload failed: ${first.slice(0, 300)}`,
    where,
    mend: 'Run the job again; if it keeps failing, check that the runner reaches GitHub and its blob storage',
  };
}

function changedFault(where: string): Fault {
  return {
    code: 'E_STORE_UPLOAD',
    what: 'A file changed while it was uploaded',
    where,
    mend: 'Let no other process change or delete the files of a run before the run has ended',
  };
}
