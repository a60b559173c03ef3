import { withoutUsers } from './addresses.js';
import { type Argument, argumentAt } from './arguments.js';
import { isHarmless, REDACTED } from './harmless.js';
import { type KeyMeaning, meaningOf, WORDS_OF_KEYS } from './keys.js';
import { type Found, type Known, Places } from './places.js';
import { isStrong, isWords, looksRandom, SHORTEST_RANDOM } from './strength.js';
import { endOfBare, STRING, type Value, valueAt } from './values.js';

/** Where a value begins, and the key that it stands under, if it does. */
interface Place {
  key: string;
  /** What stands before the value. */
  opening: string;
  start: number;
  /** What the value ends, where that stands in quotes. */
  argument?: Argument | undefined;
  /** Whether only a long value can be a credential there. */
  long: boolean;
}

/** What comes before a value, and why that value is a credential. */
interface Opener {
  /** The next place from an index on. */
  next(text: string, from: number): Place | undefined;
  why(key: string, value: string, isProse: boolean): string | undefined;
}

// The value is no part of these patterns: the search goes on within one that is no credential, and no text is read twice.
/**
 * From the first word of a key that can mean a credential: it is far quicker than to look at every key. The rest of the key is taken
 * whole (a look-ahead is never tried again), or a text of such words would be read forty times. Between an option and its value may
 * stand what a list or a shell puts around both.
 */
