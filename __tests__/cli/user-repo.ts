import { spawn } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RunRecord } from '../../src/core/generated/types.js';
import { bareEnvironment, exec, execOk } from '../support/exec.js';
import { CACHED } from '../support/node24.js';
import { readFiles } from '../support/read-files.js';
import { initRepository } from '../support/repository.js';
import { makeTempDir, removeDir } from '../support/temp.js';
import type { CliResult, WarmCli } from './warm-cli.js';

export type { CliResult };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The shipped command. */
export const CLI = path.join(ROOT, 'dist', 'cli', 'index.js');

/** A training that needs nothing but Node. */
const FILES: Record<string, string> = {
  'params.json': '{"lr": 0.1, "epochs": 3, "seed": 7}\n',
  'data/orders.csv': 'id,label\n1,0\n2,1\n',
  'train.mjs': [
    "import { mkdirSync, writeFileSync } from 'node:fs';",
    "mkdirSync('out/model', { recursive: true });",
    "writeFileSync('out/model/weights.txt', 'weights');",
    `writeFileSync('out/metrics.json', '{"val_auc": 0.93, "loss": 0.214567891}');`,
    "console.log('trained');",
    '',
  ].join('\n'),
  '.gitignore': 'out/\n',
};

export const TRAIN = [
  '--param',
  'params.json',
  '--metric',
  'out/metrics.json',
  '--model',
  'out/model',
  '--',
  process.execPath,
  'train.mjs',
];
export const DATA = ['--dataset', 'orders=v2.1 data/orders.csv'];

export interface CliOptions {
  cwd?: string;
  env?: Record<string, string>;
  input?: string | Uint8Array;
}

/** A user's repository on a laptop, with the shipped command beside it and nothing of the machine's own git configuration. */
export class UserRepo {
  private constructor(
    readonly base: string,
    readonly dir: string,
    /** The environment of everything that runs in here. */
    readonly env: Record<string, string>,
    private readonly warm: WarmCli | undefined,
  ) {}

  /**
   * @param options `commit: false` leaves the branch unborn and the files untracked; `warm` runs the commands that have no
   *   environment and input of their own
   */
  static async create(
    options: { files?: Record<string, string>; commit?: boolean; warm?: WarmCli } = {},
  ): Promise<UserRepo> {
    const base = await makeTempDir('lineage-gate-user-');
    const home = path.join(base, 'home');
    await mkdir(home);
    await writeFile(
      path.join(home, '.gitconfig'),
      '[user]\n\tname = octo\n\temail = octo@users.noreply.github.com\n',
    );
    const env = { ...bareEnvironment(home), GIT_CONFIG_NOSYSTEM: '1' };
    const repo = new UserRepo(base, path.join(base, 'clf'), env, options.warm);
    await repo.write(options.files ?? FILES);
    await initRepository(repo.dir);
    if (options.commit ?? true) await repo.commit();
    return repo;
  }

  async write(files: Record<string, string | Uint8Array>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const file = path.join(this.dir, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, content);
    }
  }

  /** A symbolic link at `name`. */
  async link(target: string, name: string): Promise<void> {
    await this.folder(path.dirname(name));
    await symlink(target, path.join(this.dir, name));
  }

  async folder(name: string): Promise<void> {
    await mkdir(path.join(this.dir, name), { recursive: true });
  }

  async commit(message = 'Work'): Promise<void> {
    await this.git('add', '-A');
    await this.git('commit', '-q', '-m', message);
  }

  async git(...args: string[]): Promise<string> {
    return (await this.#git(args)).toString('utf8').trimEnd();
  }

  #git(args: readonly string[], input?: string): Promise<Buffer> {
    return execOk('git', args, { cwd: this.dir, env: this.env, input });
  }

  /** Starts the shipped command as a user does, or asks the warm one. */
  async cli(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const isPlain = options.env === undefined && options.input === undefined;
    if (this.warm !== undefined && isPlain)
      return this.warm.run(args, { dir: options.cwd ?? this.dir, env: this.env });
    const { code, stdout, stderr } = await exec(process.execPath, [...CACHED, CLI, ...args], {
      cwd: options.cwd ?? this.dir,
      env: { ...this.env, ...options.env },
      input: options.input,
    });
    return { code, bytes: stdout, stdout: stdout.toString('utf8'), stderr };
  }

  /** Like `cli`, for what has to go well. */
  async ok(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
    const result = await this.cli(args, options);
    if (result.code !== 0) throw new Error(`${args.join(' ')} exited with ${result.code}: ${result.stderr}`);
    return result;
  }

  /** Tip of the ledger branch; undefined when there is none. */
  async ledger(branch = 'lineage'): Promise<string | undefined> {
    const { code, stdout } = await exec('git', ['rev-parse', '--verify', '-q', `refs/heads/${branch}`], {
      cwd: this.dir,
      env: this.env,
    });
    return code === 0 ? stdout.toString('utf8').trim() : undefined;
  }

  /** The run records on the ledger branch, oldest first, read with git alone. */
  async runs(branch = 'lineage'): Promise<RunRecord[]> {
    if ((await this.ledger(branch)) === undefined) return [];
    const paths = (await this.git('ls-tree', '-r', '--name-only', branch, 'runs/')).split('\n');
    const records = paths.filter((name) => name.endsWith('.json')).sort();
    const files = await readFiles((args, input) => this.#git(args, input), branch, records);
    return [...files.values()].map((bytes) => JSON.parse(bytes.toString('utf8')) as RunRecord);
  }

  /** All that a user would miss if it changed: HEAD, index, configuration, files' states and all refs but the ledger. */
  async untouchable(): Promise<Record<string, string>> {
    const file = async (name: string) =>
      (await readFile(path.join(this.dir, '.git', name))).toString('base64');
    const refs = await this.git('for-each-ref', '--format=%(refname) %(objectname)');
    return {
      head: await file('HEAD'),
      index: await file('index'),
      config: await file('config'),
      refs: refs
        .split('\n')
        .filter((line) => !line.startsWith('refs/heads/lineage '))
        .join('\n'),
      status: await this.git('--no-optional-locks', 'status', '--porcelain', '--untracked-files=all'),
      stash: await this.git('stash', 'list'),
    };
  }

  /** Starts the shipped command and leaves it running. */
  start(args: readonly string[]) {
    return spawn(process.execPath, [...CACHED, CLI, ...args], {
      cwd: this.dir,
      env: this.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
  }

  async close(): Promise<void> {
    await removeDir(this.base);
  }
}
