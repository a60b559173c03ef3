import { type Found, type Known, Places } from './places.js';

/** UTF-16 units of an address up to its host that are looked at, and of a password. */
const LONGEST = 500;
const LONGEST_PASSWORD = 200;
const SCHEME = /(?<![a-z0-9])[a-z][a-z0-9+.-]{1,20}$/i;
/** Servers that are only ever named as `user:password@host`. Elsewhere a colon after a host and an `@` in a path are common. */
const SERVER =
  /sql|postgres|maria|mongo|redis|rediss|valkey|amqp|oracle|snowflake|clickhouse|cockroach|trino|ftp|smtp|ldap|nats|mqtt/i;
const REFERENCE = /^(?:[$%{<*]|\[redacted\])/;

/** The user and password that an address begins with, by where they stand. */
interface UserInfo {
  scheme: string;
  start: number;
  end: number;
}

/** Replaces users and passwords in addresses, and known passwords between a user and an `@`. */
export function withoutUsers(text: string, known: Known, found: Found): string {
  return withoutKnown(withoutUserInfo(text, found), known, found);
}

/** The password in a text that is one address; undefined when it holds none. */
export function passwordOf(address: string): string | undefined {
  const separator = address.indexOf('://');
  const info = separator < 0 ? undefined : userInfoAt(address, separator);
  if (info === undefined || info.start - info.scheme.length - 3 !== 0) return undefined;
  const [, password] = /^[^:]*:(.+)$/s.exec(address.slice(info.start, info.end)) ?? [];
  return password;
}

function withoutUserInfo(text: string, found: Found): string {
  const places = new Places(text, found);
  let end = -1;
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    if (end < at) end = text.indexOf('@', at);
    if (end < 0) break;
    const info = end - at > LONGEST + 3 ? undefined : userInfoAt(text, at);
    if (info === undefined) continue;
    if (!places.look(info.start)) break;
    if (isCredential(text, info)) places.replace(info, 'is user and password in an address');
  }
  return places.text();
}

function isCredential(text: string, { scheme, start, end }: UserInfo): boolean {
  const info = text.slice(start, end);
  const colon = info.indexOf(':');
  const password = info.slice(colon + 1);
  // A user alone is a credential on the web; elsewhere it is a login name or, for `abfss`, a container.
  const isOne = colon >= 0 ? password !== '' : /^https?$/i.test(scheme);
  return isOne && !REFERENCE.test(password);
}

/** @param separator where `://` is */
function userInfoAt(text: string, separator: number): UserInfo | undefined {
  if (!/[a-z0-9+.-]/i.test(text.charAt(separator - 1))) return undefined;
  const [scheme] = SCHEME.exec(text.slice(Math.max(0, separator - 22), separator)) ?? [];
  if (scheme === undefined) return undefined;
  const start = separator + 3;
  const within = text.slice(start, start + LONGEST);
  const [authority = ''] = /^[^\s/?#'"]*/.exec(within) ?? [];
  const last = authority.lastIndexOf('@');
  const end = SERVER.test(scheme) ? endOfOdd(within, authority) : last;
  return end <= 0 ? undefined : { scheme, start, end: start + end };
}

/** Where a password ends that may have been written with `/`, `?` or `#` in it; -1 where a host comes first. */
function endOfOdd(within: string, authority: string): number {
  const last = authority.lastIndexOf('@');
  const isHost = !authority.includes(':') || /^[^@]*:\d{0,5}(?:,|$)/.test(authority);
  if (last < 0 && isHost) return -1;
  const [rest = ''] = /^[^\s'"]*/.exec(within) ?? [];
  const later = rest.lastIndexOf('@');
  // An `@` can be in a query as well.
  return rest.slice(Math.max(last, 0), later).includes('=') ? last : later;
}

function withoutKnown(text: string, known: Known, found: Found): string {
  const places = new Places(text, found);
  for (let end = text.indexOf('@'); end >= 0; end = text.indexOf('@', end + 1)) {
    if (!/[A-Za-z0-9[]/.test(text.charAt(end + 1))) continue;
    let start = end;
    while (start > places.at && end - start <= LONGEST_PASSWORD && !/[\s:/@'"]/.test(text.charAt(start - 1)))
      start -= 1;
    if (start === end || text[start - 1] !== ':' || !/[\w.+-]/.test(text.charAt(start - 2))) continue;
    if (!places.look(start)) break;
    const why = known(text.slice(start, end));
    if (why !== undefined) places.replace({ start, end }, why);
  }
  return places.text();
}
