import { join } from 'node:path';
import { describeFault, UserError } from '../core/errors.js';
import { printable } from '../core/printable.js';
import { createRedactor } from '../core/redact/redactor.js';
import { secretsOf } from '../core/redact/secrets.js';
import { keepCompiled } from './keep-compiled.js';

/** Runs the command line. The one place that sets the exit code. */
export async function runCli(): Promise<void> {
  // `runs ls | head` closes our standard output early, and a terminal goes away while a training runs on. Nobody reads on then,
  // and the run has to be recorded all the same.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  keepCompiled(join(import.meta.dirname, '../..'));
  const { buildProgram } = await import('./program.js');
  try {
    await buildProgram((code) => {
      process.exitCode = code;
    }).parseAsync(process.argv);
  } catch (error) {
    // A verb whose codes answer a question has set the one for none before it began.
    process.exitCode ||= 1;
    process.stderr.write(explain(error));
  }
}

function explain(error: unknown): string {
  const redactor = createRedactor(secretsOf(process.env));
  if (error instanceof UserError) {
    return error.faults.map((fault) => `${printable(redactor.text(describeFault(fault)))}\n`).join('');
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `This is a defect of lineage-gate. Please report it with these lines:\n${redactor.text(text)}\n`;
}
