import { withoutTrailing } from '../without-trailing.js';

/** What a key says of its value: surely a credential, perhaps one, or none. */
export type KeyMeaning = 'certain' | 'possible' | 'none';

/** Words that mean a credential wherever a key ends with them, and those that end so: `pgpassword`. */
const SECRET =
  /^(?:passcode|secret|credentials?|creds)$|(?:password|passwd|passphrase|pwd|apikey|(?:access|secret|private)key|(?:api|auth|access)token|clientsecret)$/;
/** Words with one of these in them mean a credential wherever they stand in a key: `PASSWORD_PROD`. */
const PASSWORD = /password(?!less)|passwd|passphrase|pwd$/;
/** Keys of credentials have one of these in them; nearly all others have none. A part of a regular expression. */
export const WORDS_OF_KEYS = 'key|token|secret|pass|pwd|cred';
const ANY = new RegExp(WORDS_OF_KEYS, 'i');
/** UTF-16 units of a key that are looked at, from its end. */
const LONGEST_KEY = 1_000;
/**
 * With one of these before it a `key` opens something. Any other can be a column, a field of a batch or a place in a cache; where it
 * is a credential (`account_key`, `license_key`) its value tells.
 */
const KEYS_OF = new Set(
  (
    'api access secret private signing encryption auth openai anthropic wandb comet neptune huggingface cohere mistral groq replicate ' +
    'pinecone serpapi tavily langchain langsmith kaggle stripe'
  ).split(' '),
);
/** With one of these before it a `token` opens something. Any other can be a piece of text, as tokenizers have them. */
const TOKENS_OF = new Set(
  (
    'access auth authentication authorization api bearer oauth refresh session deploy deployment personal pat secret private jwt csrf ' +
    'hub hf huggingface github gitlab gh slack npm pypi wandb mlflow neptune comet databricks dagshub telegram discord sas vault sentry ' +
    'codecov kaggle replicate registry upload'
  ).split(' '),
);
/** With one of these before it `pass` is short for password; else it is a pass over the data. */
const PASS_OF = new Set(
  'db database smtp mail email user ftp mysql pg postgres redis root admin auth login ssh mongo sql jdbc ldap vpn proxy keystore cert sudo account service svc app api'.split(
    ' ',
  ),
);
/** Variables with one of these before `PASS` count passes, too. */
const PASSES = new Set(
  'first second third last final forward backward num n train eval test val one two single multi low high band by all each per ba grid compass'.split(
    ' ',
  ),
);
/** Where a credential is used, or which of several it is: `API_KEY_PROD`. The words before say what it is. */
const QUALIFIERS = new Set(
  'prod production dev development stg stage staging test testing qa uat live sandbox local preprod primary secondary backup old new current base b64 base64 main eu us'.split(
    ' ',
  ),
);
/** A key that ends so says something about a password, and holds none: `password_length`. */
const OF_A_PASSWORD = new Set(
  (
    'file files path paths dir url uri name names id ids column columns col field fields length len size type kind format expiry ttl age days enabled env header user ' +
    'username email host port region prefix suffix limit budget count hash hashes hashing hasher strength policy min max required prompt manager hint regex pattern ' +
    'dataset data model vocab list label labels text feature features embedding index input mode score entropy attempts retries encoding algorithm store provider ' +
    'backend service source checker check validator generator rules rule protected changed expired reset salt rounds'
  ).split(' '),
);
/** Keys that stand for a place in data or in a cache, even where the value looks random. */
const HARMLESS_KEYS_OF = new Set(
  (
    'primary foreign sort partition join merge group index label target feature dict cache dedup dedupe idempotency public metric param ' +
    'experiment run project row column hash lookup routing object blob batch image text prompt'
  ).split(' '),
);
/** Keys that begin so ask whether, which or how much, and hold no credential: `use_auth_token`, `num_secret`. */
const QUESTIONS = new Set(
  'no use has is ask prompt require requires required skip with without need needs hide show save enable enabled disable allow check validate num max min total count'.split(
    ' ',
  ),
);
/** The folders that a shell stands in. */
const FOLDERS = /^(?:OLD)?PWD$/;
/** Parents whose children are credentials under whatever name: `secrets.wandb`. */
const PARENTS = new Set(['secrets', 'passwords', 'apikeys']);

