import type { Command } from 'commander';
import { type Exit, port, reading, seconds } from './verb.js';

export function serve(exit: Exit): Command {
  return reading('serve', "answer MLflow's API from the ledger, for clients and scripts as they are", [
    'serve',
    'serve --writable --port 5001',
    'serve --remote --repository octo/models',
  ])
    .option('--dir <folder>', 'folder of the repository; an empty one becomes one (default: this one)')
    .option('--port <number>', 'port; 0: a free one', port, 5000)
    .option(
      '--host <address>',
      'address to listen at; beyond this machine LINEAGE_SERVE_TOKEN must be set',
      '127.0.0.1',
    )
    .option(
      '--verify-events',
      'show the stages and aliases that GitHub confirms (with --remote: the default)',
    )
    .option('--no-verify-events', 'with --remote: do not ask')
    .option('--writable', 'let clients log runs and register models')
    .option('--dispatch', 'with --remote --writable: let the promote workflow change stages and aliases')
    .option('--workflow <file>', 'with --dispatch: workflow that promotes (default: promote.yml)')
    .option('--ref <branch>', 'with --dispatch: branch that it runs from (default: the default branch)')
    .option(
      '--seal-after <seconds>',
      'with --writable: a run that has ended is recorded once it is quiet for so long',
      seconds,
      60,
    )
    .action(async (options) => exit(await (await import('../serve.js')).serveCommand(options)));
}
