import { tmpdir } from 'node:os';
import { findOnPath, runProgram } from '../collect/program.js';
import { UserError } from '../core/errors.js';
import { gitEnvironment } from '../core/git-environment.js';
import { isPlanted, openRepository } from '../ledger/git/repository.js';
import type { Place } from './place.js';

/** A token of the user's own, and where it was found, as messages say it. */
export interface Token {
  value: string;
  from: string;
}

/** The server, and the repository where it is a matter of one. */
type Where = Pick<Place, 'host' | 'isNamed'> & Partial<Pick<Place, 'owner' | 'repo'>>;

export interface TokenOptions {
  env: Readonly<Record<string, string | undefined>>;
  /** Absolute root of the user's repository; null where there is none. */
  root: string | null;
  /** Milliseconds that a program may take; one that asks a person would wait for ever. */
  patience?: number;
}

const PATIENCE = 15_000;
const MOST_BYTES = 64 * 1024;
const VARIABLES = ['GH_TOKEN', 'GITHUB_TOKEN'] as const;

/**
 * The token that the user has for a server: of the variables, else of the program `gh`, else of git's own credentials. Nobody is asked.
 * What the variables hold goes to no server that only the remote of a repository names: whoever is cloned from would choose who gets it.
 * @returns null where there is none
 * @throws UserError E_INPUT_INVALID for a variable that holds no token
 */
export async function findToken(place: Where, options: TokenOptions): Promise<Token | null> {
  const { env } = options;
  const variable = place.isNamed ? VARIABLES.find((name) => (env[name] ?? '').trim() !== '') : undefined;
  if (variable !== undefined) return { value: fromVariable(variable, env[variable] ?? ''), from: variable };
  return (await fromGh(place.host, options)) ?? (await fromGit(place, options));
}

/**
 * @param purpose what takes the token, the beginning of a sentence
 * @throws UserError E_INPUT_MISSING, with all that was looked at
 */
export async function requireToken(place: Where, purpose: string, options: TokenOptions): Promise<Token> {
  const token = await findToken(place, options);
  if (token !== null) return token;
  throw noToken(place, purpose);
}

export function noToken({ host, isNamed }: Where, purpose: string): UserError {
  const variables = isNamed
    ? 'set GH_TOKEN'
    : `set GH_TOKEN and GITHUB_SERVER_URL=https://${host}, which says that the token is for that server`;
  return new UserError({
    code: 'E_INPUT_MISSING',
    what: `${purpose} takes a token for ${host}, and none was found in GH_TOKEN, in GITHUB_TOKEN, with \`gh auth token\` or among git's credentials`,
    where: 'environment GH_TOKEN',
    mend: `Log in with \`gh auth login\`, or ${variables}`,
  });
}

function fromVariable(name: string, text: string): string {
  const value = tokenIn(text);
  if (value !== null) return value;
  const what = `${name} holds blanks or characters that no token has`;
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what,
    where: `environment ${name}`,
    mend: 'Set it to the token alone',
  });
}

/** Of whichever folder of the PATH, never of the one that the user stands in. */
async function fromGh(host: string, { env, patience = PATIENCE }: TokenOptions): Promise<Token | null> {
  const [gh] = findOnPath(process.platform === 'win32' ? 'gh.exe' : 'gh', { env });
  if (gh === undefined) return null;
  const quiet = { ...env, GH_PROMPT_DISABLED: '1', GH_NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' };
  const options = { cwd: tmpdir(), env: quiet, timeoutMs: patience, maxBytes: MOST_BYTES };
  const { code, stdout } = await runProgram([gh, 'auth', 'token', '--hostname', host], options);
  const value = code === 0 ? tokenIn(stdout.toString('utf8')) : null;
  return value === null ? null : { value, from: '`gh auth token`' };
}

/** As git itself would send it to that server, with whatever helper is configured. */
async function fromGit(
  { host, owner, repo }: Where,
  { env, root, patience = PATIENCE }: TokenOptions,
): Promise<Token | null> {
  const description = [
    'protocol=https',
    `host=${host}`,
    ...(owner && repo ? [`path=${owner}/${repo}.git`] : []),
  ];
  const silent = [
    ['core.askPass', ''],
    ['credential.interactive', 'false'],
  ] as const;
  const { code, stdout } = await runProgram(['git', 'credential', 'fill'], {
    cwd: await ownFolder(root, env),
    env: { ...gitEnvironment(env, silent), GCM_INTERACTIVE: 'never', SSH_ASKPASS_REQUIRE: 'never' },
    input: `${description.join('\n')}\n\n`,
    timeoutMs: patience,
    maxBytes: MOST_BYTES,
  });
  if (code !== 0) return null;
  const password = /^password=(.*)$/m.exec(stdout.toString('utf8'))?.[1] ?? '';
  const value = tokenIn(password);
  return value === null ? null : { value, from: "git's credentials" };
}

/** The repository's own configuration may name a helper, which is a program: not where others may have brought it. */
async function ownFolder(root: string | null, env: TokenOptions['env']): Promise<string> {
  if (root === null) return tmpdir();
  const store = await openRepository({ folder: root, env });
  return (await isPlanted(store, env)) ? tmpdir() : root;
}

function tokenIn(text: string): string | null {
  const value = text.trim();
  return /^[\x21-\x7e]{1,4096}$/.test(value) ? value : null;
}
