import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { appendFile, chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { execOk, gitEnvironment } from '../../support/exec.js';

export const BRANCH = 'refs/heads/lineage';
export const INBOX = 'refs/lineage/inbox/';

/** Full ref name to object id. */
export type Refs = ReadonlyMap<string, string>;

/** The server's side: a bare repository on disk, of which a file is a ref and nothing is packed away. */
export class Repo {
  constructor(readonly dir: string) {}

  /** @param template a repository that is copied */
  static async copy(template: string, dir: string): Promise<Repo> {
    await cp(template, dir, { recursive: true });
    return new Repo(dir);
  }

  async git(args: readonly string[], input?: string): Promise<Buffer> {
    return execOk('git', ['--git-dir', this.dir, ...args], { env: gitEnvironment(), input });
  }

  refs(): Map<string, string> {
    if (existsSync(join(this.dir, 'packed-refs'))) throw new Error('refs were packed');
    const refs = new Map<string, string>();
    const walk = (folder: string) => {
      for (const entry of readdirSync(join(this.dir, folder), { withFileTypes: true })) {
        const name = `${folder}/${entry.name}`;
        if (entry.isDirectory()) walk(name);
        else if (!name.endsWith('.lock')) refs.set(name, readFileSync(join(this.dir, name), 'utf8').trim());
      }
    };
    walk('refs');
    return refs;
  }

  /** Somebody else changes the branch, by hand. */
  async change(name: string): Promise<void> {
    const tip = this.refs().get(BRANCH);
    if (tip === undefined) return;
    const stream = `commit ${BRANCH}\ncommitter x <x@y> 1700000000 +0000\ndata 1\nx\nfrom ${tip}\nM 100644 inline index/other/${name}.json\ndata 2\n{}\n`;
    await this.git(['fast-import', '--quiet'], stream);
  }

  /** From now on a hook refuses the branch, or the server hides parked refs. */
  async refuse(what: 'branch' | 'inbox'): Promise<void> {
    if (what === 'inbox')
      return appendFile(join(this.dir, 'config'), '[receive]\n\thideRefs = refs/lineage\n');
    const hook = join(this.dir, 'hooks', 'update');
    await mkdir(dirname(hook), { recursive: true });
    await writeFile(
      hook,
      `#!/bin/sh\n[ "$1" != ${BRANCH} ] || { echo 'error: GH006: Protected branch update failed' >&2; exit 1; }\n`,
    );
    await chmod(hook, 0o755);
  }

  async refuseNothing(): Promise<void> {
    await rm(join(this.dir, 'hooks'), { recursive: true, force: true });
    const config = await readFile(join(this.dir, 'config'), 'utf8');
    await writeFile(
      join(this.dir, 'config'),
      config.replaceAll('[receive]\n\thideRefs = refs/lineage\n', ''),
    );
  }

  /** Makes another repository show this one's objects and other refs: what this one was like a moment ago. */
  async showAs(dir: string, refs: Refs): Promise<void> {
    await rm(join(dir, 'refs'), { recursive: true, force: true });
    await mkdir(join(dir, 'objects', 'info'), { recursive: true });
    await mkdir(join(dir, 'refs', 'heads'), { recursive: true });
    await writeFile(join(dir, 'objects', 'info', 'alternates'), `${join(this.dir, 'objects')}\n`);
    for (const file of ['config', 'HEAD']) await cp(join(this.dir, file), join(dir, file));
    for (const [ref, id] of refs) {
      await mkdir(dirname(join(dir, ref)), { recursive: true });
      await writeFile(join(dir, ref), `${id}\n`);
    }
  }
}
