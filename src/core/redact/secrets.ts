import { parseJson } from '../json.js';
import { passwordOf } from './addresses.js';
import { isHarmless } from './harmless.js';
import { meaningOf, meaningOfVariable } from './keys.js';
import { isStrong, isWords, looksRandom } from './strength.js';

/** A value that must not be told, and the variable it came from. */
export interface Secret {
  name: string;
  value: string;
}

/** A secret as the redactor looks for it. */
export interface KnownSecret extends Secret {
  /** Whether it may be replaced wherever it stands. */
  strong: boolean;
}

/** Shorter values are in every text. */
const SHORTEST = 4;
/** A variable of more is a document, and its lines are not all secrets of their own. */
const MOST_LINES = 2_000;
/** Begins and ends a key. Every key has the same, so that they are no secret: without them no other key would be seen to be one. */
const ARMOR = /^[\s"']*-----(?:BEGIN|END) [^\n]{0,80}-----[\s"']*$/;

/** Values of an environment that are secret by the name of their variable, and passwords in addresses. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): Secret[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (meaningOfVariable(name) !== 'none') return [{ name, value }];
    const password = passwordOf(value);
    if (password === undefined) return [];
    const decoded = decodedFrom(password);
    return [...new Set([password, decoded])].map((one) => ({ name, value: one }));
  });
}

/** What to look for: secrets without those that are none, each once, and of documents the parts. */
export function known(secrets: readonly Secret[]): KnownSecret[] {
  const found = new Map<string, KnownSecret>();
  for (const secret of secrets.flatMap(partsOf)) {
    const value = secret.value.trim();
    if (value.length < SHORTEST || ARMOR.test(value)) continue;
    if (isHarmless(value) && !/^[0-9]+$/.test(value)) continue;
    const strong = isStrong(value) && (isOfCredential(secret.name) || !isWords(value));
    if (!found.get(value)?.strong) found.set(value, { name: secret.name, value, strong });
  }
  return [...found.values()];
}

/** In an environment every token opens something; a `*_KEY` may as well name a column. */
function isOfCredential(variable: string): boolean {
  return meaningOfVariable(variable) === 'certain' || /token/i.test(variable);
}

/** A secret of several lines is printed line by line: each that is strong is one by itself. So is what a secret in base64 means. */
function partsOf(secret: Secret): Secret[] {
  const { name, value } = secret;
  const document = value.trimStart().startsWith('{') ? parseJson(value) : undefined;
  if (typeof document === 'object' && document !== null) return [secret, ...leavesOf(document, name)];
  const decoded = textInBase64(value);
  if (decoded !== undefined) return [secret, ...partsOf({ name, value: decoded })];
  const lines = value.split(/\r?\n|\\n/);
  if (lines.length === 1) return [secret];
  const parts = lines.slice(0, MOST_LINES).filter((line) => isStrong(line.trim()));
  return [secret, ...parts.map((line) => ({ name, value: line }))];
}

/** A text that is kept in base64, as files are in variables; undefined when the bytes are none. */
function textInBase64(value: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]{24}[A-Za-z0-9+/_\s-]*(?:={1,2}\s*)?$/.test(value)) return undefined;
  const text = Buffer.from(value, 'base64').toString('utf8');
  return /^[\t\n\r\x20-\x7e]{16,}$/.test(text) ? text : undefined;
}

function decodedFrom(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}

/** Of a service account's file, what is secret by its key; addresses and ids of its project are not. */
function leavesOf(document: object, name: string): Secret[] {
  return Object.entries(document).flatMap(([key, value]): Secret[] => {
    if (typeof value === 'object' && value !== null) return leavesOf(value, name);
    if (typeof value !== 'string') return [];
    const meaning = meaningOf(key);
    const isSecret = meaning === 'certain' || (meaning === 'possible' && looksRandom(value));
    return isSecret || key === 'private_key_id' ? partsOf({ name, value }) : [];
  });
}
