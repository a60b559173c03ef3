import { clashingName } from './names.js';

/** Why a model cannot be called so, and what to do. */
export interface NameFault {
  /** The end of a sentence that begins with the name. */
  what: string;
  mend: string;
}

/** What cannot be seen, turns the writing round, or looks like a space: U+2800 is the blank of Braille. */
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/u;
const WORD = /[\p{L}\p{M}]+/gu;

/** Scripts in everyday use, each with what is written together in one word. All others are rare, and full of look-alikes. */
const WRITTEN_TOGETHER = [
  ...['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Georgian', 'Hebrew', 'Arabic', 'Thaana', 'Ethiopic'],
  ...['Devanagari', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam'],
  ...['Sinhala', 'Thai', 'Lao', 'Tibetan', 'Myanmar', 'Khmer'],
  ...['Latin Han Hiragana Katakana', 'Latin Han Bopomofo', 'Latin Han Hangul'],
].map((scripts) => {
  const all = [...scripts.split(' '), 'Common', 'Inherited'];
  return new RegExp(`^[${all.map((script) => `\\p{Script_Extensions=${script}}`).join('')}]+$`, 'u');
});

/**
 * Letters that look like one of `a-z`, by it: Cyrillic, Greek, Armenian, and the odd Latin one. A small list on purpose: it decides only
 * whether two whole names look alike, since words that mix scripts are refused anyway.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  ...{ a: 'аАαΑɑ', b: 'ВΒ', c: 'сСϲϹ', d: 'ԁ', e: 'еЕΕ', g: 'ցɡԌ', h: 'һНΗհ', i: 'іІιΙıι', j: 'јЈϳյ' },
  ...{ k: 'кКκΚ', l: 'ӏӀԼ', m: 'МΜ', n: 'ηΝո', o: 'оОοΟσօՕ', p: 'рРρΡ', q: 'ԛԚզ', r: 'г', s: 'ѕЅՏ', t: 'ТΤ' },
  ...{ u: 'υսՍ', v: 'νѵѴ', w: 'ԝԜω', x: 'хХχΧ', y: 'уУγΥ', z: 'Ζ' },
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
  const mixed = (name.match(WORD) ?? []).find((word) => !WRITTEN_TOGETHER.some((one) => one.test(word)));
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

/** @param existing names that are in use; the name itself may be among them */
export function modelNameClash(name: string, existing: readonly string[]): NameClash | undefined {
  const sameLetters = clashingName(name, existing);
  if (sameLetters !== undefined)
    return { name: sameLetters, why: 'only in upper and lower case, or in Unicode form' };
  const skeleton = skeletonOf(name);
  const other = existing.find(
    (one) => one !== name && !(isAscii(one) && isAscii(name)) && skeletonOf(one) === skeleton,
  );
  return other === undefined ? undefined : { name: other, why: 'only in letters that look the same' };
}

/** What a name looks like, roughly. */
function skeletonOf(name: string): string {
  const seen = [...name.normalize('NFKC')].filter((one) => !UNSEEN.test(one));
  return seen
    .map((one) => LOOKS_LIKE.get(one) ?? one)
    .join('')
    .toLowerCase()
    .normalize('NFC');
}

function isAscii(name: string): boolean {
  return /^[\x20-\x7e]*$/.test(name);
}

/** Letters that look alike cannot be told by showing them. */
function codePoints(word: string): string {
  const all = [...word]
    .slice(0, 8)
    .map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  return all.join(' ');
}
