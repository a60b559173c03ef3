/** What may stand before the program that a command runs on this machine. */
const BEFORE =
  /^\s*(?:(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'])*|if|then|else|elif|do|while|until|exec|command|(?:[^\s"'=]*\/)?(?:time|env|nohup|nice|sudo|timeout|stdbuf|caffeinate)|-\S+|\d+[smhd]?|[!&@{])\s+)*/;

/** What does not end a command is one piece: comments, quoted text, lines that go on, redirections. Its groups: what runs in backticks, a heredoc's last line. */
const PIECES =
  /(?<=^|[\s;&|()])#[^\n]*|'[^']*'|[\\^`]\r?\n|\\[\s\S]|`([^`]+)`|\$\(|<<<|<<-?[ \t]*["'\\]?(\w+)["']?|[<>]&|&>|[^\s;&|()"'\\^`$#<>]+|[\s\S]/y;

/** In double quotes. PowerShell escapes with backticks, so that two of them are not yet a command. */
const IN_QUOTES = /\\[\s\S]|\$\(|`([^`"\n]+)`|[^"\\$`]+|[\s\S]/y;

const WORDS = /(?:"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\\[\s\S]|[^\s"'\\])+/g;
const QUOTED = /"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])/g;

/** Texts in texts that are read: each needs more quotes than the one around it. */
const MOST_INSIDE = 5;

/** A command that is being read: of the script itself, or of a `$(…)` in it. */
interface Level {
  text: string;
  /** The heredoc that it reads. */
  input: string | null;
  isQuoted: boolean;
  /** Parentheses that are open. */
  open: number;
}

/**
 * The simple commands of a shell's script, roughly, whichever shell it is for, in the order in which they begin to run: with those of `$(…)`,
 * which stands as `$()` where it was, and of texts that a command has a shell run (`sh -c '…'`), which stand for it.
 */
export function commandsOf(script: string, inside = 0): string[] {
  const commands: string[] = [];
  const around: Level[] = [];
  const heredocs = new Heredocs(script);
  let level = newLevel();
  const take = (text: string) => {
    for (const one of commandsOf(text, inside + 1)) commands.push(one);
  };
  const end = () => {
    const { text, input } = level;
    const within = inside < MOST_INSIDE ? scriptIn(text, input) : null;
    if (within !== null) take(within);
    else if (text.trim() !== '' || input !== null)
      commands.push(input === null ? text : `${text} "${input.replace(/["\\]/g, ' ')}"`);
    Object.assign(level, { text: '', input: null });
  };
  const back = () => {
    const output = outputOf(level.text);
    end();
    level = around.pop() ?? newLevel();
    level.text += output;
  };
  for (let at = 0; at < script.length; at = heredocs.passed(at)) {
    const pieces = level.isQuoted ? IN_QUOTES : PIECES;
    pieces.lastIndex = at;
    const [piece = '', ticked, last] = pieces.exec(script) ?? [];
    at += piece.length;
    if (piece === '$(') {
      around.push(level);
      level = newLevel();
    } else if (ticked !== undefined && inside < MOST_INSIDE) {
      take(ticked);
      level.text += outputOf(ticked);
    } else if (piece === '"' && (level.isQuoted || script.includes('"', at))) {
      level.isQuoted = !level.isQuoted;
      level.text += piece;
    } else if (level.isQuoted) level.text += piece;
    else if (piece === ')' && level.open === 0 && around.length > 0) back();
    else if (/^[\n;&|()]$/.test(piece)) {
      level.open += piece === '(' ? 1 : piece === ')' ? -1 : 0;
      end();
    } else if (/^[\\^`]\r?\n$/.test(piece)) level.text += ' ';
    else if (last !== undefined) level.input = heredocs.begin(last, at) ?? level.input;
    else if (!piece.startsWith('#') || piece.length === 1) level.text += piece;
  }
  while (around.length > 0) back();
  end();
  return commands;
}

/** The word that names the program of a command, as it is written. */
export function programOf(command: string): string {
  return /^(?:"[^"]*"|'[^']*'|[^\s"'])+/.exec(command.replace(BEFORE, ''))?.[0] ?? '';
}

/** The name of that program, without its folder. */
export function programName(command: string): string {
  return programOf(command)
    .replace(/["']/g, '')
    .replace(/^.*[\\/]/, '')
    .replace(/\.exe$/i, '');
}

/** What stands for the output of a command. */
function outputOf(command: string): string {
  return command.trim() === 'pwd' ? '$PWD' : '$()';
}

function newLevel(): Level {
  return { text: '', input: null, isQuoted: false, open: 0 };
}

/** The text that a command has a shell of this machine run; null where it has none. */
function scriptIn(command: string, input: string | null): string | null {
  const name = programName(command);
  if (!/^(?:(?:ba|da|z|k|a|fi)?sh|eval|su|runuser|script|flock|cmd|powershell|pwsh)$/.test(name)) return null;
  const [, ...words] = (command.replace(BEFORE, '').match(WORDS) ?? []).map(unquoted);
  const after = (option: RegExp) => {
    const at = words.findIndex((word) => option.test(word));
    return at < 0 ? [] : words.slice(at + 1);
  };
  const rest = name === 'eval' ? words : after(name === 'cmd' ? /^\/[ck]$/i : /^-c(?:ommand)?$/i);
  if (/^(?:eval|cmd|powershell|pwsh)$/.test(name)) return rest.join(' ') || null;
  if (!name.endsWith('sh')) return after(/^(?:-\w*c|--command)$/)[0] ?? null;
  return ofShell(words) ?? input;
}

/** What follows a file is that file's. */
function ofShell(words: readonly string[]): string | null {
  let isText = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!/^[-+]/.test(word)) return isText ? word : null;
    if (/^-[a-z]*c/i.test(word)) isText = true;
    if (/^(?:[-+][a-z]*o|--(?:rc|init-)file)$/i.test(word)) at++;
  }
  return null;
}

function unquoted(word: string): string {
  return word.replace(
    QUOTED,
    (_, double?: string, single?: string, escaped?: string) =>
      double?.replace(/\\(["\\$`])/g, '$1') ?? single ?? escaped ?? '',
  );
}

