import { mkdir } from 'node:fs/promises';
import { type Environment, type GitConfig, remoteConfig, tokenConfig } from './environment.js';
import type { GitCall, GitResult } from './git.js';
import { ObjectStore } from './object-store.js';
import { gitOf, type Outside, readOutside } from './outside.js';
import { PROMISOR, REMOTE } from './remote-commands.js';
import { removeStaleLocks } from './stale-locks.js';

export interface ServerOptions {
  /** `https://server/owner/name`; `http://` and paths of repositories work too. */
  url: string;
  /** Sent with each request as git over HTTP takes it; without one the repository must be open to all. */
  token?: string;
  env: Environment;
  signal?: AbortSignal;
  /** The git program and how it reaches servers, as an earlier moment knew them. Default: as they are at the first command. */
  outside?: () => Promise<Outside>;
}

/** Milliseconds for one command that talks to the server. */
const TIMEOUT = 120_000;

/** A repository on a server, and bare ones of ours that talk to it. */
export class Server {
  readonly #options: ServerOptions;
  readonly #partial = new WeakSet<ObjectStore>();
  #outside: Promise<Outside> | undefined;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  get hasToken(): boolean {
    return this.#token !== '';
  }

  /**
   * A repository of ours, made when it is not there.
   * @param isPartial whether it may lack what the server has
   * @throws UserError E_GIT_MISSING, E_GIT_REFUSED
   */
  async open(folder: string, { isPartial }: { isPartial: boolean }): Promise<ObjectStore> {
    const { env, signal, outside = () => readOutside('git', env) } = this.#options;
    await mkdir(folder, { recursive: true });
    await removeStaleLocks(folder);
    this.#outside ??= outside();
    const git = gitOf(await this.#outside, { folder, env, signal });
    await git.requireVersion();
    await git.ok(['init', '--quiet', '--bare', '--template=', '--object-format=sha1', folder]);
    const store = new ObjectStore(git.with({ gitDir: folder }), 'sha1', folder);
    if (isPartial) this.#partial.add(store);
    return store;
  }

  isPartial(store: ObjectStore): boolean {
    return this.#partial.has(store);
  }

  /** A command that talks to the server as {@link REMOTE}. Address and credentials are in its environment and nowhere else. */
  talk(store: ObjectStore, args: readonly string[], call: GitCall = {}): Promise<GitResult> {
    const { url } = this.#options;
    const config: GitConfig = [
      ...remoteConfig(REMOTE, url),
      // Only these commands see a promisor: a local one that lacks an object must say so and not fetch it by itself.
      ...(this.isPartial(store) ? PROMISOR : []),
      ...(this.hasToken ? tokenConfig(url, this.#token) : []),
      ...(call.config ?? []),
    ];
    return store.git.run(args, { ...call, config, timeout: TIMEOUT });
  }

  get #token(): string {
    return this.#options.token ?? '';
  }
}
