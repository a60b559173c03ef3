import { type DatedModel, type NamedVersion, numberThen } from './named-version.js';
import { push, type VersionFacts } from './sources.js';

/** Model versions by the names that their models have and had: a name and a number never mean two. */
export class Versions {
  readonly all: readonly VersionFacts[];
  readonly #byName = new Map<string, VersionFacts>();
  readonly #byFormer = new Map<string, VersionFacts>();
  readonly #byDigest = new Map<string, VersionFacts[]>();
  readonly #nameNow = new Map<string, string>();

  readonly #dated: ReadonlyMap<string, DatedModel>;

  /** @param dated models by their names, also by earlier ones */
  constructor(versions: readonly VersionFacts[], dated: readonly (readonly [string, DatedModel])[] = []) {
    this.#dated = new Map(dated);
    this.all = versions;
    for (const version of versions) {
      this.#byName.set(keyOf(version.model, version.version), version);
      for (const name of version.formerly) {
        this.#byFormer.set(keyOf(name, version.version), version);
        this.#nameNow.set(name, version.model);
      }
      // Who registers bytes without a run is no answer to whose they are.
      if (version.digest !== null && version.run_path !== null) push(this.#byDigest, version.digest, version);
    }
  }

  get(model: string, version: number): VersionFacts | undefined {
    const key = keyOf(model, version);
    return this.#byName.get(key) ?? this.#byFormer.get(key);
  }

  /** What a URI names, or named at that time. */
  named(named: NamedVersion): VersionFacts | undefined {
    for (const name of named.names) {
      const model = this.#dated.get(name) ?? this.#dated.get(this.nameNow(name) ?? '');
      const { choice } = named;
      const number =
        choice.by === 'number' ? choice.number : model === undefined ? undefined : numberThen(model, named);
      const found = number === undefined ? undefined : this.get(name, number);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** What a model that had this name is called. */
  nameNow(model: string): string | undefined {
    return this.#nameNow.get(model);
  }

  withDigest(digest: string): readonly VersionFacts[] {
    return this.#byDigest.get(digest) ?? [];
  }
}

function keyOf(model: string, version: number): string {
  return `${version} ${model}`;
}
