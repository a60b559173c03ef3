import { nearMatches } from '../../../bench/lib-redact.mjs';
import { finderOf } from '../../../src/core/redact/finder.js';
import { formsOf } from '../../../src/core/redact/forms.js';
import { REDACTED } from '../../../src/core/redact/harmless.js';
import { meaningOf, meaningOfVariable } from '../../../src/core/redact/keys.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { secretsOf } from '../../../src/core/redact/secrets.js';

const env = (variables: Record<string, string>) => createRedactor(secretsOf(variables));
const { text } = createRedactor([]);
const KEY = `PRIVATE${' KEY'}`;
const R = REDACTED;
const SLACK = `hooks.slack${'.com'}`;

/** What is written, and what may be told of it. */
const SECRETS: readonly (readonly [text: string, told: string])[] = [
  ['PGPASSWORD=letmein', `PGPASSWORD=${R}`],
  ['{"password": "letmein', `{"password": "${R}`],
  ['PASSWORD_PROD=letmein', `PASSWORD_PROD=${R}`],
  ['password_for_db: letmein', `password_for_db: ${R}`],
  ['export DB_PASS=letmein', `export DB_PASS=${R}`],
  ['REPORTING_PASS=letmein make', `REPORTING_PASS=${R} make`],
  ['{"clientSecret": "abc"}', `{"clientSecret": "${R}"}`],
  ['client_secret_prod=abc', `client_secret_prod=${R}`],
  ['API_KEY_DEV=abc', `API_KEY_DEV=${R}`],
  ['MSSQL_PWD=letmein', `MSSQL_PWD=${R}`],
  ['DBPWD=letmein', `DBPWD=${R}`],
  ['mySqlPwd: letmein', `mySqlPwd: ${R}`],
  [`${'very_'.repeat(60)}password=letmein`, `${'very_'.repeat(60)}password=${R}`],
  ['postgres://bob:p@ss@db:5432/x', `postgres://${R}@db:5432/x`],
  ['postgres://bob:p@s/s@db:5432/x', `postgres://${R}@db:5432/x`],
  ['postgres://bob:letmein@db:5432/x?user=a@b', `postgres://${R}@db:5432/x?user=a@b`],
  ['mysql+pymysql://bob:a/b#c?d@db/x', `mysql+pymysql://${R}@db/x`],
  ['redis://:let/me@cache:6379/0', `redis://${R}@cache:6379/0`],
  ['mongodb+srv://bob:a:b@c.mongodb.net', `mongodb+srv://${R}@c.mongodb.net`],
  ['GET https://host/x?token=hunter22', `GET https://host/x?token=${R}`],
  ['https://host/x?a=1&token=9f86d081884c', `https://host/x?a=1&token=${R}`],
  [String.raw`"https://host/x?a=1\u0026sig=aB3%2BdE5fG7"`, String.raw`"https://host/x?a=1\u0026sig=${R}"`],
  [
    'SharedAccessSignature=sv=2022-11-02&sr=c&sig=k3Jx9Qm2Zt7%2FLw4Rb8%3D&se=2026-01-01',
    `SharedAccessSignature=sv=2022-11-02&sr=c&sig=${R}&se=2026-01-01`,
  ],
  ['sig=k3Jx9Qm2Zt7%2FLw4Rb8%3D&sv=2022-11-02', `sig=${R}&sv=2022-11-02`],
  [
    'https://f.azurewebsites.net/api/x?code=k3Jx9Qm2Zt7Lw4Rb8==',
    `https://f.azurewebsites.net/api/x?code=${R}`,
  ],
  [`with ya${'29.'}c.k3Jx9Qm2Zt7Lw4Rb8Vn1Pc6Hd5.`, `with ${R}.`],
  [`with ya${'29.'}a0AfH6SMBx-k3Jx9Qm2Zt7Lw4Rb8`, `with ${R}`],
  [`https://${SLACK}/services/T00000000/B00000000/k3Jx9Qm2Zt7Lw4Rb8Vn1Pc6H`, `https://${R}`],
  [
    String.raw`https:\/\/${SLACK}\/services\/T00000000\/B00000000\/k3Jx9Qm2Zt7Lw4Rb8Vn1Pc6H`,
    String.raw`https:\/\/${R}`,
  ],
];

