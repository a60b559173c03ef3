export const REDACTED = '[redacted]';

/** Texts that are credentials by their own shape, whatever they are called. Ones after `_` count: `\b` would pass over them. */
const SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{20,}/g,
  /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{16,}/g,
  /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}/g,
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[0-9A-Z]{16}(?![A-Za-z0-9])/g,
  /(?<![A-Za-z0-9])sk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}/g,
  /(?<![A-Za-z0-9])[rs]k_live_[A-Za-z0-9]{16,}/g,
  /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{20,}/g,
  /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{30,}/g,
  /(?<![A-Za-z0-9])pypi-[A-Za-z0-9_-]{40,}/g,
  /(?<![A-Za-z0-9])dckr_pat_[A-Za-z0-9_-]{20,}/g,
  /(?<![A-Za-z0-9])dop_v1_[a-f0-9]{40,}/g,
  /(?<![A-Za-z0-9])AIza[0-9A-Za-z_-]{35}/g,
  /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/g,
  /(?<![A-Za-z0-9])eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}/g,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
];

const BEARER = /\b((?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{16,}/gi;
const ACCOUNT_KEY = /\b((?:Account|SharedAccess)Key=)[A-Za-z0-9+/=]{20,}/g;
const URL_USER_INFO = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@'"]{1,500}@/gi;
const SECRET_WORD = '(?:(?:API_?|ACCESS_?|PRIVATE_?|SECRET_?)?KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)';
const SECRET_NAME = new RegExp(`(?:^|[_.-])${SECRET_WORD}$`, 'i');
// In running text a name needs something before KEY, or else `key=value` in prose would go.
const ASSIGNMENT = new RegExp(
  `((?:[A-Za-z0-9]+[_-])+${SECRET_WORD}|PASSWORD|PASSWD|APIKEY)(["']?\\s*[=:]\\s*)("[^"$][^"]*"|'[^'$][^']*'|[^\\s"'$]+)`,
  'gi',
);

/** Names that end like a secret's and are none: tokenizer settings and database keys, common in training params. */
const HARMLESS_NAME =
  /(?:^|[_.-])(?:(?:pad|eos|bos|unk|sep|cls|mask|special|start|end|image|stop)_token|(?:primary|foreign|sort|partition|join|merge|group|index|label|target|feature|dict)_key)$|(?:^|\.)key$/i;

/** Whether a value under this name is a secret whatever it looks like. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name) && !HARMLESS_NAME.test(name);
}

export interface Redactor {
  /** The text with everything that looks like a credential replaced. */
  text(text: string): string;
  /** A copy of plain JSON data with every text in it redacted, and every value whose key names a secret. */
  data<T>(value: T): T;
}

/** @param secrets values known to be secret, e.g. the action's token; ones shorter than 6 characters are ignored */
export function createRedactor(secrets: readonly string[]): Redactor {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= 6)
    .sort((a, b) => b.length - a.length);

  function text(input: string): string {
    let result = input;
    for (const secret of known) result = result.replaceAll(secret, REDACTED);
    for (const shape of SHAPES) result = result.replace(shape, REDACTED);
    return result
      .replace(URL_USER_INFO, `$1${REDACTED}@`)
      .replace(BEARER, `$1${REDACTED}`)
      .replace(ACCOUNT_KEY, `$1${REDACTED}`)
      .replace(ASSIGNMENT, (match, name: string, between: string) =>
        isSecretName(name) ? `${name}${between}${REDACTED}` : match,
      );
  }

  function data(value: unknown, name?: string): unknown {
    if (typeof value === 'string') {
      return name !== undefined && value !== '' && isSecretName(name) ? REDACTED : text(value);
    }
    if (typeof value === 'number') return name !== undefined && isSecretName(name) ? REDACTED : value;
    if (Array.isArray(value)) return value.map((item) => data(item, name));
    if (value === null || typeof value !== 'object') return value;
    const result: Record<string, unknown> = Object.create(null);
    for (const [key, item] of Object.entries(value)) result[text(key)] = data(item, key);
    return result;
  }

  return { text, data: (value) => data(value) as typeof value };
}

/** Values in an environment that are secret by the name of their variable. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) =>
    value !== undefined && isSecretName(name) ? [value, ...value.split('\n')] : [],
  );
}
