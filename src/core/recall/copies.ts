import type { Output, RunFacts } from '../lineage/run-facts.js';
import { push } from '../lineage/sources.js';

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

/** Models that some runs have made, to tell which others hold one of them whole, also with more files beside. */
export class MadeModels {
  /** By the file of each that the fewest have: its contents, and when its run had ended, milliseconds since 1970. */
  readonly #byFile = new Map<string, { files: readonly string[]; at: number }[]>();

  constructor(runs: readonly Pick<RunFacts, 'outputs' | 'ended_at'>[]) {
    const models = new Map<string, { files: readonly string[]; at: number }>();
    for (const { outputs, ended_at } of runs)
      for (const { kind, reused, digest, contents } of outputs) {
        if (kind !== 'model' || reused !== null) continue;
        const at = Math.min(Date.parse(ended_at), models.get(digest)?.at ?? Number.POSITIVE_INFINITY);
        models.set(digest, { files: contents.slice(1), at });
      }
    const having = new Map<string, number>();
    for (const { files } of models.values())
      for (const file of files) having.set(file, (having.get(file) ?? 0) + 1);
    for (const model of models.values()) {
      const [rarest] = [...model.files].sort(
        (one, other) => (having.get(one) ?? 0) - (having.get(other) ?? 0),
      );
      if (rarest !== undefined) push(this.#byFile, rarest, model);
    }
  }

  /** When the first was made that a model holds whole; infinite where it holds none. */
  firstIn({ kind, contents }: Pick<Output, 'kind' | 'contents'>): number {
    const held = new Set(kind === 'model' ? contents : []);
    let first = Number.POSITIVE_INFINITY;
    for (const one of held)
      for (const { files, at } of this.#byFile.get(one) ?? [])
        if (at < first && files.every((file) => held.has(file))) first = at;
    return first;
  }
}
