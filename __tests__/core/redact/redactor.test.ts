import { jest } from '@jest/globals';
import fc from 'fast-check';
import { REDACTED } from '../../../src/core/redact/harmless.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { secretsOf } from '../../../src/core/redact/secrets.js';

const STRONG = 'xK9mP2qL-and/more+';
const env = (variables: Record<string, string>) => createRedactor(secretsOf(variables));
const redactor = env({ DB_PASSWORD: 'mlflow', MY_SERVICE_TOKEN: STRONG, METRIC_KEY: 'val_auc' });
const GH = `gh${'p_'}${'a1B2'.repeat(9)}`;

test.each([
  [`push with ${GH} now`, `push with ${REDACTED} now`],
  [`orders_${GH}+users_${GH}_v2`, `orders_${REDACTED}+users_${REDACTED}_v2`],
  ['https://user:pa55@host/x', `https://${REDACTED}@host/x`],
  ['https://user:p@55@host/x', `https://${REDACTED}@host/x`],
  ['postgresql+psycopg2://bob:1234@db:5432/x', `postgresql+psycopg2://${REDACTED}@db:5432/x`],
  ['https://just-a-token@host/x', `https://${REDACTED}@host/x`],
  ['AWS_SECRET_ACCESS_KEY=abc/def', `AWS_SECRET_ACCESS_KEY=${REDACTED}`],
  ['export WANDB_API_KEY="abc"', `export WANDB_API_KEY="${REDACTED}"`],
  ['"db_password": "x y"', `"db_password": "${REDACTED}"`],
  [String.raw`{\"db_password\": \"x y\"}`, String.raw`{\"db_password\": \"[redacted]\"}`],
  ['PGPASSWORD=123456 psql', `PGPASSWORD=${REDACTED} psql`],
  ['train.py --password hunter2 --lr 0.1', `train.py --password ${REDACTED} --lr 0.1`],
  ['train.py --api-key=abc,def', `train.py --api-key=${REDACTED}`],
  ['make ARGS="--api-key hunter2 -v"', `make ARGS="--api-key ${REDACTED} -v"`],
  ['ARGS=--password hunter2', `ARGS=--password ${REDACTED}`],
  [`sh -c "true '--api-key' 'hunter2'"`, `sh -c "true '--api-key' '${REDACTED}'"`],
  [
    String.raw`sh -c 'true '\''--api-key'\'' '\''hunter2'\'''`,
    String.raw`sh -c 'true '\''--api-key'\'' '\''[redacted]'\'''`,
  ],
  [`['curl', '--password', 'hunter2']`, `['curl', '--password', '${REDACTED}']`],
  [`["curl","--password","hunter2"]`, `["curl","--password","${REDACTED}"]`],
  [String.raw`[\"--api-key\", \"hunter2\"]`, String.raw`[\"--api-key\", \"[redacted]\"]`],
  ['(--password hunter2)', `(--password ${REDACTED})`],
  ['$(get --password hunter2)', `$(get --password ${REDACTED})`],
  ['login(password="abc", user="bob")', `login(password="${REDACTED}", user="bob")`],
  ['?user=bob&access_token=abc&page=2', `?user=bob&access_token=${REDACTED}&page=2`],
  [
    'AccountName=x;AccountKey=k3Jx9Qm2Zt+/7Lw4Rb8Vn1==;EndpointSuffix=y',
    `AccountName=x;AccountKey=${REDACTED};EndpointSuffix=y`,
  ],
  ['Authorization: Bearer abc', `Authorization: Bearer ${REDACTED}`],
  [`"Authorization": "token abc"`, `"Authorization": "token ${REDACTED}"`],
  ['sent Bearer a1B2c3D4e5', `sent Bearer ${REDACTED}`],
  [`os.environ['API_KEY'] = 'abc'`, `os.environ['API_KEY'] = '${REDACTED}'`],
  [
    'https://acc.blob.core.windows.net/c?sv=2022&sig=AbC%2B123abcDEF456&se=2026',
    `https://acc.blob.core.windows.net/c?sv=2022&sig=${REDACTED}&se=2026`,
  ],
  ['wandb login --relogin 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b', `wandb login --relogin ${REDACTED}`],
  ['password: swordfish user: bob', `password: ${REDACTED} user: bob`],
  ['curl -u bob:xK9mP2qL https://host', `curl -u bob:${REDACTED} https://host`],
  [`AKI${'A'}IOSFODNN7EXAMPLE`, REDACTED],
  [`-----BEGIN RSA PRIVATE${' KEY'}-----\nabc`, REDACTED],
  [`and\nMIIEpAIBAAKC\nAQEA\n-----END PRIVATE${' KEY'}-----\nthen`, `and\n${REDACTED}\nthen`],
  [`password=${'a'.repeat(2000)} x`, `password=${REDACTED} x`],
])('%p is redacted', (text, expected) => {
  expect(redactor.text(text)).toBe(expected);
  expect(redactor.text(expected)).toBe(expected);
});

