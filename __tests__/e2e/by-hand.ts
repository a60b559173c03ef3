import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exec, execOk, gitEnvironment } from '../support/exec.js';
import type { GitHubWorld } from '../support/github-world.js';

/** A clone of somebody who may push, past the tool. */
export async function clone(world: GitHubWorld, { login = 'mallory' } = {}) {
  const token = world.tokens.make({});
  world.tokens.set(token, { login, permissions: { contents: 'write' } });
  const folder = join(world.root, `clone-${token}`);
  const url = world.git.url(world.repository).replace('://', `://x-access-token:${token}@`);
  const env = gitEnvironment();
  const person = ['-c', 'user.name=mallory', '-c', 'user.email=mallory@example.org'];
  const git = (...args: string[]) => execOk('git', ['-C', folder, ...person, ...args], { env });
  await execOk('git', ['clone', '-q', url, folder], { env });
  return {
    folder,
    git,
    /** To the ledger's newest commit. */
    async onLedger() {
      await git('fetch', '-q', 'origin', 'lineage');
      await git('checkout', '-q', '--detach', 'FETCH_HEAD');
    },
    async commit(files: Record<string, string | Uint8Array>) {
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), content);
      }
      await git('add', '-A');
      await git('commit', '-q', '-m', 'by hand');
    },
    /** @returns the words of the refusal; empty when the push was taken */
    async push(refspec: string): Promise<string> {
      const { code, stderr } = await exec('git', ['-C', folder, 'push', '-q', 'origin', refspec], { env });
      return code === 0 ? '' : stderr;
    },
  };
}
