import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { devNull, tmpdir } from 'node:os';
import path from 'node:path';
import { UserError } from '../core/errors.js';

const DATA = 'penguins=v1 data/penguins.csv';
const TRAIN = [
  '--param',
  'params.json',
  '--metric',
  'metrics.json',
  '--metric',
  'curve.csv',
  '--artifact',
  '*.svg',
  '--model',
  'model',
];

/** The main job from end to end, each step as a user would type it. @returns 0 when every step did what it should */
export async function quickstart(options: { keep?: boolean }): Promise<number> {
  const cli = realpathSync(process.argv[1] ?? '');
  const example = path.resolve(path.dirname(cli), '../../examples/penguins');
  const temp = mkdtempSync(path.join(tmpdir(), 'lineage-quickstart-'));
  // The experiment is named after the repository's folder.
  const folder = path.join(temp, 'penguins');
  const tour = new Tour(cli, folder);
  try {
    tour.say('A throw-away repository with a real training on real data (Palmer penguins, CC0).');
    cpSync(example, folder, { recursive: true });
    writeFileSync(path.join(folder, '.gitignore'), 'metrics.json\ncurve.csv\n*.svg\nmodel/\n');
    tour.git(['init', '-q', '-b', 'main']);
    tour.git(['add', '-A']);
    tour.git(['commit', '-q', '-m', 'Train on penguins']);

    tour.say('1. Record a training, but forget to say which data it uses.');
    tour.lineage(['track', ...TRAIN, '--', 'node', 'train.mjs'], 0);
    tour.say('2. Registering its model is refused: the lineage is incomplete, and nothing is written.');
    tour.lineage(['register', 'penguins'], 1);
    tour.say('3. Name the data, train again, and register.');
    tour.lineage(['track', '--dataset', DATA, ...TRAIN, '--', 'node', 'train.mjs'], 0);
    tour.lineage(['register', 'penguins', '--alias', 'champion'], 0);
    tour.say('4. What is known now: the runs, the model, and the ledger, a plain git branch.');
    tour.lineage(['runs', 'ls'], 0);
    tour.lineage(['runs', 'show', tour.newestRun()], 0);
    tour.lineage(['models', 'show', 'penguins'], 0);
    tour.git(['log', '--format=%h %s', 'lineage']);
    tour.git(['ls-tree', '-r', '--name-only', 'lineage', 'runs', 'models']);
    const look = options.keep
      ? 'look around there'
      : '`quickstart --keep` leaves the repository to look around in';
    tour.say(`Next: ${look}; README.md has the six lines of YAML that do this in GitHub Actions.`);
    return 0;
  } finally {
    if (options.keep) tour.say(`The repository is at ${folder}`);
    else rmSync(temp, { recursive: true, force: true });
  }
}

/** Shows each command before it runs, and stops when one does not do what it should. */
class Tour {
  readonly #cli: string;
  readonly #folder: string;

  constructor(cli: string, folder: string) {
    this.#cli = cli;
    this.#folder = folder;
  }

  say(text: string): void {
    process.stdout.write(`\n${text}\n`);
  }

  lineage(args: readonly string[], expected: number): void {
    this.#run(['lineage-gate', ...args], [process.execPath, this.#cli, ...args], expected);
  }

  git(args: readonly string[]): void {
    this.#run(['git', ...args], ['git', ...args], 0);
  }

  /** Beginning of the id of the newest run, long enough to name it. */
  newestRun(): string {
    const argv = [this.#cli, 'runs', 'ls', '--limit', '1', '--json'];
    const ended = spawnSync(process.execPath, argv, { cwd: this.#folder, env: ownEnvironment() });
    if (ended.status !== 0) throw unexpected(['lineage-gate', 'runs'], ended);
    const [run] = JSON.parse(ended.stdout.toString('utf8')) as { run_id: string }[];
    return run?.run_id.slice(0, 12) ?? '';
  }

  #run(shown: readonly string[], argv: readonly string[], expected: number): void {
    process.stdout.write(`\n$ ${shown.map((word) => (/[\s*]/.test(word) ? `'${word}'` : word)).join(' ')}\n`);
    const [program = '', ...args] = argv;
    const ended = spawnSync(program, args, { cwd: this.#folder, stdio: 'inherit', env: ownEnvironment() });
    if (ended.status !== expected) throw unexpected(shown, ended);
  }
}

/**
 * A hook or CI job that this is started from must not reach into the throw-away repository, nor what git is configured to
 * do with every commit: sign it, run hooks.
 */
function ownEnvironment(): NodeJS.ProcessEnv {
  const person = { NAME: 'quickstart', EMAIL: 'quickstart@localhost' };
  const config = [
    ['commit.gpgSign', 'false'],
    ['core.hooksPath', devNull],
  ];
  return Object.fromEntries([
    ...Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')),
    ...Object.entries(person).flatMap(([what, value]) => [
      [`GIT_AUTHOR_${what}`, value],
      [`GIT_COMMITTER_${what}`, value],
    ]),
    ['GIT_CONFIG_COUNT', String(config.length)],
    ...config.flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]),
  ]);
}

function unexpected(shown: readonly string[], ended: SpawnSyncReturns<Buffer>): UserError {
  return new UserError({
    code: 'E_COMMAND_START',
    what: `\`${shown.slice(0, 2).join(' ')}\` ended with ${ended.status ?? ended.signal ?? ended.error?.message}`,
    where: 'quickstart',
    mend: 'Install git 2.31 or newer and Node 20 or newer; `--keep` leaves the repository to look at',
  });
}
