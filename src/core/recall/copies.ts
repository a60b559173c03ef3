import type { Output } from '../lineage/run-facts.js';

/**
 * What a model is known by, whatever it is called; none for what is no model. One that is a single file has a digest of its manifest,
 * which the file's name is part of, and one of its own: under another name it is the same model. Files that many models have, such as
 * a licence, make none the same.
 */
export function modelContents({ kind, contents }: Pick<Output, 'kind' | 'contents'>): readonly string[] {
  if (kind !== 'model') return [];
  // Of several files that are not empty there are more than these two.
  return contents.length === 2 ? contents : contents.slice(0, 1);
}
