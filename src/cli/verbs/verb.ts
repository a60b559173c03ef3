import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_POLICY_PATH } from '../../commands/policy/policy.js';
import { DEFAULT_LEDGER_BRANCH } from '../option-values.js';

export const REPOSITORY = 'with --remote: [HOST/]owner/name (default: of the remote `origin`)';

/** Told the exit code once a command has ended. */
export type Exit = (code: number) => void;

const append = (value: string, all: string[] = []) => [...all, value];

/** @throws InvalidArgumentError for what is no whole number from 1 */
export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return value;
}

/** @throws InvalidArgumentError for what is no port */
export function port(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('Give a number from 0 to 65535.');
  return value;
}

/** @throws InvalidArgumentError for what is no number from 0 */
export function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 86_400))
    throw new InvalidArgumentError('Give a number of seconds from 0 to 86400.');
  return value;
}

/** A verb with what every verb has. */
export function command(name: string, about: string, examples: readonly string[]): Command {
  return new Command(name)
    .description(about)
    .option('--ledger-branch <branch>', 'branch that holds the ledger', DEFAULT_LEDGER_BRANCH)
    .option('--policy <file>', 'policy file', DEFAULT_POLICY_PATH)
    .option('-v, --verbose', 'say more on standard error')
    .addHelpText('after', `\nExamples:\n${examples.map((line) => `  $ lineage-gate ${line}`).join('\n')}`);
}

export function repeatable(flags: string, about: string): Option {
  return new Option(flags, `${about} (repeatable)`).argParser(append);
}

/** A verb that reads records: of this clone, or of the server. */
export function reading(...[name, about, examples]: Parameters<typeof command>): Command {
  return command(name, about, examples)
    .option('--remote', 'read the ledger of the server, not of this clone')
    .option('--repository <name>', REPOSITORY);
}

/** Options of a command that the promote workflow on the server can do. */
export function byWorkflow(command: Command): Command {
  return command
    .option('--remote', 'let the promote workflow on GitHub do it, and wait for its answer')
    .option('--repository <name>', REPOSITORY)
    .option('--workflow <file>', 'with --remote: workflow that promotes (default: promote.yml)')
    .option('--ref <branch>', 'with --remote: branch that it runs from (default: the default branch)')
    .option('--no-wait', 'with --remote: only start it');
}

export const json = () => new Option('--json', 'print JSON instead of a table');
