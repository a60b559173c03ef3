/** Words that show that a text uses Python, even when nobody saw the interpreter. */
export const PYTHON_WORDS =
  /(?:^|[\s;&|"'(/\\])(python|pythonw|py|pip|uv|uvx|poetry|pdm|pipenv|hatch|conda|mamba|jupyter|papermill|pytest|torchrun|accelerate|dvc)[\d.]*(?:\.exe)?(?=$|[\s;&|"')])/m;

/** Programs that have what follows run in a container or by another machine: its Python is not this machine's. */
const LAUNCHERS =
  /^(?:docker|docker-compose|podman|nerdctl|kubectl|oc|ssh|srun|sbatch|qsub|bsub|singularity|apptainer|enroot|wsl)(?:\.exe)?$/;

/** Its groups: the quote, the word that ends it, the rest of the line, the text. */
const HEREDOC = /(?<!<)<<-?[ \t]*(["']?)(\w+)\1([^\n]*)\n([\s\S]*?)\n?[ \t]*\2(?=\s|$)/g;

/** What does not end a command is one piece: comments, quoted text, the output of a command, lines that go on, redirections. */
const PIECES =
  /(?<=^|[\s;&|()])#[^\n]*|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|\$\((?:[^()]|\([^()]*\))*\)|[\\^`]\r?\n|\\[\s\S]|[<>]&|&>|[\s\S]/g;

/** What may stand before the program that a command runs on this machine. */
const BEFORE =
  /^\s*(?:(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'])*|if|then|else|elif|do|while|until|time|exec|env|command|nohup|nice|sudo|timeout|stdbuf|caffeinate|-\S+|\d+[smhd]?|[!&@{])\s+)*/;

/** The simple commands of a shell's script, roughly, whichever shell it is for. */
export function commandsOf(script: string): string[] {
  const commands: string[] = [];
  let command = '';
  const whole = script.replace(
    HEREDOC,
    (_, _quote, _end, rest: string, text: string) => ` "${text.replace(/["\\]/g, ' ')}"${rest}`,
  );
  for (const piece of whole.match(PIECES) ?? []) {
    if (/^[\n;&|()]$/.test(piece)) {
      commands.push(command);
      command = '';
    } else if (/^[\\^`]\r?\n$/.test(piece)) command += ' ';
    else if (!piece.startsWith('#') || piece.length === 1) command += piece;
  }
  return [...commands, command].filter((one) => one.trim() !== '');
}

/** Whether a command runs Python, or a tool of it, itself. */
export function runsPython(command: string): boolean {
  return PYTHON_WORDS.test(programOf(command));
}

/** Whether a command changes the shell that the next ones run in, as for the activation of a virtual environment. */
export function isSourced(command: string): boolean {
  return /^\s*(?:\.|source)\s/.test(command);
}

/** The program that has the rest of a command run elsewhere; null where it is none of those. */
export function launcherOf(command: string): string | null {
  const name = programOf(command)
    .replace(/["']/g, '')
    .replace(/^.*[\\/]/, '');
  return LAUNCHERS.test(name) ? name : null;
}

function programOf(command: string): string {
  return /^(?:"[^"]*"|'[^']*'|[^\s"'])+/.exec(command.replace(BEFORE, ''))?.[0] ?? '';
}