/** The texts of a script that begin behind the line that says what ends them. */
class Heredocs {
  readonly #script: string;
  /** Where lines begin and end that are one word, the last first. Made once: a search for each would take long where there are many. */
  #ends: Map<string, { begin: number; end: number }[]> | null = null;
  #skipped: { from: number; to: number } | null = null;

  constructor(script: string) {
    this.#script = script;
  }

  /** @returns the text up to the line that is this word; null where there is none */
  begin(last: string, at: number): string | null {
    this.#ends ??= wordLines(this.#script);
    const lines = this.#ends.get(last);
    const lineEnd = lines === undefined ? -1 : this.#script.indexOf('\n', at);
    if (lines === undefined || lineEnd < 0) return null;
    const from = Math.max(lineEnd + 1, this.#skipped?.to ?? 0);
    while ((lines.at(-1)?.begin ?? from) < from) lines.pop();
    const line = lines.at(-1);
    if (line === undefined) return null;
    this.#skipped = { from: this.#skipped?.from ?? lineEnd + 1, to: line.end };
    return this.#script.slice(from, line.begin);
  }

  /** Where to read on. */
  passed(at: number): number {
    const skipped = this.#skipped;
    if (skipped === null || at < skipped.from) return at;
    this.#skipped = null;
    return Math.max(at, skipped.to);
  }
}

function wordLines(script: string): Map<string, { begin: number; end: number }[]> {
  const found = new Map<string, { begin: number; end: number }[]>();
  for (const match of [...script.matchAll(/^[ \t]*(\w+)[ \t\r]*$/gm)].reverse()) {
    const lines = found.get(match[1] ?? '') ?? [];
    lines.push({ begin: match.index, end: match.index + match[0].length });
    found.set(match[1] ?? '', lines);
  }
  return found;
}
