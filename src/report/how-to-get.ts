import { howToFetch } from '../core/fetch/how-to.js';
import type { ModelVersion } from '../core/generated/types.js';
import { ARCHIVED } from '../core/registry/registry.js';
import { fetchableUri } from '../core/registry/version.js';
import { code } from './markdown.js';

/** A sentence of Markdown: how to get the files of a version. @param stage where the version is */
export function howToGet(version: Pick<ModelVersion, 'model' | 'version'>, stage?: string): string {
  const archived = stage === ARCHIVED ? ` and ${code('allow-archived: true')}` : '';
  return `Get its files with ${code(howToFetch(version, { stage }))}, or in a job with the action ${code('fetch')} and ${code(`model-uri: ${fetchableUri(version)}`)}${archived}.`;
}
