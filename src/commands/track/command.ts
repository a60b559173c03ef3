import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type CommandOptions, type CommandOutcome, runCommand } from '../../collect/command/command.js';
import { shellCommand, writeScript } from '../../collect/command/shell.js';
import type { Outcome } from './assemble.js';
import type { Session } from './session.js';

export type CommandDeps = Pick<
  CommandOptions,
  'env' | 'stdin' | 'stdout' | 'stderr' | 'ownGroup' | 'now' | 'elapsed' | 'signals'
> & {
  patience?: CommandOptions['patience'];
};

/** Runs the session's command as a script in its shell, as a `run:` step would. @throws UserError E_COMMAND_START, E_INPUT_INVALID */
export async function runScript(session: Session, deps: CommandDeps): Promise<Outcome> {
  const { run = '', shell } = session.request.command ?? {};
  const name = shell ?? 'bash';
  const folder = path.dirname(session.lineage_dir);
  await mkdir(folder, { recursive: true });
  const scriptPath = await writeScript({ script: run, shell: name, folder, name: 'script' });
  const { argv, verbatim } = shellCommand({ shell: name, scriptPath, env: deps.env });
  return runArguments(session, { ...deps, argv, verbatim });
}

/** Runs a program with its arguments. @throws UserError E_COMMAND_START */
export async function runArguments(
  session: Session,
  deps: CommandDeps & Pick<CommandOptions, 'argv' | 'verbatim'>,
): Promise<Outcome> {
  // Asking first whether there are GPUs would keep the command waiting for nvidia-smi, up to seconds on a cold driver.
  const ended = await runCommand({ ...deps, cwd: session.request.cwd, gpus: true });
  return {
    status: statusOf(ended),
    exit_code: ended.exit_code,
    stderr_tail: ended.stderr_tail,
    ended: ended.ended,
    system: ended.usage,
    pythons: ended.pythons,
    hurry: ended.killed_by_us,
  };
}

/** A command that ends well although it was told to stop did not do all it was asked to. */
function statusOf(ended: CommandOutcome): Outcome['status'] {
  if (ended.killed_by_us) return 'KILLED';
  return ended.exit_code === 0 ? 'FINISHED' : 'FAILED';
}