test.each([
  'python train.py --max-tokens 512',
  'python train.py --no-password prompt',
  'usage: train [--token TOKEN] [--api-key API_KEY] [--db-password DB_PASSWORD]',
  'usage: train (--password <password>) | --client-secret=CLIENT_SECRET',
  'parser.add_argument("--password", type=str, default=None)',
  "parser.add_argument('--password', '-p')",
  "argument '--password' is required",
  'API_KEY=$SECRET_FROM_THE_VAULT',
  'API_KEY=$(pass show key)',
  'password = getpass()',
  'token = os.environ["HF_TOKEN"]',
  'api_key = os.getenv("WANDB_API_KEY")',
  'password=args.password, host=args.host',
  'def login(password: str = None, token: Optional[str] = None):',
  'password: incorrect',
  'bad password: connection refused.',
  'Unable to locate credentials: please run aws configure',
  'docker build --secret id=npm,src=.npmrc .',
  'db:\n  password:\n  lr: 0.1',
  'last login 2026-11-21T10:00:00Z of login user@example.com2',

  'kubectl login to the cluster',
  'docker login -u mlflow --password-stdin',
  'https://host/report?sig=final&page=2',
  'mlflow: Authorization required, basic authentication-by-password-and-name',
  'key=value',
  'git@github.com:octo/models.git',
  'ssh://git@github.com/octo/models.git',
  'abfss://container@account.dfs.core.windows.net/data',
  'https://$USER:$TOKEN@host/x',
  'docker run -u 1000:1000 python:3.11@sha256:9f86d081884c7d65',
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'https://github.com/octo/models/actions/runs/1',
  'the tokenizer: bert',
  'add-mask *** and password=***',
  'the mlflow value of val_auc at mlflow/1.0',
])('%p stays', (text) => {
  expect(redactor.replace(text)).toEqual({ text, why: [] });
});

test('a weak secret goes only where it stands as a credential', () => {
  for (const [text, expected] of [
    ['password=mlflow', `password=${REDACTED}`],
    ['train --token mlflow --name mlflow', `train --token ${REDACTED} --name mlflow`],
    ['train --password=mlflow', `train --password=${REDACTED}`],
    ['admin:mlflow@db:5432/mlflow', `admin:${REDACTED}@db:5432/mlflow`],
    ['Authorization: Bearer mlflow', `Authorization: Bearer ${REDACTED}`],
    ['metric_key: val_auc, mlflow', 'metric_key: val_auc, mlflow'],
  ] as const) {
    expect(redactor.text(text)).toBe(expected);
  }
  expect(redactor.replaceUnder('token', 'mlflow')).toEqual({
    text: REDACTED,
    why: ['value of the variable DB_PASSWORD'],
  });
  expect(redactor.secretIn('models/mlflow/val_auc')).toBeUndefined();
  expect(redactor.weakIn('models/mlflow/x')).toBe('DB_PASSWORD');
  expect(redactor.weakIn('models/mlflows/x')).toBeUndefined();
});

