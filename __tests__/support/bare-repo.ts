import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec, execOk, gitEnvironment } from './exec.js';
import { type Change, changedTree, type ObjectKind, readLoose, writeLoose } from './objects.js';
import { readRef, writeRef } from './refs.js';
import { type Ruleset, rulesetHook } from './rulesets.js';

/** Path to content. */
export type Files = Record<string, string | Uint8Array>;

export interface CommitOptions {
  /** A branch name, or a full ref (`refs/pull/7/head`). Default `main`. */
  branch?: string;
  message?: string;
  /** Default: the ref's commit, or none when the ref does not exist yet. */
  parents?: string[];
  remove?: string[];
  /** Seconds since 1970. Default: now. */
  date?: number;
}

export interface LogEntry {
  sha: string;
  parents: string[];
  author: string;
  /** The whole message. */
  message: string;
}

/** What a server allows. Written at once, since `git config` takes a process for each. */
const SETTINGS = `
[http]
	receivepack = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[gc]
	auto = 0
[receive]
	autogc = false
`;

/** What `git init` has written into the first repository, for all others: `HEAD` and `config`. */
let fresh: Promise<Files> | undefined;

/** A bare repository on disk, changed and read with git plumbing, and without git where its files say it all. */
export class BareRepo {
  private constructor(
    readonly dir: string,
    /** `owner/name`. */
    readonly fullName: string,
  ) {}

  static async create(dir: string, fullName: string): Promise<BareRepo> {
    await mkdir(dir, { recursive: true });
    const repo = new BareRepo(dir, fullName);
    if (fresh === undefined) {
      fresh = initialised(dir);
      await fresh;
      return repo;
    }
    for (const [name, content] of Object.entries(await fresh)) await writeFile(join(dir, name), content);
    const folders = ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags'];
    for (const folder of folders) await mkdir(join(dir, folder), { recursive: true });
    return repo;
  }

  git(args: readonly string[], input?: string | Uint8Array): Promise<Buffer> {
    return execOk('git', ['--git-dir', this.dir, ...args], { env: gitEnvironment(), input });
  }

  /** Adds one commit that writes `files` over the parent's tree. @returns its sha */
  async commit(files: Files, options: CommitOptions = {}): Promise<string> {
    const branch = options.branch ?? 'main';
    const ref = branch.startsWith('refs/') ? branch : `refs/heads/${branch}`;
    const tip = await this.resolve(ref);
    const parents = options.parents ?? (tip ? [tip] : []);
    const seconds = options.date ?? Math.floor(Date.now() / 1000);
    const [first] = parents;
    const removed = (options.remove ?? []).map((path): Change => [path, null]);
    const added = Object.entries(files).map(([path, content]): Change => [path, Buffer.from(content)]);
    const read = (kind: ObjectKind, id: string) => this.#read(kind, id);
    const before = first === undefined ? '' : (await read('commit', first)).toString();
    let tree = /^tree (\w+)\n/.exec(before)?.[1];
    for (const changes of removed.length > 0 ? [removed, added] : [added]) {
      tree = await changedTree(this.dir, { base: tree, changes, read });
    }
    const who = `octo <octo@users.noreply.github.com> ${seconds} +0000`;
    const head = [`tree ${tree}`, ...parents.map((parent) => `parent ${parent}`), `author ${who}`];
    const text = [...head, `committer ${who}`, '', options.message ?? 'change'].join('\n');
    const sha = writeLoose(this.dir, 'commit', Buffer.from(text));
    await this.updateRef(ref, sha);
    return sha;
  }

