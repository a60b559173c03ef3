import { Command, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_POLICY_PATH } from '../commands/policy/policy.js';
import { DEFAULT_LEDGER_BRANCH } from './option-values.js';

/** Told the exit code once a command has ended. */
export type Exit = (code: number) => void;

const append = (value: string, all: string[] = []) => [...all, value];

export function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('Give a whole number from 1.');
  return value;
}

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

export const json = () => new Option('--json', 'print JSON instead of a table');
