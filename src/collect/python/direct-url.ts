import { publicRemote } from '../../core/address.js';
import type { RunRecord } from '../../core/generated/types.js';
import { parseJson } from '../../core/json.js';
import { asText } from '../ci/ci.js';

type Python = NonNullable<RunRecord['environment']['python']>;
export type DirectUrl = NonNullable<Python['direct_urls']>[string];

/**
 * Where a distribution was installed from, when not from an index, without user info.
 * @param text the `direct_url.json` of PEP 610, or what stands in its place
 * @returns null for one from an index, and for what cannot be read as such a file
 */
export function directUrlOf(text: unknown): DirectUrl | null {
  const found = typeof text === 'string' ? parseJson(text) : null;
  if (!isObject(found)) return null;
  const url = publicRemote(asText(found['url'], 500));
  if (url === null) return null;
  const { vcs_info: vcs, dir_info: dir } = found;
  return {
    url,
    commit: isObject(vcs) ? asText(vcs['commit_id'], 100) : null,
    editable: isObject(dir) && dir['editable'] === true,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
