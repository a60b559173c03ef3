import { UserError } from '../../core/errors.js';
import { manifestFiles } from '../../core/fetch/files.js';
import type { ModelVersion } from '../../core/generated/types.js';
import { uriOf } from '../../core/registry/version.js';
import type { ArtifactSource } from '../../stores/store.js';

/** So many versions are asked about, since each may be a request. */
const MOST_ASKED = 10;

/**
 * What to do when the bytes of a version are gone: the newest other version whose bytes are still there, if there is one.
 * @param others newest first
 * @returns a sentence without a full stop
 */
export async function survivor(
  others: readonly ModelVersion[],
  sources: readonly ArtifactSource[],
): Promise<string> {
  const asked = others.slice(0, MOST_ASKED);
  for (const version of asked) {
    if (await isKept(version, sources))
      return `The bytes of version ${version.version} are still there: \`${uriOf(version.model, version.version)}\``;
  }
  if (asked.length === 0) return 'Train again';
  const which =
    asked.length < others.length ? `the ${asked.length} newest other versions` : 'any other version';
  return `The bytes of ${which} are not there either: train again`;
}

async function isKept(
  { stored, manifest }: ModelVersion,
  sources: readonly ArtifactSource[],
): Promise<boolean> {
  const files = manifestFiles(manifest);
  for (const place of stored) {
    const source = sources.find(({ type }) => type === place.type);
    const presence = await source?.has({ stored: place, files }).catch((error: unknown) => {
      // It is advice: what keeps it from being given must not hide what is gone.
      if (!(error instanceof UserError)) throw error;
      return undefined;
    });
    if (presence?.there === true) return true;
  }
  return false;
}
