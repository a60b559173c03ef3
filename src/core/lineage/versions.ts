import { MOST_NAMES, nextName } from '../registry/former-names.js';
import type { VersionChoice } from '../registry/registry.js';
import { type DatedModel, type NamedVersion, numberThen } from './named-version.js';
import { push, type VersionFacts } from './sources.js';

/** Model versions by the names that their models have and had: a name and a number never mean two. */
export class Versions {
  readonly all: readonly VersionFacts[];
  readonly #byName = new Map<string, VersionFacts>();
  readonly #byDigest = new Map<string, VersionFacts[]>();
  readonly #dated: ReadonlyMap<string, DatedModel>;

  /** @param dated models by their names, also by earlier ones */
  constructor(versions: readonly VersionFacts[], dated: readonly (readonly [string, DatedModel])[] = []) {
    this.#dated = new Map(dated);
    this.all = versions;
    for (const version of versions) {
      this.#byName.set(keyOf(version.model, version.version), version);
      // Who registers bytes without a run is no answer to whose they are.
      if (version.digest !== null && version.run_path !== null) push(this.#byDigest, version.digest, version);
    }
  }

  get(model: string, version: number): VersionFacts | undefined {
    const own = this.#byName.get(keyOf(model, version));
    if (own !== undefined) return own;
    const name = this.nameOf(model, { by: 'number', number: version });
    return this.#byName.get(keyOf(name, version));
  }

  /** What a URI names, or named at that time. */
  named(named: NamedVersion): VersionFacts | undefined {
    const { choice, at } = named;
    for (const asked of named.names) {
      const name = this.nameOf(asked, choice, at);
      const model = this.#dated.get(name);
      const number =
        choice.by === 'number' ? choice.number : model === undefined ? undefined : numberThen(model, named);
      const found = number === undefined ? undefined : this.get(name, number);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The name by which that is found which is asked for by a name, or was at that time (RFC 3339). */
  nameOf(asked: string, choice: VersionChoice, at: string | null = null): string {
    let name = asked;
    for (let left = MOST_NAMES; left > 0; left -= 1) {
      const model = this.#dated.get(name);
      const next = model === undefined ? undefined : nextName(name, model, { choice, at });
      if (next === undefined) break;
      name = next;
    }
    return name;
  }

  withDigest(digest: string): readonly VersionFacts[] {
    return this.#byDigest.get(digest) ?? [];
  }
}

function keyOf(model: string, version: number): string {
  return `${version} ${model}`;
}
