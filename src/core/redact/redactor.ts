import { credentialUnder, replaceInPlaces } from './credential-places.js';
import { finderOf } from './finder.js';
import { formsOf } from './forms.js';
import { REDACTED } from './harmless.js';
import { known as knownSecrets, type Secret } from './secrets.js';
import { replaceShapes } from './shapes.js';
import { replaceInWords } from './shell-words.js';

/** A text with its credentials replaced, and why each was; in no reason is a secret. */
export interface Replaced {
  text: string;
  why: readonly string[];
}

/** Knows the secrets of a job, and finds them and what looks like one. */
export interface Redactor {
  /** A line for people, with its credentials replaced. */
  text(text: string): string;
  /** Free text of a record: as {@link noLonger}. */
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
/** Characters that every text of a record has room for. */
const SHORT = 200;
/** Commands within commands that are looked into. */
const DEEPEST = 4;
const MOST_PASSES = 5;

/** @param secrets values that are secret by their variable; which of them are strong is found out here */
export function createRedactor(secrets: readonly Secret[]): Redactor {
  const known = knownSecrets(secrets);
  const reasons = new Map(known.map((secret) => [secret.value, reasonOf(secret)]));
  const withoutStrong = replacerOf(known.filter((secret) => secret.strong));
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
    replaceShapes(withoutStrong(text, found), REDACTED, found);
  const replaceAll = (text: string): Replaced => {
    const why = new Set<string>();
    const found = (reason: string) => why.add(reason);
    const within = (whole: string, depth: number): string => {
      const words = depth === DEEPEST ? whole : replaceInWords(whole, (word) => within(word, depth + 1));
      return replaceInPlaces(replaceAnywhere(words, found), knows, found);
    };
    let result = within(text, 0);
    // What is taken out can be a quote, by which other quotes then end elsewhere: a record that is read again says no less.
    for (let pass = 1, before = text; why.size > 0 && pass < MOST_PASSES && result !== before; pass += 1) {
      before = result;
      result = within(result, 0);
    }
    return { text: result, why: why.size === 0 ? NOTHING : [...why] };
  };
  const replace = (text: string): Replaced => {
    const { text: result, why } = replaceAll(text);
    return { text: why.length === 0 ? result : noLonger(result, [...text].length), why };
  };

  return {
    text: (text) => replaceAll(text).text,
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

/**
 * A text may be as long as its record holds: what stands in it for a credential must not make it longer.
 * @param room characters that it had
 */
export function noLonger(text: string, room: number): string {
  const characters = [...text];
  const most = Math.max(room, SHORT);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

function reasonOf({ name }: Secret): string {
  const input = /^INPUT_(.+)$/.exec(name)?.[1];
  return input === undefined
    ? `value of the variable ${name}`
    : `value of the input \`${input.toLowerCase()}\``;
}

/** Finds all strong secrets in whatever form in one pass, however many there are. */
function replacerOf(secrets: readonly Secret[]) {
  const reasons = new Map(
    secrets.flatMap((secret) => formsOf(secret.value).map((form) => [form, reasonOf(secret)])),
  );
  const find = finderOf([...reasons.keys()]);
  return (text: string, found: (why: string) => void): string => {
    let result = '';
    let at = 0;
    for (let next = find(text, 0); next !== undefined; next = find(text, at)) {
      found(reasons.get(next.form) ?? '');
      result += text.slice(at, next.start) + REDACTED;
      at = next.start + next.form.length;
    }
    return result + text.slice(at);
  };
}

/** Longer ones first: the first that fits is taken. */
function anyOf(texts: readonly string[]): string | undefined {
  if (texts.length === 0) return undefined;
  const longestFirst = [...texts].sort((one, other) => other.length - one.length);
  return longestFirst.map((text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
}
