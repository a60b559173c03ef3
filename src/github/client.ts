import type { Octokit } from '@octokit/rest';
import type { Log } from '../core/log.js';
import { withoutTrailing } from '../core/without-trailing.js';
import { apiFault, isApiAnswer, mayWait } from './faults.js';

/** What a call is for, so that its failure can be explained. */
export interface Purpose {
  /** Ends the sentence "The GitHub API did not let us …", e.g. `read artifact 7 of o/r`. */
  what: string;
  /** Permission of the job that it needs, as in a workflow: `actions: read`. */
  permission: string;
  /** What to do where GitHub does not let the token in. Default: give the job the permission. */
  mend?: string;
  /** Statuses that are an answer, not a failure; the call gives null for them. */
  nullOn?: readonly number[];
}

export interface GitHubClient {
  readonly log: Log;
  /**
   * Makes one or more requests, repeated where GitHub asks for patience.
   * @throws UserError E_GITHUB_API when GitHub cannot be reached, refuses or keeps failing
   */
  call<T>(purpose: Purpose, work: (octokit: Octokit) => Promise<T>): Promise<T | null>;
}

export interface GitHubOptions {
  /** Empty: requests are made without a token. */
  token: string;
  /** Where a person's own token was found, e.g. `GH_TOKEN`. Left out: it is that of a job. */
  tokenFrom?: string;
  /** e.g. `https://api.github.com`, without a final slash needed. */
  apiUrl: string;
  /** Name and version of this tool. */
  userAgent: string;
  log: Log;
  /** Makes the requests; the edge passes one that knows the machine's proxy. Default: the one of Node. */
  fetch?: typeof fetch;
  /** Milliseconds that one request may take. */
  timeoutMs?: number;
  /** Milliseconds that a second of waiting takes; tests shorten it. */
  secondMs?: number;
}

const RETRIES = 3;
/** So many writes are made as they come, and after them one a second, as GitHub asks of who makes many. A job makes a few. */
const WRITES_AT_ONCE = 10;

/** A client whose library is loaded when it is first used, since loading it takes longer than all else at start. */
export function createGitHub(options: GitHubOptions): GitHubClient {
  let octokit: Promise<Octokit> | undefined;
  return {
    log: options.log,
    async call(purpose, work) {
      octokit ??= makeOctokit(options);
      const client = await octokit;
      try {
        return await work(client);
      } catch (error) {
        if (!isApiAnswer(error)) throw error;
        if (purpose.nullOn?.includes(error.status) === true) return null;
        throw apiFault(error, purpose, options);
      }
    },
  };
}

async function makeOctokit(options: GitHubOptions): Promise<Octokit> {
  const [{ Octokit: Base }, { retry }, { throttling }, { default: Bottleneck }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
    import('bottleneck/light.js'),
  ]);
  const { token, log, timeoutMs = 30_000, secondMs = 1_000 } = options;
  const debug = (line: string) => log.debug(`octokit: ${line}`);
  const wait = (kind: string) => (seconds: number, request: object, _: unknown, retries: number) => {
    const again = retries < RETRIES && mayWait(seconds);
    const { method, url } = request as { method?: string; url?: string };
    debug(
      `${kind} rate limit at ${method} ${url}: ${again ? `again in ${seconds} s` : `not waited for (${seconds} s)`}`,
    );
    return again;
  };
  return new (Base.plugin(retry, throttling))({
    auth: token === '' ? undefined : token,
    baseUrl: withoutTrailing(options.apiUrl, '/'),
    userAgent: options.userAgent,
    log: { debug, info: debug, warn: debug, error: debug },
    request: { fetch: limited(options.fetch ?? fetch, timeoutMs) },
    // 429 is the throttling plugin's: with both at it, the waits would multiply.
    retry: {
      retries: RETRIES,
      retryAfterBaseValue: secondMs,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: {
      retryAfterBaseValue: secondMs,
      // By itself the plugin has every write wait for a second, graph queries too: most of the time of a gate.
      write: new Bottleneck.Group({
        maxConcurrent: 1,
        reservoir: WRITES_AT_ONCE,
        reservoirIncreaseMaximum: WRITES_AT_ONCE,
        reservoirIncreaseAmount: 1,
        reservoirIncreaseInterval: secondMs,
      }),
      onRateLimit: wait('primary'),
      onSecondaryRateLimit: wait('secondary'),
    },
  });
}

/** Without a limit of our own a connection that went silent would hold the job for five minutes. */
function limited(plain: typeof fetch, timeoutMs: number): typeof fetch {
  return async (url, init) => {
    try {
      return await plain(url, { ...init, signal: AbortSignal.timeout(timeoutMs) });
    } catch (error) {
      if ((error as Error).name !== 'TimeoutError') throw error;
      throw new Error(`there was no answer within ${timeoutMs / 1000} s`, { cause: error });
    }
  };
}
