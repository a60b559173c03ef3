import { createRedactor, isSecretName, REDACTED, secretsOf } from '../../src/core/redact.js';

const redactor = createRedactor(['hunter2-known']);
const GH = `ghp_${'a1B2'.repeat(9)}`;

test.each([
  [`push with ${GH} now`, `push with ${REDACTED} now`],
  [`orders_${GH}+users_${GH}_v2`, `orders_${REDACTED}+users_${REDACTED}_v2`],
  ['https://user:pa55@host/x', `https://${REDACTED}@host/x`],
  ['https://just-a-token@host/x', `https://${REDACTED}@host/x`],
  ['AWS_SECRET_ACCESS_KEY=abc/def', `AWS_SECRET_ACCESS_KEY=${REDACTED}`],
  ['export WANDB_API_KEY="abc"', `export WANDB_API_KEY=${REDACTED}`],
  ['"db_password": "x y"', `"db_password": ${REDACTED}`],
  ['Authorization: Bearer abcdefghijklmnopqrst', `Authorization: Bearer ${REDACTED}`],
  ['AKIAIOSFODNN7EXAMPLE', REDACTED],
  ['the hunter2-known value', `the ${REDACTED} value`],
  ['-----BEGIN RSA PRIVATE KEY-----\nabc', REDACTED],
  [`eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTYifQ.c2lnbmF0dXJl`, REDACTED],
])('%p is redacted', (text, expected) => {
  expect(redactor.text(text)).toBe(expected);
});

test.each([
  'python train.py --max-tokens 512',
  'API_KEY=$SECRET_FROM_THE_VAULT',
  'key=value',
  'git@github.com:octo/models.git',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'https://github.com/octo/models/actions/runs/1',
  'the tokenizer: bert',
])('%p stays', (text) => {
  expect(redactor.text(text)).toBe(text);
});

test('a value is secret by the name it stands under, except booleans and null', () => {
  expect(
    redactor.data({
      'db.password': 'x',
      api_token: 5,
      use_key: true,
      eos_token: '</s>',
      list_secret: ['a'],
      lr: 0.1,
    }),
  ).toEqual({
    'db.password': REDACTED,
    api_token: REDACTED,
    use_key: true,
    eos_token: '</s>',
    list_secret: [REDACTED],
    lr: 0.1,
  });
});

test('keys that hold a token are redacted, and __proto__ stays a plain key', () => {
  const result = redactor.data(
    JSON.parse(`{"${GH}": 1, "__proto__": {"a": "b"}}`) as Record<string, unknown>,
  );
  expect(Object.keys(result)).toEqual([REDACTED, '__proto__']);
  expect(Object.prototype).not.toHaveProperty('a');
});

test.each(['tokenizer', 'max_tokens', 'primary_key', 'monkey', 'key', 'keyboard'])(
  '%p is no secret name',
  (name) => {
    expect(isSecretName(name)).toBe(false);
  },
);

test.each(['GITHUB_TOKEN', 'api_key', 'API-KEY', 'db.password', 'PASSWORD', 'client_secret', 'apikey'])(
  '%p is a secret name',
  (name) => {
    expect(isSecretName(name)).toBe(true);
  },
);

test('secrets of an environment are found by name, line by line', () => {
  expect(secretsOf({ MY_TOKEN: 'line-one\nline-two', HOME: '/root', OTHER: undefined })).toEqual([
    'line-one\nline-two',
    'line-one',
    'line-two',
  ]);
});
