import { REDACTED } from '../../../src/core/redact/harmless.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { hostileTexts } from '../../support/hostile-texts.js';

const { text, replaceUnder } = createRedactor([]);
const R = REDACTED;
const LONG = 'k3Jx9Qm2Zt7Lw4Rb8Vn1';

/** What is written, and what may be told of it. */
const STRINGS: readonly (readonly [text: string, told: string])[] = [
  [`{'user': b'u', 'password': b'hunter2'}`, `{'user': b'u', 'password': b'${R}'}`],
  [`{'api_key': b"hunter2"}`, `{'api_key': b"${R}"}`],
  [`password=r"a b\\d"`, `password=r"${R}"`],
  [`password=Rb'hunter2'`, `password=Rb'${R}'`],
  [`password = f"hunter2{x}"`, `password = f"${R}"`],
  [`password=u'hunter2', user='bob'`, `password=u'${R}', user='bob'`],
  [`DB_PASSWORD=$'hun\\'ter2' train`, `DB_PASSWORD=$'${R}' train`],
  [`train --password $'hunter2' -v`, `train --password $'${R}' -v`],
  [`['--password', b'hunter2']`, `['--password', b'${R}']`],
  [`token: b'${LONG}'`, `token: b'${R}'`],
  [`password = """hunter2 "x" """`, `password = """${R}"""`],
  [`password='''it's'''`, `password='''${R}'''`],
  [`{"password": "a\\"b c"}`, `{"password": "${R}"}`],
  [`{'password': 'it\\'s a zebra', 'x': 'y'}`, `{'password': '${R}', 'x': 'y'}`],
  [
    String.raw`"{\"a\": \"{\\\"password\\\": \\\"x \\\\\\\"y\\\\\\\" z\\\"}\"}"`,
    String.raw`"{\"a\": \"{\\\"password\\\": \\\"[redacted]\\\"}\"}"`,
  ],
  [`["env", "DB_PASSWORD=correct zebra", "x"]`, `["env", "DB_PASSWORD=${R}", "x"]`],
  [String.raw`[\"--password=correct zebra\", \"x\"]`, String.raw`[\"--password=${R}\", \"x\"]`],
  [`train '--password="a" zebra' 'x y'`, `train '--password=${R}' 'x y'`],
  [`env "DB_PASSWORD='x y' z=1"`, `env "DB_PASSWORD='${R}' z=1"`],
  [`train "--password=b" "x y"`, `train "--password=${R}" "x y"`],
];

/** What nearly is one of those. */
const HARMLESS: readonly string[] = [
  `password=""`,
  `password=b''`,
  `train "--password=" "x y"`,
  `train '--password=$DB_PASSWORD' 'x y'`,
  `{'token': b'ab', 'pad_token': b'<pad>'}`,
  `echo 'it'\\''s a zebra' "don't"`,
  `don't sh -c 'a '\\''b'\\''`,
  `path=b'x' and f'{y}'`,
];

test.each(STRINGS)('%p is not told', (written, told) => {
  expect(text(written)).toBe(told);
  expect(text(told)).toBe(told);
  expect(replaceUnder('config', written).text).toBe(told);
});

test.each(HARMLESS)('%p stays', (written) => {
  expect(text(written)).toBe(written);
});

test.each(["it's-hunter2S3cr3tXy9", `a'"'b-S3cr3t'Xy9`, `'S3cr3tXy9aB3'`])(
  'the value %p of a variable is found in whatever quotes it stands',
  (value) => {
    const known = createRedactor([{ name: 'DB_PASSWORD', value }]);
    for (const written of [
      `train --x '${value.replaceAll("'", `'\\''`)}'`,
      `train --x '${value.replaceAll("'", `'"'"'`)}'`,
      `train --x $'${value.replaceAll("'", "\\'")}'`,
    ]) {
      expect(known.replace(written)).toEqual({
        text: expect.stringMatching(/^train --x \$?'+\[redacted\]'+$/),
        why: ['value of the variable DB_PASSWORD'],
      });
    }
  },
);

test('texts of quotes are read in moments, whatever is in them', () => {
  const pieces = [
    ...[
      `'\\''`,
      `'"'"'`,
      `'\\''\\'\\'''\\''`,
      `password='\\''`,
      `password='"'"'`,
      `'password=a `,
      `"'password=`,
    ],
    ...[`password=\\"`, `password="\\`, `password=b`, `password='''`, `-u 'a:b `, `"--a=+password=x `, `\\`],
    ...[
      `ssh 'password=a b `,
      `password="a" 'password=x`,
      ` -c 'password=a`,
      `'password=a,b `,
      `'--password=a\\\\''`,
    ],
  ];
  for (const hostile of hostileTexts(300_000, pieces)) expect(text(hostile).length).toBeGreaterThan(0);
  let deep = `train --password 'hunter2'`;
  while (deep.length < 300_000) deep = `'${deep.replaceAll("'", `'\\''`)}'`;
  expect(text(deep).length).toBeGreaterThan(0);
});
