import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import type { Stored } from '../core/generated/types.js';
import { isConflict, uploadFault } from './github-artifact-faults.js';
import { otherThan, privateCopy } from './private-copy.js';
import { sourceSizes } from './source-files.js';
import { type ArtifactStore, ChangedFiles, type CopyTools, changedFault, type Upload } from './store.js';
import { type ArchiveTools, storedAlready } from './stored-already.js';

export interface GithubArtifactOptions extends CopyTools, ArchiveTools {
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
  /** Digests files below a root, in the order asked for. */
  hashFiles(root: string, paths: readonly string[], options: { within: string }): Promise<FileEntry[]>;
}

/** Weights do not compress, and trying costs about 20 s a gigabyte. */
const COMPRESS_BYTES = 64 * 1024 * 1024;
/** Names that are tried: one is taken for good by an upload that was killed before it was whole. */
const NAMES = 5;

/**
 * Artifacts of the workflow run. Only works inside a job, since the client reads ACTIONS_RUNTIME_TOKEN and
 * ACTIONS_RESULTS_URL from the environment; it writes some lines to standard output through the runner toolkit.
 * What is uploaded is a private copy, so that nobody changes it between its digest and its upload.
 * A name can be used once in a workflow run. Where an earlier try has used it, an artifact with the same files is taken as stored; after
 * one that cannot be compared, the name gets a number (`…-2`).
 * `digest` and `size_bytes` of what it answers are those of the zip.
 */
export function githubArtifactStore(options: GithubArtifactOptions): ArtifactStore {
  return { type: 'github-artifact', put: (upload) => put(options, upload) };
}

async function put(options: GithubArtifactOptions, upload: Upload): Promise<Stored> {
  const copy = await privateCopy(upload, options);
  if (copy === null) return putUncopied(options, upload);
  try {
    return await sendUnchanged(options, { ...upload, root: copy.folder }, copy.entries);
  } finally {
    await rm(copy.folder, { recursive: true, force: true });
  }
}

/** Without a copy the files are digested before and after, so that a change does not go unseen. */
async function putUncopied(options: GithubArtifactOptions, upload: Upload): Promise<Stored> {
  const digests = () =>
    options.hashFiles(upload.root, upload.files, { within: upload.within ?? upload.root });
  const entries = await digests();
  const changed = entries.flatMap(({ path, digest }, index): [string, string][] => {
    const fault = otherThan(upload, index, digest);
    return fault === undefined ? [] : [[path, fault]];
  });
  if (changed.length > 0) throw new ChangedFiles(new Map(changed));
  const stored = await sendOrFind(options, upload, entries);
  const after = await digests();
  const other = after.find(({ digest }, index) => digest !== entries[index]?.digest);
  if (other !== undefined) throw new UserError(changedFault(other.path));
  return stored;
}

/** Uploads files that nobody but us touches. The client leaves files out that vanish while it packs, with nothing but a warning. */
async function sendUnchanged(
  options: GithubArtifactOptions,
  upload: Upload,
  entries: readonly FileEntry[],
): Promise<Stored> {
  const before = await looksOf(upload);
  const stored = await sendOrFind(options, upload, entries);
  const after = await looksOf(upload);
  const changed = upload.files.find((_, index) => after[index] !== before[index]);
  if (changed !== undefined) throw new UserError(changedFault(changed));
  return stored;
}

async function looksOf(upload: Upload): Promise<string[]> {
  await sourceSizes(upload);
  const looks: string[] = [];
  for (const path of upload.files) {
    const { size, mtimeNs, ctimeNs, ino } = await stat(join(upload.root, path), { bigint: true });
    looks.push([size, mtimeNs, ctimeNs, ino].join(' '));
  }
  return looks;
}

async function sendOrFind(
  options: GithubArtifactOptions,
  upload: Upload,
  entries: readonly FileEntry[],
): Promise<Stored> {
  let conflict: unknown;
  for (let number = 1; number <= NAMES; number += 1) {
    const name = number === 1 ? upload.name : `${upload.name}-${number}`;
    const sent = await send(options, { ...upload, name }, entries).catch((error: unknown) => {
      if (!isConflict(error)) throw new UserError(uploadFault(name, error as Error), { cause: error });
      conflict = error;
    });
    if (sent !== undefined) return placeOf(options, name, sent);
    const found = await storedAlready({ ...upload, name }, entries, options);
    if (found === 'other') break;
    if (found !== null) return placeOf(options, name, found);
  }
  throw new UserError(uploadFault(upload.name, conflict as Error), { cause: conflict });
}

interface Artifact {
  id: number;
  /** Of the zip. */
  size: number | undefined;
  /** `sha256:<hex>` of the zip. */
  digest: string;
}

async function placeOf(
  options: GithubArtifactOptions,
  name: string,
  { id, size, digest }: Artifact,
): Promise<Stored> {
  const { serverUrl, repository, runId } = options;
  const expiry = await options.artifactExpiry(`${id}`);
  return {
    type: 'github-artifact',
    name,
    id: `${id}`,
    url: `${serverUrl}/${repository}/actions/runs/${runId}/artifacts/${id}`,
    digest,
    size_bytes: size,
    ...(expiry === undefined ? {} : { expires_at: expiry }),
  };
}

async function send(
  { retentionDays }: GithubArtifactOptions,
  { name, root, files }: Upload,
  entries: readonly FileEntry[],
): Promise<Artifact> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const total = entries.reduce((sum, entry) => sum + entry.size_bytes, 0);
  const options = {
    compressionLevel: total > COMPRESS_BYTES ? 0 : 6,
    ...(retentionDays === undefined ? {} : { retentionDays }),
  };
  const paths = files.map((path) => join(root, path));
  const sending = new DefaultArtifactClient().uploadArtifact(name, paths, root, options);
  const { id, size, digest } = await orUncaught(sending);
  if (id === undefined || digest === undefined) throw new Error('The service named no artifact');
  return { id, size, digest: `sha256:${digest}` };
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