test('a strong secret goes wherever it stands, in whatever form, and the reason names its variable', () => {
  const basic = (text: string) => Buffer.from(text).toString('base64');
  for (const form of [
    STRONG,
    encodeURIComponent(STRONG),
    basic(STRONG),
    basic(`x-access-token:${STRONG}`),
    basic(`a:${STRONG}`),
    basic(`ab:${STRONG}:c`),
    Buffer.from(`bob:${STRONG}`).toString('base64url'),
  ]) {
    const { text, why } = redactor.replace(`<${form}>`);
    expect({ form, why }).toEqual({ form, why: ['value of the variable MY_SERVICE_TOKEN'] });
    expect(Buffer.from(text.slice(1, -1).replace(REDACTED, ''), 'base64').toString('latin1')).not.toMatch(
      /mP2q|and.mor/,
    );
    expect(redactor.secretIn(`data/${form}.csv`)).toBe('value of the variable MY_SERVICE_TOKEN');
  }
});

test('in JSON a secret stands with its escapes', () => {
  const quoted = env({ X_PASSWORD: 'aB3"dE5\\fG7' });
  expect(quoted.text(JSON.stringify(['aB3"dE5\\fG7']))).toBe(`["${REDACTED}"]`);
});

test('of secrets with many lines each line that is strong is one', () => {
  const lines = ['MIIEpAIBAAKCAQEA7f3K92mQx81L', 'p04ZwJalrXUtnFEMIK7MDENGbPxR', 'Qw=='];
  const key = [`-----BEGIN PRIVATE${' KEY'}-----`, ...lines, `-----END PRIVATE${' KEY'}-----`].join('\n');
  const account = JSON.stringify({
    type: 'service_account',
    project_id: 'my-project-of-2026',
    private_key_id: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b',
    private_key: key,
    client_email: 'robot@my-project-of-2026.iam.gserviceaccount.com',
    auth_uri: 'https://accounts.google.com/o/oauth2/auth',
  });
  for (const value of [key, key.replaceAll('\n', '\\n'), account]) {
    const { text } = env({ GCP_CREDENTIALS: value });
    for (const line of lines.slice(0, 2)) expect(text(`at ${line} end`)).toBe(`at ${REDACTED} end`);
    for (const fine of [
      'my-project-of-2026',
      'robot@my-project-of-2026.iam.gserviceaccount.com',
      'service_account',
      'Qw==',
    ]) {
      expect(text(fine)).toBe(fine);
    }
    expect(text(`<${value}>`)).not.toMatch(/MIIE|p04Z|Qw==/);
  }
  expect(env({ GCP_CREDENTIALS: account }).text('id 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b')).toBe(
    `id ${REDACTED}`,
  );
});

test('what is secret of an environment: by name, and the password in an address', () => {
  expect(
    secretsOf({
      MY_TOKEN: 'abc',
      HOME: '/root',
      OTHER: undefined,
      DATABASE_URL: 'postgres://bob:letmein@db/x',
      INPUT_TOKEN: 'def',
    }),
  ).toEqual([
    { name: 'MY_TOKEN', value: 'abc' },
    { name: 'DATABASE_URL', value: 'letmein' },
    { name: 'INPUT_TOKEN', value: 'def' },
  ]);
  expect(env({ INPUT_TOKEN: STRONG }).replace(STRONG).why).toEqual(['value of the input `token`']);
});

test.each([
  '/home/runner/work/_temp/gha-creds-1a2B3c4D5e6F.json',
  'gha-creds-1a2B3c4D5e6F.json',
  'true',
  'None',
  '<unset>',
])('a variable that holds %p holds no secret', (value) => {
  const text = `use ${value} password=${value}`;
  expect(env({ GOOGLE_APPLICATION_CREDENTIALS: value }).text(text)).toBe(text);
});

