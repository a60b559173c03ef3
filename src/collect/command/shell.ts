import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors.js';
import { type Environment, envValue, findOnPath, type Search } from '../program.js';

interface BuiltInShell {
  extension: string;
  /** Arguments for a script at this path. */
  args(scriptPath: string): string[];
}

/** What each `shell:` means to the Actions runner. */
const BUILT_IN: ReadonlyMap<string, BuiltInShell> = new Map([
  ['bash', { extension: '.sh', args: (script) => ['--noprofile', '--norc', '-eo', 'pipefail', script] }],
  ['sh', { extension: '.sh', args: (script) => ['-e', script] }],
  ['python', { extension: '.py', args: (script) => [script] }],
  ['pwsh', { extension: '.ps1', args: powershellArgs }],
  ['powershell', { extension: '.ps1', args: powershellArgs }],
  [
    'cmd',
    { extension: '.cmd', args: (script) => ['/D', '/E:ON', '/V:OFF', '/S', '/C', `"CALL "${script}""`] },
  ],
]);

function powershellArgs(script: string): string[] {
  return ['-command', `. '${script.replaceAll("'", "''")}'`];
}

export interface ShellCommand {
  argv: string[];
  /** Windows only: the arguments are passed as they are, since cmd has quoting rules of its own. */
  verbatim: boolean;
}

export interface ShellOptions {
  /** As in a workflow: a name, or a template with `{0}` for the script's path. */
  shell: string;
  /** Absolute. */
  scriptPath: string;
  env: Environment;
  platform?: NodeJS.Platform;
  isFile?: Search['isFile'];
}

/**
 * The command that runs a script in a shell, as the Actions runner would.
 * @throws UserError E_INPUT_INVALID for a shell that is neither known nor a template
 */
export function shellCommand(options: ShellOptions): ShellCommand {
  const { scriptPath, env, platform = process.platform, isFile } = options;
  const { program, template, builtIn } = parseShell(options.shell);
  const command = resolveProgram(program, { env, platform, isFile });
  if (builtIn !== undefined && template.length === 0) {
    const verbatim = platform === 'win32' && program === 'cmd';
    return { argv: [command, ...builtIn.args(scriptPath)], verbatim };
  }
  return { argv: [command, ...template.map((part) => filledIn(part, scriptPath))], verbatim: false };
}

export interface ScriptOptions {
  /** The text of the `run` input. */
  script: string;
  shell: string;
  /** Absolute folder that exists, e.g. the runner's temporary one. */
  folder: string;
  /** Of the file, without an extension; unique in the folder. */
  name: string;
  platform?: NodeJS.Platform;
}

/**
 * Writes the script with the file extension, line ends and first and last lines that its shell needs.
 * @returns absolute path of the file
 * @throws UserError E_INPUT_INVALID for a shell that is neither known nor a template
 */
export async function writeScript(options: ScriptOptions): Promise<string> {
  const { script, shell, folder, name, platform = process.platform } = options;
  const { program, builtIn } = parseShell(shell);
  const file = path.join(folder, name + (builtIn?.extension ?? ''));
  const text = [...firstLines(program), script, ...lastLines(program)].join('\n').replaceAll('\r\n', '\n');
  // `wx`: a link that lies there already is not followed.
  await writeFile(file, platform === 'win32' ? text.replaceAll('\n', '\r\n') : text, { flag: 'wx' });
  return file;
}

function firstLines(program: string): string[] {
  if (program === 'cmd') return ['@echo off'];
  return isPowershell(program) ? ["$ErrorActionPreference = 'stop'"] : [];
}

/** PowerShell would otherwise end with 0 or 1, whatever the last program's exit code was. */
function lastLines(program: string): string[] {
  return isPowershell(program)
    ? ['if ((Test-Path -LiteralPath variable:\\LASTEXITCODE)) { exit $LASTEXITCODE }']
    : [];
}

function isPowershell(program: string): boolean {
  return program === 'pwsh' || program === 'powershell';
}

interface ParsedShell {
  program: string;
  /** Arguments with `{0}` still in them; empty for a bare name. */
  template: string[];
  /** As in the runner, `bash -x {0}` is still bash when it comes to the script's extension. */
  builtIn: BuiltInShell | undefined;
}

function parseShell(shell: string): ParsedShell {
  const [first = '', ...template] = splitArguments(shell);
  const lower = first.toLowerCase();
  const builtIn = BUILT_IN.get(lower);
  const usable =
    template.length === 0 ? builtIn !== undefined : template.some((part) => part.includes('{0}'));
  if (!usable) throw unknownShell(shell, template.length > 0);
  return { program: builtIn === undefined ? first : lower, template, builtIn };
}

function unknownShell(shell: string, hasArguments: boolean): UserError {
  const names = [...BUILT_IN.keys()].join(', ');
  const example = hasArguments || shell.trim() === '' ? 'perl' : shell.trim();
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: hasArguments
      ? `The shell ${JSON.stringify(shell)} has arguments but no {0} for the path of the script`
      : `The shell ${JSON.stringify(shell)} is none of ${names}`,
    where: 'shell',
    mend: `Use one of ${names}, or a command with {0} for the path of the script, such as \`${example} {0}\``,
  });
}

/** Braces are doubled to stand for themselves, as in the runner. */
function filledIn(part: string, scriptPath: string): string {
  return part.replace(/\{\{|\}\}|\{0\}/g, (found) => (found === '{0}' ? scriptPath : found.charAt(0)));
}

/**
 * Words of a template, as the runner splits them: at blanks outside double quotes; `\"` is a quote itself.
 * Single quotes have no meaning.
 */
function splitArguments(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (const [token] of text.matchAll(/\\"|"|[ \t\r\n]+|[^\\" \t\r\n]+|\\/g)) {
    if (token === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && token.trim() === '') {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + (token === '\\"' ? '"' : token);
    }
  }
  return word === undefined ? words : [...words, word];
}

function resolveProgram(program: string, search: Search): string {
  if (search.platform !== 'win32') return program;
  if (program === 'cmd') return envValue(search.env, 'ComSpec', 'win32') ?? 'cmd.exe';
  return program === 'bash' ? (gitBash(search) ?? program) : program;
}

/** Git's bash. System32 and WindowsApps have one too, which starts Linux (WSL) and cannot read Windows paths. */
function gitBash(search: Search): string | undefined {
  const onPath = findOnPath('bash.exe', search);
  const roots = [
    ...findOnPath('git.exe', search).map((git) => path.win32.dirname(path.win32.dirname(git))),
    ...['ProgramW6432', 'ProgramFiles', 'LocalAppData\\Programs'].flatMap((place) =>
      programFolder(place, search),
    ),
  ];
  const { isFile } = search;
  const ofGit = roots.flatMap((root) =>
    findOnPath('bash.exe', { ...search, isFile, env: { PATH: path.win32.join(root, 'bin') } }),
  );
  return onPath.find((file) => !/\\(system32|sysnative|windowsapps)\\/i.test(file)) ?? ofGit[0] ?? onPath[0];
}

function programFolder(place: string, search: Search): string[] {
  const [variable = '', ...rest] = place.split('\\');
  const folder = envValue(search.env, variable, 'win32');
  return folder === undefined ? [] : [path.win32.join(folder, ...rest, 'Git')];
}
