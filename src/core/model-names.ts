import { foldName } from './names.js';

/** Why a model cannot be called so, and what to do. */
export interface NameFault {
  /** The end of a sentence that begins with the name. */
  what: string;
  mend: string;
}

/** What cannot be seen, turns the writing round, or looks like a space: U+2800 is the blank of Braille. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
/** Stands for a capital I, which is the upper case of `i` and looks like `l`. */
const TALL = '|';
const DASH = /[\p{Pd}\u02d7\u2043\u2212\u2500]/u;
const LOW_LINE = /[\p{Pc}\u02cd\u2581]/u;
/** Marks on a digit or a sign, where nobody looks for one. */
const MARKS_OF_NO_LETTER = /(?<![\p{L}\p{M}])\p{M}+/gu;
/** Marks that belong to no script. What a letter takes of them is one sign with it in NFC; the others are easily overlooked. */
const COMMON_MARKS = /(?=\p{M})\p{Script=Inherited}/gu;
const WORD = /[\p{L}\p{M}]+/gu;

/** Scripts in everyday use, each with what is written together in one word. All others are rare, and full of look-alikes. */
const WRITTEN_TOGETHER = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Thaana', 'Ethiopic'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
  ...['Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer'],
  ...['Latin Han Hiragana Katakana', 'Latin Han Bopomofo', 'Latin Han Hangul'],
];
/** Made when it is first asked for: it takes a tenth of what all modules of a command do, and few commands name a model anew. */
let words: readonly RegExp[] | undefined;

function isOfOneScript(word: string): boolean {
  words ??= WRITTEN_TOGETHER.map((scripts) => {
    const all = [...scripts.split(' '), 'Common', 'Inherited'];
    return new RegExp(`^[${all.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]+$`, 'u');
  });
  return words.some((one) => one.test(word));
}

/**
 * Signs that look like one of `a-z`, by it: digits, Cyrillic, Greek, Armenian, and the odd Latin one. A small list on purpose: it decides
 * only whether two whole names look alike, since words that mix scripts are refused anyway.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'аАαΑɑ',
  b: 'ВΒ',
  c: 'сСϲϹ',
  d: 'ԁ',
  e: 'еЕΕ',
  g: 'ցɡԌ',
  h: 'һНΗհ',
  i: 'іιı',
  j: 'јЈϳյ',
  k: 'кКκΚ',
  l: 'ӏӀԼ1ǀ∣│',
  m: 'МΜ',
  n: 'ηΝո',
  o: 'оОοΟσօՕ0',
  p: 'рРρΡ',
  q: 'ԛԚզ',
  r: 'г',
  s: 'ѕЅՏ',
  t: 'ТΤ',
  u: 'υսՍ',
  v: 'νѵѴ',
  w: 'ԝԜω',
  x: 'хХχΧ',
  y: 'уУγΥ',
  z: 'Ζ',
  [TALL]: 'IІΙ|',
};
const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([plain, all]) => [...all].map((one) => [one, plain] as const)),
);

/** Why nobody should be able to register a model of this name; undefined when there is no reason. */
export function modelNameFault(name: string): NameFault | undefined {
  if (UNSEEN.test(name) || name.trim() !== name)
    return {
      what: 'holds characters that cannot be seen, change the direction of the text, or look like a space',
      mend: 'Type the name anew, without them',
    };
  if (name !== name.normalize('NFC'))
    return { what: 'is not in the Unicode form NFC', mend: 'Write it with composed characters (NFC)' };
  const plain = name.normalize('NFKC');
  if (name !== plain)
    return { what: 'holds letters that are variants of others', mend: `Write it as \`${plain}\`` };
  const mixed = (name.match(WORD) ?? []).find((word) => !isOfOneScript(word));
  if (mixed === undefined) return undefined;
  return {
    what: `has a word of letters from different scripts, or of a rare one (${codePoints(mixed)})`,
    mend: 'Write each word with the letters of one script',
  };
}

/** A name among others that people would take for this one, and why. */
export interface NameClash {
  name: string;
  /** The end of a sentence about both names. */
  why: string;
}

/** Names that are in use, by what they look like. */
export class NamesInUse {
  readonly #folded = new Map<string, string[]>();
  readonly #decoded = new Map<string, string[]>();
  /** By the skeleton in which {@link TALL} and `i` are `l`. */
  readonly #skeletons = new Map<string, { name: string; skeleton: string }[]>();

  add(name: string): void {
    const skeleton = skeletonOf(name);
    push(this.#folded, foldName(name), name);
    push(this.#decoded, decoded(name), name);
    push(this.#skeletons, coarse(skeleton), { name, skeleton });
  }

  /** The first that was added of those that would be taken for a name; the name itself may be among them. */
  clashWith(name: string): NameClash | undefined {
    const sameLetters = this.#folded.get(foldName(name))?.find((other) => other !== name);
    if (sameLetters !== undefined)
      return { name: sameLetters, why: 'only in upper and lower case, or in Unicode form' };
    const sameAddress = this.#decoded.get(decoded(name))?.find((other) => other !== name);
    if (sameAddress !== undefined)
      return { name: sameAddress, why: 'only in percent-encoding, as addresses are written' };
    const skeleton = skeletonOf(name);
    const other = this.#skeletons
      .get(coarse(skeleton))
      ?.find((one) => one.name !== name && isAlike(one.skeleton, skeleton));
    return other === undefined ? undefined : { name: other.name, why: 'only in signs that look the same' };
  }
}

/** @param existing names that are in use; the name itself may be among them */
export function modelNameClash(name: string, existing: readonly string[]): NameClash | undefined {
  const inUse = new NamesInUse();
  for (const one of existing) inUse.add(one);
  return inUse.clashWith(name);
}

function push<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** What an address may mean by a name: `%20` is a space, and `%2520` may be written for `%20`. */
function decoded(name: string): string {
  for (let last = name; ; ) {
    const next = decodeOnce(last);
    if (next === last) return foldName(last);
    last = next;
  }
}

function decodeOnce(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** What a name looks like, roughly: of a capital I only that it is {@link TALL}. */
function skeletonOf(name: string): string {
  const seen = [...name.normalize('NFKC').replace(MARKS_OF_NO_LETTER, '')].filter((one) => !UNSEEN.test(one));
  return seen
    .map((one) => LOOKS_LIKE.get(one) ?? one.replace(DASH, '-').replace(LOW_LINE, '_'))
    .join('')
    .toLowerCase()
    .normalize('NFC')
    .replace(COMMON_MARKS, '')
    .replace(/ +/g, ' ');
}

function coarse(skeleton: string): string {
  return skeleton.replaceAll(TALL, 'l').replaceAll('i', 'l');
}

/** Whether two skeletons of the same coarse form differ in no `i` against an `l`. */
function isAlike(one: string, other: string): boolean {
  return one.split('').every((sign, index) => {
    const against = other[index];
    return sign === against || sign === TALL || against === TALL;
  });
}

/** Letters that look alike cannot be told by showing them. */
function codePoints(word: string): string {
  const all = [...word]
    .slice(0, 8)
    .map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  return all.join(' ');
}
