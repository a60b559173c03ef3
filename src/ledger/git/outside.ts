import { delimiter, dirname, isAbsolute } from 'node:path';
import { UserError } from '../../core/errors.js';
import { printable } from '../../core/printable.js';
import { type Environment, type GitConfig, sealedEnvironment } from './environment.js';
import { Git, type GitOptions } from './git.js';

/**
 * What the git commands of a ledger on a server take from outside. It is read once, before code that nobody trusts has run; what is
 * planted later in a folder of PATH or in a configuration leads no command elsewhere.
 */
export interface Outside {
  /** The git program; null when there is none. */
  program: string | null;
  /** What is configured of the way to the server. */
  config: GitConfig;
}

/**
 * How a server is reached, and whom to trust on the way. Not where it is, what else is run or written down, and not that certificates
 * need no checking.
 */
const OF_THE_WAY =
  /^(?:core\.longpaths|http\.(?:.+\.)?(?:proxy|proxyauthmethod|proxyssl\w+|ssl(?!verify$|try$)\w+|schannel\w+|pinnedpubkey|version|emptyauth|delegation|postbuffer|lowspeed\w+|keepalive\w+|maxretries|retryafter|maxretrytime))$/;

/** Lines of a repository would not come from outside. */
const SCOPES: readonly string[] = ['system', 'global', 'command'];

/**
 * @param program name or path of git; null when there is none
 * @throws UserError E_GIT_REFUSED when git cannot read its configuration, E_GIT_MISSING
 */
export async function readOutside(program: string | null, env: Environment): Promise<Outside> {
  if (program === null) return { program, config: [] };
  const git = new Git({ program, folder: '/', env });
  const listed = await git.run(['config', '--list', '--includes', '--show-scope', '-z']);
  if (listed.code !== 0) {
    const [first = ''] = listed.stderr.replace(/^(?:fatal|error): /, '').split('\n');
    throw new UserError({
      code: 'E_GIT_REFUSED',
      what: `git cannot read its configuration (${printable(first).slice(0, 300)})`,
      mend: 'Mend what git names; `git config --list` says the same',
    });
  }
  return { program, config: wayIn(listed.stdout.toString('utf8')) };
}

/** @param listed scope, NUL, key, line feed, value, NUL; and so on */
function wayIn(listed: string): GitConfig {
  const parts = listed.split('\0');
  const config: [string, string][] = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [key = '', ...value] = (parts[at + 1] ?? '').split('\n');
    if (!SCOPES.includes(parts[at] ?? '') || !OF_THE_WAY.test(key)) continue;
    // A key that stands alone is true.
    config.push([key, value.length === 0 ? 'true' : value.join('\n')]);
  }
  return config;
}

/** Git as it was found outside, and nothing else of what is there by now. */
export function gitOf({ program, config }: Outside, options: Omit<GitOptions, 'program'>): Git {
  const env = sealedEnvironment(options.env, config);
  if (program === null || !isAbsolute(program)) return new Git({ ...options, env, program });
  const name = Object.keys(env).find((one) => one.toUpperCase() === 'PATH') ?? 'PATH';
  // Git starts itself again by its name, where its own folder of programs has none.
  const path = [dirname(program), env[name] ?? ''].join(delimiter);
  return new Git({ ...options, env: { ...env, [name]: path }, program });
}