  async #read(kind: ObjectKind, id: string): Promise<Buffer> {
    return readLoose(this.dir, kind, id) ?? this.git(['cat-file', kind, id]);
  }

  /** Merges two commits and makes a commit of it, on no branch. @returns its sha */
  async merged(
    [one, other]: readonly [string, string],
    { parents, message }: { parents: readonly string[]; message: string },
  ): Promise<string> {
    const tree = (await this.git(['merge-tree', '--write-tree', one, other])).toString().trim();
    return this.commitTree(tree, { parents, message });
  }

  /** The change of a commit, made again on top of another one. @returns its sha */
  async picked(sha: string, onto: string): Promise<string> {
    const parent = (await this.resolve(`${sha}^`)) ?? '';
    // A commit of the other side's files, so that the merge begins with the change's own parent.
    const side = await this.commitTree(`${onto}^{tree}`, { parents: [parent], message: 'side' });
    const tree = (await this.git(['merge-tree', '--write-tree', side, sha])).toString().trim();
    return this.commitTree(tree, { parents: [onto], message: `picked ${sha}` });
  }

  async commitTree(
    tree: string,
    { parents, message }: { parents: readonly string[]; message: string },
  ): Promise<string> {
    const person = ['-c', 'user.name=octo', '-c', 'user.email=octo@users.noreply.github.com'];
    const onto = parents.flatMap((parent) => ['-p', parent]);
    return (await this.git([...person, 'commit-tree', tree, ...onto, '-m', message])).toString().trim();
  }

  /** @param sha of an object that is there */
  async updateRef(ref: string, sha: string): Promise<void> {
    if (!writeRef(this.dir, ref, sha)) await this.git(['update-ref', ref, sha]);
  }

  /** Brings objects and one ref over from another repository on disk. */
  async fetchFrom(other: BareRepo, refspec: string): Promise<void> {
    await this.git(['fetch', '-q', '--no-tags', other.dir, refspec]);
  }

  /** The object a revision names, `undefined` when there is none. */
  async resolve(revision: string): Promise<string | undefined> {
    if (/^[0-9a-f]{40}$/.test(revision)) return revision;
    // Most of what is asked is the tip of a branch, and a process for each would take a tenth of the time of some suites.
    const tip = await readRef(this.dir, revision);
    if (tip !== undefined) return tip ?? undefined;
    const result = await exec('git', ['--git-dir', this.dir, 'rev-parse', '-q', '--verify', revision], {
      env: gitEnvironment(),
    });
    return result.code === 0 ? result.stdout.toString().trim() : undefined;
  }

  /** A file's bytes, `undefined` when the revision has no such file. */
  readFile(revision: string, path: string): Promise<Buffer | undefined> {
    const name = `${revision}:${path}`;
    return this.answer(['cat-file', 'blob', name], name);
  }

  /** All file paths of a revision, sorted bytewise; none when the revision does not exist. */
  async listFiles(revision: string, under?: string): Promise<string[]> {
    const args = ['ls-tree', '-r', '-z', '--full-tree', '--name-only', revision];
    const out = await this.answer(under === undefined ? args : [...args, '--', under], revision);
    return (out ?? '').toString('utf8').split('\0').filter(Boolean);
  }

  /** Full ref name to object id. */
  async refs(): Promise<Record<string, string>> {
    const out = (await this.git(['for-each-ref', '--format=%(refname) %(objectname)'])).toString();
    return Object.fromEntries(
      out
        .split('\n')
        .filter(Boolean)
        .map((one) => one.split(' ') as [string, string]),
    );
  }

  /** Newest first. */
  async log(revision: string): Promise<LogEntry[]> {
    const out = await this.answer(['log', '-z', '--format=%H%x01%P%x01%an <%ae>%x01%B', revision], revision);
    return (out ?? '')
      .toString('utf8')
      .split('\0')
      .filter(Boolean)
      .map((entry) => {
        const [sha = '', parents = '', author = '', message = ''] = entry.split('\x01');
        return { sha, parents: parents.split(' ').filter(Boolean), author, message };
      });
  }

  /** Like `git`, but `undefined` when the command fails because there is nothing of this name. */
  private async answer(args: readonly string[], name: string): Promise<Buffer | undefined> {
    const { code, stdout, stderr } = await exec('git', ['--git-dir', this.dir, ...args], {
      env: gitEnvironment(),
    });
    if (code === 0) return stdout;
    if ((await this.resolve(name)) === undefined) return undefined;
    throw new Error(`git ${args.join(' ')} exited with ${code}: ${stderr.trim()}`);
  }

  /** Throws with git's words when an object is broken or missing. */
  async fsck(): Promise<void> {
    await this.git(['fsck', '--full', '--strict', '--no-dangling']);
  }

  /** Refuses pushes to these branches by a real hook, in GitHub's words. An empty list lifts it. */
  async protect(branches: readonly string[]): Promise<void> {
    if (branches.length === 0) return rm(this.#hook, { force: true });
    const cases = branches.map((branch) => `    '${`refs/heads/${branch}`.replaceAll("'", "'\\''")}')`);
    const script = [
      '#!/bin/sh',
      'status=0',
      'while read -r old new ref; do',
      '  case "$ref" in',
      ...cases.flatMap((one) => [
        one,
        '      echo "error: GH006: Protected branch update failed for $ref." >&2',
        '      echo "error: Changes must be made through a pull request." >&2',
        '      status=1 ;;',
      ]),
      '  esac',
      'done',
      'exit $status',
      '',
    ];
    await this.#receiveBy(script.join('\n'));
  }

  /** Keeps rulesets from now on, in place of what {@link protect} refuses. @param apps login by id of each App */
  async enforce(rulesets: readonly Ruleset[], apps: Readonly<Record<number, string>> = {}): Promise<void> {
    await this.#receiveBy(rulesetHook(rulesets, apps));
  }

  get #hook(): string {
    return join(this.dir, 'hooks', 'pre-receive');
  }

  async #receiveBy(script: string): Promise<void> {
    await mkdir(join(this.dir, 'hooks'), { recursive: true });
    await writeFile(this.#hook, script);
    await chmod(this.#hook, 0o755);
  }
}

/** Has git make a repository. @returns the files that a new one consists of */
async function initialised(dir: string): Promise<Files> {
  // An empty template: hooks and excludes of the machine must not get in.
  await execOk('git', ['init', '-q', '--bare', '--template=', '--initial-branch=main', dir], {
    env: gitEnvironment(),
  });
  await appendFile(join(dir, 'config'), SETTINGS);
  const names = ['HEAD', 'config'];
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name))] as const)),
  );
}