/** What nearly is one of those. */
const HARMLESS: readonly string[] = [
  'PASSWORD_LENGTH=sixteen',
  'password_policy: strict',
  'password_strength_model: xgboost',
  'passwordless: hello',
  'passwords_dataset=rockyou',
  'FORWARD_PASS=amp',
  'NUM_PASS=twice',
  'second_pass: greedy',
  'PWD=src/train',
  'OLDPWD=src/train',
  'compass=north',
  'secret_santa: bob',
  'sort_key_prod=created_at',
  'api_key_env=OPENAI',
  'token_test: char',
  'tokenizer_dev=bert',
  'encoder=bert key=value',
  'http://host:8080/@scope/package@1.2',
  'git+https://github.com/octo/models@v1.2',
  'pip install git+ssh://github.com:octo/models.git@main',
  'redis://cache:6379/0 by bob@example.com',
  'postgres://db-1:5432,db-2:5432/x?user=a@b',
  'see a://b and bob@example.com',
  'https://host/x?token=next&page=2',
  'https://host/x?token=12&sig=final',
  'https://host/x?code=404&auth=none',
  'the sig=none case',
  `https://${SLACK}/services/`,
  'ya29.5 of 30',
  'yaml29.a_long_name_of_a_file_in_a_folder',
];

test('the lists are as long as each other', () => {
  expect(SECRETS.length).toBeGreaterThanOrEqual(25);
  expect(HARMLESS.length).toBeGreaterThanOrEqual(SECRETS.length);
});

test.each(SECRETS)('%p is not told', (written, told) => {
  expect(text(written)).toBe(told);
  expect(text(told)).toBe(told);
});

test.each(HARMLESS)('%p stays', (written) => {
  expect(text(written)).toBe(written);
});

test.each([
  'PASSWORD_PROD',
  'MYAPP_PASS',
  'PROD_PWD',
  'CLIENT_SECRET_PROD',
  'API_KEY_STAGING',
  'DBPASSWORD2',
])('the variable %s is secret', (name) => {
  expect(meaningOfVariable(name)).toBe('certain');
  expect(meaningOf(name)).toBe('certain');
});

test.each(['PASSWORD_MIN_LENGTH', 'NUM_PASS', 'FORWARD_PASS', 'PWD', 'OLDPWD', 'COMPASS', 'PASSWORD_POLICY'])(
  'the variable %s is not',
  (name) => {
    expect(meaningOfVariable(name)).toBe('none');
  },
);

const ODD = 'aB3"dE5\\f/G7 <ü>&\'x+y!(z)*~';

