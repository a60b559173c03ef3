import type { ModelVersion } from '../generated/types.js';
import { ARCHIVED } from '../registry/registry.js';
import { fetchableUri } from '../registry/version.js';

/** The command that brings the files of a version, as a line for any shell. @param stage where the version is */
export function howToFetch(version: Pick<ModelVersion, 'model' | 'version'>, stage?: string): string {
  const more = stage === ARCHIVED ? ' --allow-archived' : '';
  return `lineage-gate fetch ${fetchableUri(version)}${more}`;
}
