/** Stands where something was taken out. */
export const REDACTED = '[redacted]';

const WORDS = new Set(
  (
    'true false yes no on off none null nil nan undefined default auto required optional disabled enabled unset empty missing invalid ' +
    'incorrect expired wrong anonymous oidc iam service_account managed_identity not is was are the this for and str string bytes int bool any secretstr prompt env ask changed'
  ).split(' '),
);
/** What stands for a value that is somewhere else: a variable, an expression, a reference to a vault, a template. */
const REFERENCES: readonly RegExp[] = [
  /^\$[A-Za-z_]\w*$/,
  /^\$\{(?:[A-Za-z_.]+:)?[\w.]+\}$/,
  /^\$\{\{.*\}?\}?$/,
  /^\$\(/,
  /^%\w+%$/,
  /^\{\{.*/,
  /^(?:env|vault|ssm|sm|secretsmanager|keyring|file|op|arn|gcpsm|azurekeyvault|ref\+\w+):/,
  /^ENC\[/,
  /^(?:id|src|source|type|env)=/,
  /^!\w+/,
  /^your[-_ ]/i,
  /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS)$/,
];
/** `<TOKEN>`, `[PAD]`, `{token}`, `<|endoftext|>`: brackets around it make a value a name. */
const IN_BRACKETS = /^(?:<[^<>"']{0,80}>|\[[^[\]"']{0,80}\]|\{[^{}"']{0,80}\})$/;
const URL = /^[a-z][a-z0-9+.-]*:\/\/[^\s@?]*$/i;
const PATH =
  /^(?:(?:(?:~|\.{1,2}|[A-Za-z]:)?[\\/])?[\w.@ -]+(?:[\\/][\w.@ -]+)*\.(?:json|pem|key|pub|p12|pfx|crt|cer|ya?ml|toml|txt|env|jks|ini|cfg)|(?:~|\.{1,2}|[A-Za-z]:)[\\/].*|\/(?:home|Users|root|tmp|var|etc|opt|mnt|run|secrets|usr|srv|github|workspace|data|content|kaggle|dbfs|app)(?:\/.*)?)$/;

/** UTF-16 units; a path of a file has no more. */
const LONGEST = 4_096;

/** Whether a value is no credential whatever its key says: empty, a number, a word such as `none`, a reference, a path, or masked already. */
export function isHarmless(value: string): boolean {
  if (value.length > LONGEST) return !/[\p{L}\p{N}]/u.test(value);
  const text = value.trim();
  return (
    !/[\p{L}\p{N}]/u.test(text) ||
    /^[+-]?[0-9._,]+(?:[eE][+-]?[0-9]+)?%?$/.test(text) ||
    /^(?:[xX]{3,}|\[redacted\])$/.test(text) ||
    WORDS.has(text.toLowerCase()) ||
    IN_BRACKETS.test(text) ||
    REFERENCES.some((reference) => reference.test(text)) ||
    URL.test(text) ||
    PATH.test(text)
  );
}
