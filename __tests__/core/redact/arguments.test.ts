import { REDACTED } from '../../../src/core/redact/harmless.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { asWord } from '../../../src/core/shell-word.js';

const { text } = createRedactor([]);
const R = REDACTED;
const PHRASE = 'correct zebra staple';
/** As a record has the command, and as Python's `shlex` writes it. */
const words = (...argv: string[]) => argv.map(asWord).join(' ');
const shlex = (...argv: string[]) => words(...argv).replaceAll(`'\\''`, `'"'"'`);

/** What is run, and what may be told of it: each argument as it was. */
const COMMANDS: readonly (readonly [argv: string[], told: string[]])[] = [
  [
    ['true', 'DB_PASSWORD=hunter3 python train.py --config conf.yaml'],
    ['true', `DB_PASSWORD=${R}`],
  ],
  [
    ['train', '--password=hunter2 --config conf.json'],
    ['train', `--password=${R}`],
  ],
  [
    ['train', '--password', 'abc\\', '--api-key', 'hun ter2', '--lr', '3'],
    ['train', '--password', R, '--api-key', R, '--lr', '3'],
  ],
  ...[
    ['date', '-u', '+%H:%M:%S %A %d %B %Y'],
    ['rsync', '-u', 'host:data set/my files/a', '.'],
    ['docker', 'run', '-u', '1000:video group things', 'img'],
    ['sbatch', '--wrap=WANDB_API_KEY=$KEY python train.py --lr 0.1'],
    ['dvc', 'stage', 'add', '-n', 'x', 'password=$P python a.py'],
  ].map((argv) => [argv, argv] as const),
  [
    ['sh', '-c', `train --password 'hunter2Abc99'`],
    ['sh', '-c', `train --password '${R}'`],
  ],
  [
    ['sh', '-c', `train --password='hunter2'`],
    ['sh', '-c', `train --password='${R}'`],
  ],
  [
    ['sh', '-c', `a --api-key 'hunter2' && b`],
    ['sh', '-c', `a --api-key '${R}' && b`],
  ],
  [
    ['sh', '-c', `DB_PASSWORD='hunter2' train`],
    ['sh', '-c', `DB_PASSWORD='${R}' train`],
  ],
  [
    ['sh', '-c', `export WANDB_API_KEY='hunter2'; train 'x'`],
    ['sh', '-c', `export WANDB_API_KEY='${R}'; train 'x'`],
  ],
  [
    ['bash', '-lc', `curl -u 'bob:hunter2Abc99' 'https://host'`],
    ['bash', '-lc', `curl -u 'bob:${R}' 'https://host'`],
  ],
  [
    ['sh', '-c', `true 'db.password=hunter2' 'lr=0.1'`],
    ['sh', '-c', `true 'db.password=${R}' 'lr=0.1'`],
  ],
  [
    ['sh', '-c', `sh -c ${asWord(`sh -c ${asWord(`train --password 'hunter2'`)}`)}`],
    ['sh', '-c', `sh -c ${asWord(`sh -c ${asWord(`train --password '${R}'`)}`)}`],
  ],
  [
    ['python', '-c', `dict(password='hunter2')`],
    ['python', '-c', `dict(password='${R}')`],
  ],
  [
    ['train', '--config', `{'password': 'hunter2', 'lr': '1'}`],
    ['train', '--config', `{'password': '${R}', 'lr': '1'}`],
  ],
  [
    ['train', '--password', `it's a zebra`, '--lr', '1'],
    ['train', '--password', R, '--lr', '1'],
  ],
  [
    ['train', '--password', PHRASE, '--name', 'a b'],
    ['train', '--password', R, '--name', 'a b'],
  ],
  [
    ['train', `--password=${PHRASE}`, '--name', 'a b'],
    ['train', `--password=${R}`, '--name', 'a b'],
  ],
  [
    ['train', `--password=it's a zebra's`, '--name', 'a b'],
    ['train', `--password=${R}`, '--name', 'a b'],
  ],
  [
    ['train', '--password=ab&cd;ef, --gh=ij', 'x y'],
    ['train', `--password=${R}`, 'x y'],
  ],
  [
    ['env', `DB_PASSWORD=${PHRASE}`, 'train'],
    ['env', `DB_PASSWORD=${R}`, 'train'],
  ],
  [
    ['env', 'DB_PASSWORD=abc dGVzdA==', 'train'],
    ['env', `DB_PASSWORD=${R}`, 'train'],
  ],
  [
    ['train', `+db.password=${PHRASE}`],
    ['train', `+db.password=${R}`],
  ],
  [
    ['docker', 'run', `--env=DB_PASSWORD=${PHRASE}`, 'image'],
    ['docker', 'run', `--env=DB_PASSWORD=${R}`, 'image'],
  ],
  [
    ['sh', '-c', `train '--password=${PHRASE}' 'x y'`],
    ['sh', '-c', `train '--password=${R}' 'x y'`],
  ],
  [
    ['curl', '-u', `bob:${PHRASE}`, 'https://host'],
    ['curl', '-u', `bob:${R}`, 'https://host'],
  ],
  [
    ['curl', `--user=bob:${PHRASE}`, 'https://host'],
    ['curl', `--user=bob:${R}`, 'https://host'],
  ],
  // What is no argument of its own ends where it did.
  [
    ['sh', '-c', 'DB_PASSWORD=hunter2 python train.py'],
    ['sh', '-c', `DB_PASSWORD=${R} python train.py`],
  ],
  [
    ['ssh', 'host', 'DB_PASSWORD=hunter2 python train.py'],
    ['ssh', 'host', `DB_PASSWORD=${R} python train.py`],
  ],
  [
    ['make', 'ARGS=--password=hunter2 --lr 0.1'],
    ['make', `ARGS=--password=${R} --lr 0.1`],
  ],
  [
    ['train', 'password=hunter2 host=db user=bob'],
    ['train', `password=${R} host=db user=bob`],
  ],
  [
    ['curl', '-d', 'password=hunter2&user=bob'],
    ['curl', '-d', `password=${R}&user=bob`],
  ],
];

test.each(COMMANDS)('of the arguments %p no more is told than may be', (argv, told) => {
  for (const write of [words, shlex]) {
    // A text of another shell has no quotes around what needs none.
    const expected = write(...told);
    const plain = (command: string) =>
      command.replaceAll(`'${R}'`, R).replaceAll(/'([^' ]*\[redacted\])'/g, '$1');
    expect(plain(text(write(...argv)))).toBe(plain(expected));
    expect(text(expected)).toBe(expected);
    // Within other texts.
    const json = (command: string) => JSON.stringify({ cmd: command });
    expect(text(json(write(...argv)))).not.toMatch(/hunter2|zebra|dGVz|cd;ef/);
  }
});