test('a known secret is found as every encoder writes it', () => {
  const { replace } = env({ MY_TOKEN: ODD });
  const json = JSON.stringify(ODD).slice(1, -1);
  const ascii = json.replace('ü', '\\u00fc');
  const base64 = Buffer.from(ODD).toString('base64');
  for (const form of [
    ODD,
    json,
    ascii,
    ascii.replaceAll('/', '\\/'),
    ascii.replace(/[<>&'+]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
    JSON.stringify(json).slice(1, -1),
    encodeURIComponent(ODD),
    encodeURIComponent(ODD).replace(/%../g, (code) => code.toLowerCase()),
    encodeURIComponent(ODD).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`),
    String(new URLSearchParams({ a: ODD })).slice(2),
    ODD.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;'),
    base64.replace(/=+$/, ''),
    Buffer.from(`x${ODD}y`).toString('base64url'),
  ]) {
    const told = replace(`<${form}>`);
    expect({ form, text: told.text, why: told.why }).toEqual({
      form,
      text: expect.stringMatching(/^<.{0,3}\[redacted\].{0,3}>$/),
      why: ['value of the variable MY_TOKEN'],
    });
  }
});

test('a password in an address of the environment is a secret as it is and as it is written', () => {
  const { text: told } = env({ DATABASE_URL: 'postgres://bob:aB3@d%2FE5fG7@db/x' });
  expect(told('as aB3@d/E5fG7 or aB3@d%2FE5fG7')).toBe(`as ${R} or ${R}`);
  expect(
    secretsOf({ A: 'https://host:8080/@x', B: 'see postgres://a:b@c', C: 'redis://cache:6379/0' }),
  ).toEqual([]);
});

const pem = (seed: string) => [
  `-----BEGIN ${KEY}-----`,
  ...[1, 2, 3].map((line) => `MIIE${seed}${line}pAIBAAKCAQEA7f3K92mQx81L`),
  `-----END ${KEY}-----`,
];

test('the ends of a known key do not hide that another key is one', () => {
  const known = pem('a1B');
  const other = pem('c2D');
  for (const value of [
    known.join('\n'),
    known.join('\r\n'),
    known.map((line) => `  ${line}`).join('\n'),
    known[0] ?? '',
  ]) {
    const { text: told } = env({ DEPLOY_KEY: value, OTHER_SECRET: `${known.at(-1)}` });
    for (const between of ['\n', '\r\n', '\\n']) {
      const log = [...known, ...other].join(between);
      expect(told(log)).not.toMatch(/pAIB/);
      expect(told(`${other.slice(2).join('\n')}\nthen`)).toBe(`${R}\nthen`);
    }
  }
});

test('a secret of several lines is found as a whole, whatever its lines are and however they end', () => {
  const value = 'alpha\nbravo\ncharlie delta\n';
  const { text: told } = env({ RECOVERY_SECRET: value });
  for (const form of [
    'alpha\nbravo\ncharlie delta',
    'alpha\r\nbravo\r\ncharlie delta',
    'alpha\\nbravo\\ncharlie delta',
  ]) {
    expect(told(`<${form}>`)).toBe(`<${R}>`);
  }
  expect(told('alpha and bravo')).toBe('alpha and bravo');
});

test('what a secret in base64 means is secret, too', () => {
  const inner = pem('e3F').join('\n');
  const { text: told } = env({ KEY_FILE_SECRET: Buffer.from(inner).toString('base64') });
  expect(told('at MIIEe3F2pAIBAAKCAQEA7f3K92mQx81L end')).toBe(`at ${R} end`);
});

test('of several texts that begin at a place the longest is found, and each at its first place', () => {
  const find = finderOf(['abcdefgh', 'abcdefghij', 'cdefghijk']);
  expect(find('--abcdefghijk', 0)).toEqual({ start: 2, form: 'abcdefghij' });
  expect(find('--abcdefghijk', 3)).toEqual({ start: 4, form: 'cdefghijk' });
  expect(find('abcdefg', 0)).toBeUndefined();
  expect(finderOf([])('abcdefgh', 0)).toBeUndefined();
  expect(formsOf('xK9mP2qL').every((form) => form.length >= 8)).toBe(true);
});

test('a text of nothing but credentials ends where too many have been looked at', () => {
  const told = text('password=letmein '.repeat(30_000));
  expect(told).not.toContain('letmein');
  expect(told.endsWith(`password=${R}`)).toBe(true);
  expect(text(told)).toBe(told);
  const tokens = 'token: a, '.repeat(30_000);
  expect(text(tokens)).toBe(tokens);
});

test.each([`gh${'p_'}`, `sk-an${'t-'}`, 'password=', 'password="', 'sk-', `ya${'29.'}`])(
  'what begins with %s and goes on for megabytes is read to its end, and is not told',
  (beginning) => {
    const { text: told } = createRedactor([]);
    const rest = 'k3Jx9Qm2'.repeat(2 * 1024 * 1024);
    expect(told(`${beginning}${rest} then`).length).toBeLessThan(100);
  },
);

test('a text of many pieces that nearly are credentials is read to its end', () => {
  // A pattern that reads a text again from every place would not come to the end of these.
  const pieces = [...nearMatches(), ...Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte))];
  const { text: told } = env({ SERVICE_TOKEN: 'xK9mP2qL-and/more+' });
  for (const piece of pieces) {
    const many = piece.repeat(Math.ceil(20_000 / piece.length));
    expect(told(many).length).toBeGreaterThan(0);
  }
}, 60_000);
