import { isHarmless, REDACTED } from './harmless.js';
import { meaningOf } from './keys.js';
import { isStrong, looksRandom } from './strength.js';

/** The reason when a value is a secret that is known, weak or strong; undefined when it is none. */
export type Known = (value: string) => string | undefined;
type Found = (why: string) => void;

/** What comes before a value, and why that value is a credential. */
interface Opener {
  regex: RegExp;
  /** Whether it is worth looking at the value; of an assignment most keys are none of ours. */
  opens(key: string): boolean;
  why(key: string, value: string, isProse: boolean): string | undefined;
}

// The value is no part of these patterns: after a key that means nothing the search goes on within it, and no text is read twice.
const ASSIGNMENT =
  /(?<![\w.-])-{0,2}([A-Za-z_][\w.-]{0,120})(?:\\?["'])?\]?[ \t]{0,20}(?:=>|:=|==?|:(?!\/\/))[ \t]{0,20}/g;
const OPTION = /(?<!\S)--?([A-Za-z][\w.-]{0,100})[ \t]{1,4}(?=[^\s-])/g;
const HEADER =
  /\bauthorization(?:\\?["'])?[ \t]{0,4}[:=][ \t]{0,4}(?:\\?["'])?(?:bearer|basic|token|apikey|digest|negotiate)[ \t]{1,4}/gi;
const SCHEME = /\b(?:bearer|basic)[ \t]{1,4}/gi;
const CURL_USER = /(?<!\S)(?:-u|--user|--proxy-user)(?:[ \t]{1,4}|=)["']?[^\s:'"]{1,100}:/g;
const LOGIN = /\blogin[ \t]{1,4}(?:--(?:relogin|verify|token|key)[ \t]{1,4})?/gi;
const SIGNATURE = /[?&](?:sig|signature|x-amz-signature|x-amz-security-token|x-goog-signature)=/gi;

const QUOTED = /(\\?["'])((?:(?!\1)[^\r\n]){1,20000})\1/y;
// Up to the end of a pair in a connection string or a query, or the comma before the next pair.
const BARE = /(?:(?!,\s|,[\w.-]{1,60}[=:])[^\s"'&;]){1,500}/y;
const REST = /[^\s"'&;]*/y;
const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

const USER_INFO = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)([^\s/?#'"]{1,500})@/gi;
const USER_AND_SECRET = /(?<![\w.@-])([\w.+-]{1,64}:)([^\s:/@'"]{1,200})@(?=[A-Za-z0-9[])/g;
const REFERENCE = /^(?:[$%{<*]|\[redacted\])/;
/** In code a call, a look-up or a part of an object is no value: `password=getpass()`, `token = os.environ["X"]`. */
const CODE =
  /^(?:[A-Za-z_][\w.]{0,80}(?:[([]|\(.{0,200}\)|\[.{0,200}\])|(?:self|args|cfg|config|conf|os|opts?|options|params|settings|env|process)\.[A-Za-z_][\w.]{0,80})$/;

/** Replaces what stands where a credential stands, whatever it looks like. @param found called with the reason for each */
export function replaceInPlaces(text: string, known: Known, found: Found): string {
  let result = text;
  if (result.includes('@')) result = withoutUsers(result, known, found);
  if (/bearer|basic|authorization/i.test(result)) {
    result = replaceValues(result, headerOpener, found);
    const strong = { why: 'stands after `Bearer` or `Basic`', isSecret: isStrong };
    result = replaceValues(result, byValue(SCHEME, strong, known), found);
  }
  if (/login/i.test(result)) {
    const random = { why: 'stands after `login`', isSecret: looksRandom };
    result = replaceValues(
      result,
      byValue(LOGIN, random, () => undefined),
      found,
    );
  }
  if (/[?&]/.test(result)) {
    const signed = { why: 'is the signature of an address', isSecret: isStrong };
    result = replaceValues(result, byValue(SIGNATURE, signed, known), found);
  }
  const assigned = { opens: (key: string) => meaningOf(key) !== 'none', why: whyOf(known) };
  if (/[=:]/.test(result)) result = replaceValues(result, { regex: ASSIGNMENT, ...assigned }, found);
  if (!result.includes('-')) return result;
  const strong = { why: 'is the password of a user', isSecret: isStrong };
  result = replaceValues(result, byValue(CURL_USER, strong, known), found);
  return replaceValues(result, { regex: OPTION, ...assigned }, found);
}

/** Why a text is a credential under this key; undefined when it is none. */
export function credentialUnder(key: string, value: string, known: Known): string | undefined {
  const meaning = meaningOf(key);
  if (meaning === 'none') return undefined;
  const isKnown = known(value);
  if (meaning === 'possible') {
    // Where `token` alone opens something, and where it is a piece of text, only the value can tell.
    if (isKnown !== undefined && /token$/i.test(key)) return isKnown;
    return !isHarmless(value) && looksRandom(value) ? 'looks like a credential, as its key does' : undefined;
  }
  if (isKnown !== undefined) return isKnown;
  const isNumber = /^[0-9]{4,}$/.test(value);
  if ((isHarmless(value) && !isNumber) || CODE.test(value)) return undefined;
  return 'its key means a credential';
}

interface Value {
  start: number;
  end: number;
  /** Without quotes around it. */
  bare: boolean;
}

const headerOpener: Opener = {
  regex: HEADER,
  opens: () => true,
  why: (_, value) => (isHarmless(value) ? undefined : 'stands in an Authorization header'),
};

/** Where other things than credentials stand too, so that only the value can tell. */
function byValue(
  regex: RegExp,
  like: { why: string; isSecret(value: string): boolean },
  known: Known,
): Opener {
  const isNew = (value: string) => like.isSecret(value) && !value.includes(REDACTED);
  return {
    regex,
    opens: () => true,
    why: (_, value) => known(value) ?? (isNew(value) ? like.why : undefined),
  };
}

function whyOf(known: Known): Opener['why'] {
  return (key, value, prose) =>
    prose && known(value) === undefined
      ? undefined
      : credentialUnder(key, value, known)?.replace('its key', `\`${key.slice(-100)}\``);
}

function replaceValues(text: string, opener: Opener, found: Found): string {
  const { regex, opens, why } = opener;
  let result = '';
  let at = 0;
  regex.lastIndex = 0;
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) {
    const [opening, key = ''] = match;
    if (!opens(key)) continue;
    const value = valueAt(text, match.index + opening.length);
    const reason = value && why(key, text.slice(value.start, value.end), isProse(text, value, opening));
    if (value === undefined || reason === undefined) continue;
    found(reason);
    result += text.slice(at, value.start) + REDACTED;
    at = value.bare ? endOfBare(text, value.end) : value.end;
    regex.lastIndex = at;
  }
  return result + text.slice(at);
}

function valueAt(text: string, start: number): Value | undefined {
  QUOTED.lastIndex = start;
  const [quoted, quote = ''] = QUOTED.exec(text) ?? [];
  if (quoted !== undefined) {
    return { start: start + quote.length, end: start + quoted.length - quote.length, bare: false };
  }
  BARE.lastIndex = start;
  const [bare] = BARE.exec(text) ?? [];
  if (bare === undefined) return undefined;
  const value = withoutClosing(bare);
  return value === '' ? undefined : { start, end: start + value.length, bare: true };
}

/** Whether a sentence goes on behind a colon: `bad password: connection refused`. */
function isProse(text: string, { start, end, bare }: Value, opening: string): boolean {
  return (
    bare &&
    /:\s+$/.test(opening) &&
    /^[A-Za-z]+$/.test(text.slice(start, end)) &&
    /^ [a-z']+(?:[ .,;!?)]|$)/.test(text.slice(end, end + 40))
  );
}

/** What ends a sentence, or closes what was opened before the value, is no part of it. */
function withoutClosing(bare: string): string {
  const count = (character: string, end: number) => bare.slice(0, end).split(character).length;
  let end = bare.length;
  for (; end > 0; end -= 1) {
    const last = bare.charAt(end - 1);
    const opening = OPENING[last];
    const closes = opening !== undefined && count(last, end) > count(opening, end);
    if (!closes && last !== ',' && last !== '.') break;
  }
  return bare.slice(0, end);
}

/** Where a value without quotes ends that was longer than what was looked at. */
function endOfBare(text: string, end: number): number {
  const looked = text.slice(end, end + 1);
  if (looked === '' || /[\s"'&;,)\]}.]/.test(looked)) return end;
  REST.lastIndex = end;
  return end + (REST.exec(text)?.[0].length ?? 0);
}

function withoutUsers(text: string, known: Known, found: Found): string {
  const addresses = text.replace(USER_INFO, (match, scheme: string, info: string) => {
    const colon = info.indexOf(':');
    const password = info.slice(colon + 1);
    // A user alone is a credential on the web; elsewhere it is a login name or, for `abfss`, a container.
    const isCredential = colon >= 0 ? password !== '' : /https?:\/\/$/i.test(scheme);
    if (!isCredential || REFERENCE.test(password)) return match;
    found('is user and password in an address');
    return `${scheme}${REDACTED}@`;
  });
  return addresses.replace(USER_AND_SECRET, (match, user: string, value: string) => {
    const why = known(value);
    if (why === undefined) return match;
    found(why);
    return `${user}${REDACTED}@`;
  });
}