const KEYED = new RegExp(
  `(?<word>(?:${WORDS_OF_KEYS})(?=(?<rest>[\\w.-]{0,40}))\\k<rest>)(?:(?:\\\\{0,7}["'])?\\]?[ \\t]{0,20}(?<assigns>=>|:=|==?|:(?!//))[ \\t]{0,20}|[ \\t]{1,4}(?=[^\\s-])|\\\\{0,7}["'],?[ \\t]{0,4}(?=${STRING}[^\\s-]))`,
  'gi',
);
const ASSIGNED = /[\w.-]:?=$/;
const LONGEST_KEY = 120;
/** An option may be quoted, an item of a list, the value of a variable, or stand in brackets. */
const BEFORE_OPTION = /^$|[\s"'`=:,;|&([{<]/;
/** By UTF-16 unit: 1 for what is in keys, 2 for what they begin with. */
const IN_KEYS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /[A-Za-z_]/.test(character) ? 2 : Number(/[\w.-]/.test(character));
});
/** Different keys of one text whose meaning is looked for. */
const MOST_KEYS = 10_000;
const HEADER =
  /\bauthorization(?:\\{0,7}["'])?[ \t]{0,4}[:=][ \t]{0,4}(?:\\{0,7}["'])?(?:bearer|basic|token|apikey|digest|negotiate)[ \t]{1,4}/gi;
const SCHEME = /\b(?:bearer|basic)[ \t]{1,4}(?=\S{4})/gi;
const CURL_USER = /(?<![^\s"'])(?:-u|--user|--proxy-user)(?:[ \t]{1,4}|=)(?:\\{0,7}["'])?[^\s:'"]{1,100}:/g;
const QUOTE_OF_USER = /\\{0,7}["'](?=[^\s:'"]{1,100}:$)/;
/** UTF-16 units before a user in which its program is looked for. */
const BEFORE_USER = 1_000;
const LOGIN =
  /\blogin[ \t]{1,4}(?:--(?:relogin|verify|token|key)[ \t]{1,4})?(?=(?:\\{0,7}["'])?[A-Za-z0-9+/=_.~-]{16})/gi;
/** In the query of an address these open something, which elsewhere may be pieces of text. */
const QUERY =
  /(?:[?&]|\\u0026|%26|%3F)(?:token|auth|code|sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature|x-ms-signature)=/gi;
/** The signature of shared access can come first. */
const SIGNATURE = /(?<![\w.-])sig=/gi;

/** As {@link looksRandom} wants it to be. */
const LONG = new RegExp(`(?:${STRING})?[A-Za-z0-9+/=_.~-]{${SHORTEST_RANDOM}}`, 'y');
/** How many of one kind count as one that takes long to look at. */
const SHORT = 0.4;

/** In code a call, a look-up or a part of an object is no value: `password=getpass()`, `token = os.environ["X"]`. */
const CODE =
  /^(?:[A-Za-z_][\w.]{0,80}(?:[([]|\(.{0,200}\)|\[.{0,200}\])|(?:self|args|cfg|config|conf|os|opts?|options|params|settings|env|process)\.[A-Za-z_][\w.]{0,80})$/;

/** Replaces what stands where a credential stands, whatever it looks like. @param found called with the reason for each */
export function replaceInPlaces(text: string, known: Known, found: Found): string {
  let result = text.includes('@') ? withoutUsers(text, known, found) : text;
  const replace = (opener: Opener) => {
    result = replaceValues(result, opener, found);
  };
  if (/bearer|basic|authorization/i.test(result)) {
    replace(headerOpener);
    replace(byValue(SCHEME, { why: 'stands after `Bearer` or `Basic`', isSecret: isStrong }, known));
  }
  if (/login/i.test(result))
    replace(byValue(LOGIN, { why: 'stands after `login`', long: true, isSecret: looksRandom }));
  if (result.includes('=')) {
    replace(byValue(QUERY, { why: 'opens an address', isSecret: isOfQuery }, known));
    replace(byValue(SIGNATURE, { why: 'is the signature of an address', isSecret: isStrong }, known));
  }
  if (result.includes('-u'))
    replace({
      ...byValue(CURL_USER, { why: 'is the password of a user', isSecret: isStrong }, known),
      next: userPlace,
    });
  replace(keyOpener(known));
  return result;
}

/** Why a text is a credential under this key; undefined when it is none. */
export function credentialUnder(key: string, value: string, known: Known): string | undefined {
  const meaning = meaningOf(key);
  if (meaning === 'none') return undefined;
  const isKnown = known(value);
  if (meaning === 'possible') {
    // Where `token` alone opens something, and where it is a piece of text, only the value can tell.
    if (isKnown !== undefined && /token$/i.test(key)) return isKnown;
    return looksRandom(value) && !isHarmless(value) ? 'looks like a credential, as its key does' : undefined;
  }
  if (isKnown !== undefined) return isKnown;
  const isNumber = /^[0-9]{4,}$/.test(value);
  if ((isHarmless(value) && !isNumber) || CODE.test(value)) return undefined;
  return 'its key means a credential';
}

const headerOpener: Opener = {
  next: after(HEADER),
  why: (_, value) => (isHarmless(value) ? undefined : 'stands in an Authorization header'),
};

/** Places behind a pattern. @param long whether only a long value can be a credential there */
function after(regex: RegExp, long = false): Opener['next'] {
  return (text, from) => {
    regex.lastIndex = from;
    const match = regex.exec(text);
    return match === null
      ? undefined
      : { key: '', opening: match[0], start: match.index + match[0].length, long };
  };
}

/** The password in `-u 'bob:…'` or `'--user=bob:…'` goes on up to the quote. */
function userPlace(text: string, from: number): Place | undefined {
  const place = after(CURL_USER)(text, from);
  if (place === undefined) return undefined;
  const { opening, start } = place;
  // Other programs have names, places and formats there: `rsync -u 'host:a b/c'`, `date -u '+%H:%M …'`.
  const begin = start - opening.length;
  if (!text.slice(Math.max(0, begin - BEFORE_USER), begin).includes('curl')) return place;
  const [quote] = QUOTE_OF_USER.exec(opening) ?? [];
  if (quote !== undefined) return { ...place, argument: { quote, isOption: true } };
  return { ...place, argument: opening.includes('=') ? argumentAt(text, start - opening.length) : undefined };
}

/** Where other things than credentials stand too, so that only the value can tell. */
function byValue(
  regex: RegExp,
  like: { why: string; long?: boolean; isSecret(value: string): boolean },
  known: Known = () => undefined,
): Opener {
  const isNew = (value: string) => like.isSecret(value) && !value.includes(REDACTED);
  return {
    next: after(regex, like.long),
    why: (_, value) => known(value) ?? (isNew(value) ? like.why : undefined),
  };
}

/** A page, a step or a state is short or a word. */
function isOfQuery(value: string): boolean {
  return value.length >= 6 && !isHarmless(value) && (/[0-9]/.test(value) || !isWords(value));
}

/** Assignments of any kind, and options. */
function keyOpener(known: Known): Opener {
  const meanings = new Map<string, KeyMeaning>();
  const meaningIn = (key: string): KeyMeaning => {
    const meaning = meanings.get(key) ?? (meanings.size < MOST_KEYS ? meaningOf(key) : 'certain');
    meanings.set(key, meaning);
    return meaning;
  };
  const why: Opener['why'] = (key, value, prose) =>
    prose && known(value) === undefined
      ? undefined
      : credentialUnder(key, value, known)?.replace('its key', `\`${key.slice(-100)}\``);
  const next: Opener['next'] = (text, from) => {
    KEYED.lastIndex = from;
    for (let match = KEYED.exec(text); match !== null; match = KEYED.exec(text)) {
      const { 0: opening, index, groups: { word = '', assigns } = {} } = match;
      const key = keyAround(text, { index, end: index + word.length, isOption: assigns === undefined });
      const meaning = key === undefined ? 'none' : meaningIn(key);
      const start = index + opening.length;
      const long = meaning === 'possible';
      const canBe = meaning === 'certain' || (long && (isLongAt(text, start) || /token$/i.test(word)));
      if (key === undefined || !canBe) continue;
      // Of what is only perhaps a credential the first word alone can tell.
      const argument =
        long || !ASSIGNED.test(opening) ? undefined : argumentAt(text, index + word.length - key.length);
      return { key, opening, start, argument, long };
    }
    return undefined;
  };
  return { next, why };
}

/** The whole key in which a word is; undefined when it should be that of an option and is not. */
function keyAround(
  text: string,
  { index, end, isOption }: { index: number; end: number; isOption: boolean },
): string | undefined {
  let start = index;
  while (index - start < LONGEST_KEY && (IN_KEYS[text.charCodeAt(start - 1)] ?? 0) > 0) start -= 1;
  if (isOption && (text[start] !== '-' || !BEFORE_OPTION.test(text.charAt(start - 1)))) return undefined;
  const before = start;
  while (IN_KEYS[text.charCodeAt(start)] !== 2) start += 1;
  return isOption && !/^--?$/.test(text.slice(before, start)) ? undefined : text.slice(start, end);
}

function replaceValues(text: string, { next, why }: Opener, found: Found): string {
  const places = new Places(text, found);
  for (let place = next(text, 0); place !== undefined; ) {
    const { key, opening, start, argument, long } = place;
    const isShort = long && !isLongAt(text, start);
    // Texts of tokenizers have tens of thousands of short tokens.
    if (!places.look(start, isShort ? SHORT : 1)) break;
    const value = valueAt(text, start, argument);
    const first = argument === undefined ? undefined : valueAt(text, start);
    // What is harmless as a whole (`x conf.yaml` looks like a path) can begin with a credential.
    const isLonger = value !== undefined && first !== undefined && first.end < value.end;
    for (const one of isLonger ? [value, first] : [value]) {
      const reason = one && why(key, text.slice(one.start, one.end), isProse(text, one, opening));
      if (one === undefined || reason === undefined) continue;
      places.replace({ start: one.start, end: one.bare ? endOfBare(text, one.end) : one.end }, reason);
      break;
    }
    place = next(text, Math.max(start, places.at));
  }
  return places.text();
}

function isLongAt(text: string, start: number): boolean {
  LONG.lastIndex = start;
  return LONG.test(text);
}

/** Whether a sentence goes on behind a colon: `bad password: connection refused`. */
function isProse(text: string, { start, end, bare }: Value, opening: string): boolean {
  return (
    bare &&
    /:\s+$/.test(opening.slice(-22)) &&
    /^[A-Za-z]+$/.test(text.slice(start, end)) &&
    /^ [a-z']+(?:[ .,;!?)]|$)/.test(text.slice(end, end + 40))
  );
}
