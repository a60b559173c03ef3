import { VERSIONS_TAG } from '../../core/versions-tag.js';
import type { Change } from '../state/changes.js';
import { pythonDumps } from './python-text.js';

type TagsSet = Extract<Change, { type: 'logged-model-tags-set' }>;
interface Tagged {
  model_id: string;
  tags: ReadonlyMap<string, string>;
}

export function versionNoted(model: Tagged, made: { name: string; version: number }): Change {
  return noted(model, [...knownVersions(model), made]);
}

/**
 * The change by which a logged model names a version by another number than it did, or no longer.
 * @param to null where there is no such version
 */
export function versionRenumbered(
  model: Tagged,
  { name, from, to }: { name: string; from: number; to: number | null },
): TagsSet[] {
  const known = knownVersions(model);
  const mended = known.flatMap((one) => {
    const { name: of, version } = (one ?? {}) as { name?: unknown; version?: unknown };
    if (of !== name || String(version) !== String(from)) return [one];
    return to === null
      ? []
      : [{ ...(one as object), version: typeof version === 'string' ? String(to) : to }];
  });
  return JSON.stringify(mended) === JSON.stringify(known) ? [] : [noted(model, mended)];
}

function noted({ model_id }: Tagged, versions: readonly unknown[]): TagsSet {
  const tags = [{ key: VERSIONS_TAG, value: pythonDumps(versions) }];
  return { type: 'logged-model-tags-set', model_id, tags };
}

/** Anybody may have set the tag. */
function knownVersions({ tags }: Tagged): unknown[] {
  try {
    const known: unknown = JSON.parse(tags.get(VERSIONS_TAG) ?? '[]');
    return Array.isArray(known) ? known : [];
  } catch {
    return [];
  }
}
