import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Stored } from '../core/generated/types.js';
import { gone } from './receive.js';
import type { ArtifactSource, Holding, Presence, Progress } from './store.js';
import { unpackFiles } from './zip-files.js';

/** An artifact as GitHub has it now. */
export interface RemoteArtifact {
  isExpired: boolean;
  /** RFC 3339; null when GitHub does not say. */
  expiresAt: string | null;
  /** Writes the zip to a file in little memory, and leaves none when that fails. */
  download(file: string, progress: Progress): Promise<void>;
}

export interface GithubArtifactSourceOptions {
  /** `https://github.com`, without a slash at the end. Artifacts of other servers are not there. */
  serverUrl: string;
  /** Null when GitHub has none of this number. @throws UserError E_GITHUB_API */
  find(at: { owner: string; repo: string; id: number }): Promise<RemoteArtifact | null>;
}

/**
 * Reads artifacts of any workflow run by GitHub's API, which takes `actions: read`. The zip is kept in the temp folder while it is
 * unpacked, so that a download that breaks off can be begun anew before a file is written.
 */
export function githubArtifactSource(options: GithubArtifactSourceOptions): ArtifactSource {
  return {
    type: 'github-artifact',
    has: async ({ stored }) => (await presenceOf(options, stored)).presence,
    get: (holding, into) => read(options, holding, into),
    verify: (holding, using) => read(options, holding, { ...using, folder: null }),
  };
}

const THERE: Presence = { there: true };

async function presenceOf(
  { serverUrl, find }: GithubArtifactSourceOptions,
  stored: Stored,
): Promise<{ presence: Presence; artifact?: RemoteArtifact }> {
  const absent = (why: string) => ({ presence: { there: false as const, why } });
  const at = addressOf(stored, serverUrl);
  if (at === undefined) return absent(`is at no artifact of ${serverUrl}`);
  const artifact = await find(at);
  const expiresAt = artifact?.expiresAt ?? stored.expires_at;
  const when = expiresAt === undefined ? '' : ` on ${expiresAt}`;
  if (artifact === null)
    return absent(
      `is not in ${at.owner}/${at.repo}: it was deleted, or expired${when}, or the token cannot read it`,
    );
  if (artifact.isExpired) return absent(`expired${when}, and GitHub has deleted it`);
  return { presence: THERE, artifact };
}

/** The record's address, which must be of this server: the repository in it may be another than the ledger's. */
function addressOf({ url = '', id = '' }: Stored, serverUrl: string) {
  if (!url.startsWith(`${serverUrl}/`)) return undefined;
  const path = url.slice(serverUrl.length + 1);
  const [, owner, repo, number] =
    /^([\w.-]+)\/([\w.-]+)\/actions\/runs\/\d+\/artifacts\/([1-9]\d{0,15})$/.exec(path) ?? [];
  if (owner === undefined || repo === undefined || number !== id) return undefined;
  if ([owner, repo].some((part) => /^\.+$/.test(part))) return undefined;
  return { owner, repo, id: Number(number) };
}

async function read(
  options: GithubArtifactSourceOptions,
  { stored, files }: Holding,
  { folder, temp, progress = () => {} }: { folder: string | null; temp: string; progress?: Progress },
): Promise<void> {
  const { presence, artifact } = await presenceOf(options, stored);
  if (artifact === undefined) throw gone(stored, presence.there ? 'is not there' : presence.why);
  const zip = join(temp, `artifact-${stored.id}.zip`);
  try {
    await artifact.download(zip, progress);
    await unpackFiles(zip, { stored, files, folder });
  } finally {
    await rm(zip, { force: true });
  }
}
