import { Command } from 'commander';
import { command, type Exit, json } from './verb.js';

export function deployed(exit: Exit): Command {
  return command('deployed', 'record that a model version serves at an endpoint', [
    'deployed prod-eu models:/clf_orders/1',
    "deployed prod-eu models:/clf_orders/Production --reason 'rolled out to all'",
  ])
    .argument('<endpoint>', 'name of the place that serves')
    .argument('<uri>', 'models:/NAME/3, models:/NAME/latest, models:/NAME/STAGE, models:/NAME@ALIAS')
    .option('--reason <text>', 'why')
    .option('--allow-archived', 'take a version that is archived too')
    .option(
      '--allow-recalled',
      'take a version that comes from what is recalled, where the policy refuses it',
    )
    .addOption(json())
    .action(async (endpoint: string, uri: string, options) =>
      exit(await (await import('../endpoints.js')).deployedCommand(endpoint, uri, options)),
    );
}

export function withdrawn(exit: Exit): Command {
  return command('withdrawn', 'record that nothing serves at an endpoint any more', [
    "withdrawn prod-eu --reason 'region closed'",
  ])
    .argument('<endpoint>', 'name of the place that served')
    .option('--reason <text>', 'why')
    .addOption(json())
    .action(async (endpoint: string, options) =>
      exit(await (await import('../endpoints.js')).withdrawnCommand(endpoint, options)),
    );
}

export function endpoints(exit: Exit): Command {
  const ls = command('ls', 'list endpoints and what serves at each', [
    'endpoints ls',
    'endpoints ls --at 2026-11-21T12:00Z --json',
  ])
    .option('--at <time>', 'as it was then (2026-11-21T12:00Z; a day alone is its 00:00 UTC)')
    .addOption(json())
    .action(async (options) => exit(await (await import('../endpoints-list.js')).endpointsList(options)));
  const history = command('history', 'show all that served at an endpoint', ['endpoints history prod-eu'])
    .argument('<endpoint>', 'name of the endpoint')
    .addOption(json())
    .action(async (endpoint: string, options) =>
      exit(await (await import('../endpoints-list.js')).endpointsHistory(endpoint, options)),
    );
  return new Command('endpoints').description('look at what serves where').addCommand(ls).addCommand(history);
}
