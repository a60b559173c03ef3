import path from 'node:path';
import { type Environment, envValue, findOnPath, type Search } from '../program.js';

export interface Startable {
  argv: readonly string[];
  /** The arguments are passed as they are, not quoted. */
  verbatim?: boolean;
}

/**
 * What Windows can start in place of a batch file, which is what `npm` and `conda` are there: cmd, with every character
 * escaped that means something to it. All else stays as it is.
 */
export function startable(command: Startable & { env: Environment }, isFile?: Search['isFile']): Startable {
  const { argv, env, verbatim } = command;
  const [program = '', ...args] = argv;
  if (verbatim) return command;
  const found = /[\\/]/.test(program) ? program : findOnPath(program, { env, platform: 'win32', isFile })[0];
  if (found === undefined || !/\.(?:cmd|bat)$/i.test(found)) return command;
  const line = [
    escaped(path.win32.normalize(found)),
    ...args.map((arg) => escaped(escaped(quoted(arg)))),
  ].join(' ');
  const cmd = envValue(env, 'ComSpec', 'win32') ?? 'cmd.exe';
  return { argv: [cmd, '/d', '/s', '/c', `"${line}"`], verbatim: true };
}

/** In quotes as programs read their command line: backslashes double before a quote. */
function quoted(arg: string): string {
  return `"${arg.replace(/(?<!\\)(\\*)"/g, '$1$1\\"').replace(/(?<!\\)(\\*)$/, '$1$1')}"`;
}

/** Once for the line that cmd reads, and for arguments once more, since batch files pass them on to a line of their own. */
function escaped(text: string): string {
  return text.replace(/[()[\]%!^"`<>&|;, *?]/g, '^$&');
}