/**
 * What a param's or tag's key, an option or a variable says of its value, by its last words: `db.password`, `wandb.apiKey`,
 * `--auth-token`, `SECRET_KEY_2`, `train/secrets.wandb`.
 */
export function meaningOf(whole: string): KeyMeaning {
  if (!ANY.test(whole) || FOLDERS.test(whole)) return 'none';
  const key = whole.slice(-LONGEST_KEY);
  const parts = key
    // Before the slash is what a key of several files was told apart by.
    .split(/[./]/)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  if (parts.slice(0, -1).some((part) => PARENTS.has(part.join('')))) return 'certain';
  const words = parts.at(-1) ?? [];
  // Of `huggingface.token` the word before is the object's.
  const all = words.length === 1 ? [...(parts.at(-2) ?? []), ...words] : words;
  const isVariable = /^[A-Z][A-Z0-9_]*$/.test(key);
  const meaning = isOfPassword(words, isVariable) ? 'certain' : lastWords(withoutQualifiers(all));
  return meaning === 'certain' && QUESTIONS.has(words[0] ?? '') ? 'possible' : meaning;
}

/** What a variable's name says: there the word can also come first (`TOKEN_GITHUB`), and any `*_KEY` is kept from view. */
export function meaningOfVariable(name: string): KeyMeaning {
  const words = wordsOf(name.replace(/^INPUT_/, ''));
  const [last = ''] = words.slice(-1);
  const isOfOne = OF_A_PASSWORD.has(last) && words.some((word) => PASSWORD.test(word));
  if (FOLDERS.test(name) || NAMES_OF_SOMETHING.has(last) || isOfOne) return 'none';
  const meaning = meaningOf(words.join('_').toUpperCase());
  if (meaning !== 'none') return meaning;
  return words.some(
    (_, at) => lastWords(words.slice(Math.max(at - 1, 0), at + 1)) === 'certain' || words[at] === 'token',
  )
    ? 'possible'
    : 'none';
}

/** Variables that end so say something about a credential, and hold none: `TOKEN_URL`, `PASSWORD_FILE`. */
const NAMES_OF_SOMETHING = new Set(
  'file path dir url uri name id column field length type expiry ttl enabled env header user username email host port region prefix limit budget count'.split(
    ' ',
  ),
);

function isOfPassword(words: readonly string[], isVariable: boolean): boolean {
  const [before = '', last = ''] = words.slice(-2);
  if (isVariable && last === 'pass' && words.length > 1) return !PASSES.has(before);
  return words.some((word) => PASSWORD.test(word)) && !OF_A_PASSWORD.has(words.at(-1) ?? '');
}

function withoutQualifiers(words: readonly string[]): readonly string[] {
  const last = words.findLastIndex((word) => !QUALIFIERS.has(word));
  return last < 0 ? words : words.slice(0, last + 1);
}

function lastWords(words: readonly string[]): KeyMeaning {
  const [before = '', last = ''] = words.length === 1 ? ['', ...words] : words.slice(-2);
  if (SECRET.test(last)) return 'certain';
  if (last === 'pass') return PASS_OF.has(before) ? 'certain' : 'none';
  if (last === 'token') return TOKENS_OF.has(before) ? 'certain' : 'possible';
  if (last !== 'key' || HARMLESS_KEYS_OF.has(before)) return 'none';
  return KEYS_OF.has(before) ? 'certain' : 'possible';
}

/** `wandb.apiKey_2` → `wandb api key`: in lower case, numbers at the end left out. */
function wordsOf(key: string): string[] {
  const words = key
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (/[a-z]/.test(word) ? withoutTrailing(word, '0123456789') : word))
    .filter((word) => word !== '');
  while (words.length > 1 && /^[0-9]+$/.test(words.at(-1) ?? '')) words.pop();
  return words;
}
