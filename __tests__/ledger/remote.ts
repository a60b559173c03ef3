import type { Ledger } from '../../src/ledger/ledger.js';
import type { BareRepo } from '../support/bare-repo.js';
import { GitServer } from '../support/git-server.js';
import { READ_WRITE } from '../support/tokens.js';
import { Folders, type RemoteChanges, remoteLedger } from './fixtures.js';

/** A git server, a token that may write there, and folders that go with it. */
export class Remote {
  readonly folders = new Folders();
  #made = 0;

  private constructor(
    readonly server: GitServer,
    readonly token: string,
  ) {}

  static async start(): Promise<Remote> {
    const server = await GitServer.start();
    return new Remote(server, server.tokens.make(READ_WRITE));
  }

  /** A repository of its own, without a ledger. */
  async repository(): Promise<{ repo: BareRepo; url: string }> {
    this.#made += 1;
    const name = `octo/repo-${this.#made}`;
    return { repo: await this.server.createRepo(name), url: this.server.url(name) };
  }

  /** The ledger as a machine has it that has seen nothing of it yet. */
  async open(url: string, changes: Partial<RemoteChanges> = {}): Promise<Ledger> {
    return remoteLedger({ url, token: this.token, folder: await this.folders.make(), ...changes });
  }

  async close(): Promise<void> {
    await this.server.close();
    await this.folders.remove();
  }
}
