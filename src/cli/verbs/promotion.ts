import { Command } from 'commander';
import { byWorkflow, command, type Exit, json } from './verb.js';

export function promote(exit: Exit): Command {
  const verb = command('promote', 'move a model version to a stage: None, Staging, Production or Archived', [
    'promote clf_orders latest Staging',
    "promote clf_orders 1 Production --reason 'passed the shadow test'",
    'promote clf_orders @champion Production --reason rollback --dry-run',
  ])
    .argument('<model>', 'name of the registered model')
    .argument('<version>', 'number, `latest`, `@alias` or a stage, which means the version in it')
    .argument('<stage>', 'stage to move it to')
    .option('--reason <text>', 'why; Production needs one')
    .option('--archive-existing', 'archive the versions that are in the stage (default for Production)')
    .option('--no-archive-existing', 'leave them where they are')
    .option('--endpoint <name>', 'endpoint that it serves at from now on')
    .option('--override', 'without the approvals that the stage needs, where the policy lets you')
    .option('--dry-run', 'only say what would happen');
  return byWorkflow(verb)
    .addOption(json())
    .action(async (model: string, version: string, stage: string, options) =>
      exit(await (await import('../promote.js')).promoteCommand([model, version, stage], options)),
    );
}

export function rollback(exit: Exit): Command {
  return command('rollback', 'bring the version back that a stage held before', [
    "rollback clf_orders Production --reason 'version 3 predicts zeros'",
  ])
    .argument('<model>', 'name of the registered model')
    .argument('[stage]', 'stage that goes back', 'Production')
    .option('--reason <text>', 'why')
    .option('--override', 'without the approvals that the stage needs, where the policy lets you')
    .option('--dry-run', 'only say what would happen')
    .addOption(json())
    .action(async (model: string, stage: string, options) =>
      exit(await (await import('../promote.js')).rollbackCommand([model, stage], options)),
    );
}

export function requests(exit: Exit): Command {
  const ls = command('ls', 'list what waits for approvals', ['requests ls', 'requests ls --all --json'])
    .option('--model <name>', 'only requests of this model')
    .option('--all', 'those that are done, rejected or expired, too')
    .addOption(json())
    .action(async (options) => exit(await (await import('../requests.js')).requestsList(options)));
  const decision = (kind: 'approve' | 'reject' | 'cancel', what: string) =>
    command(kind, what, [
      `requests ${kind} 019ab4c0e5f27d3a8b1c2d3e4f5a6b7c${kind === 'reject' ? " --reason 'drifts on new data'" : ''}`,
    ])
      .argument('<id>', 'event id of the request')
      .option('--reason <text>', kind === 'reject' ? 'why; a rejection needs one' : 'why')
      .option('--dry-run', 'only say what would happen')
      .addOption(json())
      .action(async (id: string, options) =>
        exit(await (await import('../requests.js')).requestsDecide(kind, id, options)),
      );
  return new Command('requests')
    .description('promotions and repairs that wait for approvals')
    .addCommand(ls)
    .addCommand(decision('approve', 'approve a request; the last approval that it needs makes the change'))
    .addCommand(decision('reject', 'reject a request'))
    .addCommand(decision('cancel', 'take back a request of your own'));
}