test('what is redacted once stays as it is, and a strong secret is in no redacted text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      STRONG,
      GH,
      'mlflow',
      'password=',
      'token: ',
      '--api-key ',
      '"--api-key", ',
      "'--password=",
      ' "DB_PASSWORD=',
      "-u 'bob:",
      "'\\''",
      `'"'"'`,
      "b'",
      "'''",
      'zebra ',
      '"',
      "'",
      '\\"',
      '{',
      '}',
      '@',
      '://',
      'Bearer ',
      '\n',
      '=',
      ',',
    ),
    fc.string({ maxLength: 12 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const once = redactor.text(pieces.join(''));
      expect(once).not.toContain(STRONG);
      expect(redactor.text(once)).toBe(once);
    }),
    { numRuns: 2000 },
  );
});

test('a text in which a quote is taken out of another is the same when it is read again', () => {
  const once = redactor.text(`'--password=${STRONG} "DB_PASSWORD=0'"'"'`);
  expect(redactor.text(once)).toBe(once);
});

test('fifty secrets are looked for in as many passes as one', () => {
  const passes = (count: number) => {
    const secrets = Array.from({ length: count }, (_, index) => ({
      name: `TOKEN_${index}`,
      value: `xK9mP2qL${index}aB3`,
    }));
    const { secretIn, replace } = createRedactor(secrets);
    const spies = [
      jest.spyOn(RegExp.prototype, 'exec'),
      jest.spyOn(RegExp.prototype, Symbol.replace),
      jest.spyOn(String.prototype, 'includes'),
      jest.spyOn(String.prototype, 'replaceAll'),
    ];
    secretIn('data/processed/part-00017.parquet');
    replace('Traceback (most recent call last): password=abc '.repeat(20));
    const calls = spies.map((spy) => spy.mock.calls.length);
    for (const spy of spies) spy.mockRestore();
    return calls;
  };
  expect(passes(50)).toEqual(passes(1));
});

test.each([
  ['keys without an end', 'password='],
  ['keys that mean nothing', 'a=a:'],
  ['references', 'token=$a:'],
  ['beginnings of tokens', 'eyJaaaaaaaa-'],
  ['ends of tokens', '.eyJaaaaaaaa'],
  ['beginnings of private keys', `-----BEGIN PRIVATE${' KEY'}-----`],
  ['ends of private keys', `AAAA\n-----END PRIVATE${' KEY'}-----`],
  ['lines as of private keys', 'AAAAAAAA\n'],
  ['addresses', 'a://b:'],
  ['users', 'a:b@'],
  ['quotes', `password="'`],
  ['options', '--password '],
  ['options in quotes', '"--password",'],
  ['options of a list', '["--api-key", "'],
  ['headers', 'Authorization: Bearer '],
  ['letters', 'aA1'],
])(
  'a text of many %s is read to its end',
  (_, piece) => {
    // A pattern that reads a text again from every place would not come to the end of these.
    const text = piece.repeat(Math.ceil(300_000 / piece.length));
    expect(redactor.text(text).length).toBeGreaterThan(0);
  },
  20_000,
);

test('`token` alone is a piece of text as often as a credential: only what looks random is replaced under it', () => {
  const redactor = createRedactor([]);
  expect(redactor.text('TOKEN=hunter2')).toBe('TOKEN=hunter2');
  expect(redactor.text('TOKEN=xK9mP2qLw8Zt4vB7nR3s')).toBe('TOKEN=[redacted]');
});

test('a secret in a form of somebody else is not found', () => {
  const secret = 'xK9mP2qLw8Zt4vB7nR3s';
  const redactor = createRedactor([{ name: 'MY_TOKEN', value: secret }]);
  const reversed = [...secret].reverse().join('');
  const spaced = [...secret].join(' ');
  expect(redactor.text(`${reversed} ${spaced}`)).toContain(spaced);
});
