import { UserError } from '../../src/core/errors.js';
import type { Log } from '../../src/core/log.js';
import { createGitHub, type GitHubClient, type GitHubOptions } from '../../src/github/client.js';
import { FakeGitHub, type FakeGitHubOptions } from '../support/fake-github.js';
import { MemoryContents } from '../support/github/state.js';
import { type Permissions, TokenTable } from '../support/tokens.js';
import { liftPace } from './pace.js';

/** The fake GitHub with the repository `o/r`, and clients of ours that talk to it. */
export class Setup {
  /** Lines of the debug log. */
  readonly debug: string[] = [];
  /** Lines that a user would see. */
  readonly shown: string[] = [];

  private constructor(
    readonly github: FakeGitHub,
    readonly tokens: TokenTable,
    readonly contents: MemoryContents,
  ) {}

  static async start(
    options: Pick<FakeGitHubOptions, 'commits'> & { contents?: MemoryContents } = {},
  ): Promise<Setup> {
    const { contents = new MemoryContents() } = options;
    const tokens = new TokenTable();
    await liftPace();
    const github = await FakeGitHub.start({ tokens, ...options, contents });
    github.state.addRepository('o/r');
    return new Setup(github, tokens, contents);
  }

  client(permissions: Permissions, more: Partial<GitHubOptions> = {}): GitHubClient {
    const show = (line: string) => this.shown.push(line);
    const log: Log = { info: show, warning: show, group: show, debug: (line) => this.debug.push(line) };
    return createGitHub({
      token: this.tokens.make(permissions),
      apiUrl: `${this.github.url}/`,
      userAgent: 'lineage-gate/1.2.3',
      log,
      secondMs: 1,
      ...more,
    });
  }

  /** Ends with a check that nothing broke GitHub's description of its API or got past the debug log. */
  async close(): Promise<void> {
    await this.github.close();
    expect(this.github.violations).toEqual([]);
    expect(this.shown).toEqual([]);
  }
}

/** The first fault of the UserError that the work fails with. */
export async function faultOf(work: Promise<unknown>) {
  const error = await work.then(
    () => new Error('No error was thrown'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error;
  return error.faults[0];
}
