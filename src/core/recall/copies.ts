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

/** Something that was made, and is held whole by a model. */
export interface Held {
  /** What it is known by. */
  contents: readonly string[];
  /** When the first run had ended that made it, milliseconds since 1970. */
  at: number;
}

interface MadeThing extends Held {
  files: readonly string[];
}

/** What some runs have made, models and single files, to tell which models hold one of them whole, also with more files beside. */
export class MadeModels {
  /** By the file of each that the fewest have. */
  readonly #byFile = new Map<string, MadeThing[]>();

  constructor(runs: readonly Pick<RunFacts, 'outputs' | 'ended_at'>[]) {
    const things = new Map<string, MadeThing>();
    for (const { outputs, ended_at } of runs)
      for (const output of outputs) {
        if (output.reused !== null || !mayBeModel(output)) continue;
        const { kind, digest, contents } = output;
        const key = contents[0] ?? digest;
        const at = Math.min(Date.parse(ended_at), things.get(key)?.at ?? Number.POSITIVE_INFINITY);
        const files = kind === 'model' ? contents.slice(1) : contents;
        things.set(key, { files, contents: contents.slice(0, 1), at });
      }
    const having = new Map<string, number>();
    for (const { files } of things.values())
      for (const file of files) having.set(file, (having.get(file) ?? 0) + 1);
    for (const thing of things.values()) {
      const [rarest] = [...thing.files].sort(
        (one, other) => (having.get(one) ?? 0) - (having.get(other) ?? 0),
      );
      if (rarest !== undefined) push(this.#byFile, rarest, thing);
    }
  }

  /** What of it a model holds whole. */
  heldBy({ kind, contents }: Pick<Output, 'kind' | 'contents'>): Held[] {
    const has = new Set(kind === 'model' ? contents : []);
    return [...has]
      .flatMap((one) => this.#byFile.get(one) ?? [])
      .filter(({ files }) => files.every((file) => has.has(file)));
  }

  /** When the first was made that a model holds whole; infinite where it holds none. */
  firstIn(model: Pick<Output, 'kind' | 'contents'>): number {
    return this.heldBy(model).reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
  }
}

/** Texts that lie beside the weights of many models, and are the same in them all. */
const BESIDE = {
  endings: /\.(?:txt|md|rst|html?|pdf|json|ya?ml|toml|ini|cfg|conf|xml|py|ipynb|r|jl|sh|lock)$/i,
  names: /(?:^|\/)(?:\.[^/]*|MLmodel|(?:licen[cs]e|notice|readme|copying|authors|checkpoint)(?:\.[^/]*)?)$/i,
} as const;

/**
 * A file that a run stored by itself may be all of a model, but for such texts: an honest model has them as well. Which file of a folder
 * that was read as a whole is the model nobody can tell.
 */
function mayBeModel({ kind, path, contents }: Output): boolean {
  if (kind === 'model') return true;
  return kind !== 'folder' && contents.length > 0 && !BESIDE.endings.test(path) && !BESIDE.names.test(path);
}
