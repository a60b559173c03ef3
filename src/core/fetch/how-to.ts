import type { ModelVersion } from '../generated/types.js';
import { ARCHIVED } from '../registry/registry.js';
import { fetchableUri } from '../registry/version.js';

/**
 * The command that brings the files of a version, as a line for any shell.
 * @param options what is to be said beside the URI
 */
export function howToFetch(
  version: Pick<ModelVersion, 'model' | 'version'>,
  { stage, options = [] }: { stage?: string | undefined; options?: readonly string[] } = {},
): string {
  const archived = stage === ARCHIVED ? ['--allow-archived'] : [];
  return ['lineage-gate fetch', fetchableUri(version), ...archived, ...options].join(' ');
}
