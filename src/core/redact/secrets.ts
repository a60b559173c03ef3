import { parseJson } from '../json.js';
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
const MOST_LINES = 500;

/** Values of an environment that are secret by the name of their variable, and passwords in addresses. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): Secret[] {
  return Object.entries(env).flatMap(([name, value = '']) => {
    if (meaningOfVariable(name) !== 'none') return [{ name, value }];
    const [, password] = /^[a-z][a-z0-9+.-]{0,30}:\/\/[^\s/:@]*:([^\s/@]+)@/i.exec(value) ?? [];
    return password === undefined ? [] : [{ name, value: password }];
  });
}

/** What to look for: secrets without those that are none, each once, and of documents the parts. */
export function known(secrets: readonly Secret[]): KnownSecret[] {
  const found = new Map<string, KnownSecret>();
  for (const secret of secrets.flatMap(partsOf)) {
    const value = secret.value.trim();
    if (value.length < SHORTEST || (isHarmless(value) && !/^[0-9]+$/.test(value))) continue;
    const strong = isStrong(value) && (isOfCredential(secret.name) || !isWords(value));
    if (!found.get(value)?.strong) found.set(value, { name: secret.name, value, strong });
  }
  return [...found.values()];
}

/** In an environment every token opens something; a `*_KEY` may as well name a column. */
function isOfCredential(variable: string): boolean {
  return meaningOfVariable(variable) === 'certain' || /token/i.test(variable);
}

/** A secret of several lines is printed line by line: each that is strong is one by itself. */
function partsOf(secret: Secret): Secret[] {
  const { name, value } = secret;
  const document = value.trimStart().startsWith('{') ? parseJson(value) : undefined;
  if (typeof document === 'object' && document !== null) return [secret, ...leavesOf(document, name)];
  const lines = value.split(/\r?\n|\\n/);
  if (lines.length === 1) return [secret];
  const parts = lines.slice(0, MOST_LINES).filter((line) => isStrong(line) && !line.startsWith('-----'));
  return [secret, ...parts.map((line) => ({ name, value: line }))];
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

/**
 * The texts that a strong secret can stand as: itself, in an address, in JSON, and in base64 at each of the three places that it
 * can have among other bytes, as in `x-access-token:SECRET`.
 */
export function formsOf(value: string): string[] {
  const forms = [
    value,
    encodeURIComponent(value.replace(/\p{Cs}/gu, '\ufffd')),
    JSON.stringify(value).slice(1, -1),
  ];
  const bytes = Buffer.from(value, 'utf8');
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // Characters at either end hold bits of what stands beside the secret.
    const core = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    forms.push(core, core.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return [...new Set(forms)];
}
