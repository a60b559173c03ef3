import { shown } from '../../core/key-values.js';

const NAMES = 10;

/** What is said of values that are not what they look like, by what was done with them. */
const KINDS = {
  ambiguous: (names: string) => `YAML loaders differ in their reading of ${names}, kept as spelled`,
  plain: (names: string) => `tags are left aside, and the plain values recorded, of ${names}`,
  leftOut: (names: string) => `what has no plain value is left out, and never constructed: ${names}`,
};
type Kind = keyof typeof KINDS;

/** Each kind is one remark, whatever the number of values. */
export class Remarks {
  readonly #names = new Map<Kind, string[]>();

  /** @param path of the value; empty for the whole document @param text how it is spelled, or its tag */
  add(kind: Kind, path: string, text: string): void {
    const name = `${path === '' ? 'the whole document' : shown(path)} (${shown(text)})`;
    const names = this.#names.get(kind);
    if (names === undefined) this.#names.set(kind, [name]);
    else names.push(name);
  }

  list(): string[] {
    return [...this.#names].map(([kind, names]) => {
      const more = names.length - NAMES;
      return KINDS[kind](`${names.slice(0, NAMES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`);
    });
  }
}
