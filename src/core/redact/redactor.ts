import { credentialUnder, replaceInPlaces } from './credential-places.js';
import { REDACTED } from './harmless.js';
import { formsOf, known as knownSecrets, type Secret } from './secrets.js';
import { replaceShapes } from './shapes.js';

/** A text with its credentials replaced, and why each was; in no reason is a secret. */
export interface Replaced {
  text: string;
  why: readonly string[];
}

/** Knows the secrets of a job, and finds them and what looks like one. */
export interface Redactor {
  /** A line for people, with its credentials replaced. */
  text(text: string): string;
  /** Free text. */
  replace(text: string): Replaced;
  /** A value that stands under a key which may mean a credential; a number is none unless it is known. */
  replaceUnder(key: string, value: string | number): Replaced;
  /**
   * Why a name, key or path cannot be told: it holds a strong secret. Such a text is never rewritten, since it would name something else.
   * @returns undefined when it can
   */
  secretIn(name: string): string | undefined;
  /** The variable whose weak value, one like any word, stands in a name by itself; undefined when there is none. */
  weakIn(name: string): string | undefined;
}

const NOTHING: readonly string[] = [];
/** Characters of a weak value that is looked for in names. */
const LONGEST_WEAK = 200;

/** @param secrets values that are secret by their variable; which of them are strong is found out here */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const known = knownSecrets(secrets);
  const reasons = new Map(known.map((secret) => [secret.value, reasonOf(secret)]));
  const strong = finderOf(known.filter((secret) => secret.strong));
  // No name is as long.
  const weak = known.filter(({ strong: isOne, value }) => !isOne && value.length <= LONGEST_WEAK);
  const weakNames = new Map(weak.map(({ value, name }) => [value, name]));
  const anyWeak = anyOf([...weakNames.keys()]);
  const weakPattern =
    anyWeak === undefined
      ? undefined
      : new RegExp(`(?<![\\p{L}\\p{N}])(?:${anyWeak})(?![\\p{L}\\p{N}])`, 'u');
  const knows = (value: string) => reasons.get(value);

  const replaceAnywhere = (text: string, found: (why: string) => void) =>
    replaceShapes(strong.replace(text, found), REDACTED, found);
  const replace = (text: string): Replaced => {
    const why = new Set<string>();
    const found = (reason: string) => why.add(reason);
    const result = replaceInPlaces(replaceAnywhere(text, found), knows, found);
    return { text: result, why: why.size === 0 ? NOTHING : [...why] };
  };

  return {
    text: (text) => replace(text).text,
    replace,
    replaceUnder: (key, value) => {
      if (typeof value === 'number' && knows(String(value)) === undefined)
        return { text: String(value), why: NOTHING };
      const why = credentialUnder(key, String(value), knows);
      return why === undefined ? replace(String(value)) : { text: REDACTED, why: [why] };
    },
    secretIn: (name) => {
      let why: string | undefined;
      const found = (reason: string) => {
        why ??= reason;
      };
      replaceAnywhere(name, found);
      // An address in a name, such as a dependency's, can hold a password of any kind.
      if (why === undefined && name.includes('://')) replaceInPlaces(name, () => undefined, found);
      return why;
    },
    weakIn: (name) => {
      const [value = ''] = weakPattern?.exec(name) ?? [];
      return weakNames.get(value);
    },
  };
}

function reasonOf({ name }: Secret): string {
  const input = /^INPUT_(.+)$/.exec(name)?.[1];
  return input === undefined
    ? `value of the variable ${name}`
    : `value of the input \`${input.toLowerCase()}\``;
}

/** Finds all strong secrets in whatever form in one pass, however many there are. */
function finderOf(secrets: readonly Secret[]) {
  const reasons = new Map(
    secrets.flatMap((secret) => formsOf(secret.value).map((form) => [form, reasonOf(secret)])),
  );
  const forms = [...reasons.keys()].sort((one, other) => other.length - one.length);
  const long = forms.filter((form) => form.length > LONGEST_IN_PATTERN);
  const patterns = chunksOf(forms.filter((form) => form.length <= LONGEST_IN_PATTERN)).map(
    (chunk) => new RegExp(anyOf(chunk) ?? '', 'gu'),
  );
  const replace = (text: string, found: (why: string) => void): string => {
    const replaced = (form: string) => {
      found(reasons.get(form) ?? '');
      return REDACTED;
    };
    const without = long.reduce((rest, form) => rest.replaceAll(form, () => replaced(form)), text);
    return patterns.reduce((rest, pattern) => rest.replaceAll(pattern, replaced), without);
  };
  return { replace };
}

/** A regular expression of more is refused: certificates and service accounts are as large. UTF-16 units. */
const LONGEST_IN_PATTERN = 2_000;
const LARGEST_PATTERN = 10_000;

/** Texts in lists that one regular expression can hold. */
function chunksOf(texts: readonly string[]): string[][] {
  const chunks: string[][] = [];
  let room = 0;
  for (const text of texts) {
    if (text.length > room) {
      chunks.push([]);
      room = LARGEST_PATTERN;
    }
    chunks.at(-1)?.push(text);
    room -= text.length;
  }
  return chunks;
}

/** Longer ones first: the first that fits is taken. */
function anyOf(texts: readonly string[]): string | undefined {
  if (texts.length === 0) return undefined;
  const longestFirst = [...texts].sort((one, other) => other.length - one.length);
  return longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
}
