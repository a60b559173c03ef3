import { Command, Option } from 'commander';
import { byWorkflow, command, type Exit, json, reading, repeatable } from './verb.js';

const MODEL = 'name of the registered model';
const OF = 'version: a number, `latest`, `@alias` or a stage (default: the model as a whole)';

/** `lineage-gate models …` */
export function models(exit: Exit): Command {
  const group = new Command('models').description('look at registered models, name and describe them');
  const labels = [alias, unalias, describe, tag, untag];
  for (const make of [ls, show, history, audit, create, rename, remove, ...labels, repair])
    group.addCommand(make(exit));
  return group;
}

function ls(exit: Exit): Command {
  return reading('ls', 'list registered models', ['models ls'])
    .option('--all', 'those that were deleted or have another name by now, too')
    .addOption(json())
    .action(async (options) => exit(await (await import('../models.js')).modelsList(options)));
}

function show(exit: Exit): Command {
  return reading('show', 'show the versions of a model, or the one that has a stage or alias', [
    'models show clf_orders',
    'models show clf_orders --alias champion',
  ])
    .argument('<model>', MODEL)
    .option('--stage <stage>', 'which version is in it, since when, who moved it there and why')
    .addOption(new Option('--alias <alias>', 'the same of an alias').conflicts('stage'))
    .option(
      '--at <time>',
      'as it was then (2026-11-21T12:00Z; a day alone is its 00:00 UTC); with --stage or --alias',
    )
    .addOption(json())
    .action(async (model: string, options) => {
      if (options.stage === undefined && options.alias === undefined && options.at === undefined)
        exit(await (await import('../models.js')).modelsShow(model, options));
      else exit(await (await import('../models-holder.js')).modelsHolder(model, options));
    });
}

function history(exit: Exit): Command {
  return reading('history', 'show all that happened to a model', [
    'models history clf_orders',
    'models history clf_orders --since 2026-11-01 --format csv',
  ])
    .argument('<model>', MODEL)
    .option('--since <time>', 'only from this day or time on')
    .option('--until <time>', 'only up to this day or time')
    .addOption(
      new Option('--format <format>', 'how it is printed').choices(['table', 'json', 'csv', 'markdown']),
    )
    .addOption(new Option('--json', 'the same as --format json').conflicts('format'))
    .action(async (model: string, options) =>
      exit(await (await import('../models-history.js')).modelsHistory(model, options)),
    );
}

function audit(exit: Exit): Command {
  return command('audit', 'all that there is to say of a model, as one report for an auditor', [
    'models audit clf_orders',
    'models audit clf_orders --out audit-clf_orders',
  ])
    .argument('<model>', MODEL)
    .option('--out <folder>', 'write the report and the records that it rests on into this new folder')
    .action(async (model: string, options) =>
      exit(await (await import('../models-audit.js')).modelsAudit(model, options)),
    );
}

const REASON = 'why, for the history';

function create(exit: Exit): Command {
  return command('create', 'make a registered model that has no versions yet', [
    'models create clf_returns',
    "models create clf_daily --description 'orders of a day' --tag team=growth",
  ])
    .argument('<model>', MODEL)
    .option('--description <text>', 'what the model is')
    .addOption(repeatable('--tag <key=value>', 'tag of the model'))
    .addOption(json())
    .action(async (model: string, options) =>
      exit(await (await import('../models-lifecycle.js')).modelsCreate(model, options)),
    );
}

function rename(exit: Exit): Command {
  return command('rename', 'give a model another name; what it has is found by both', [
    'models rename clf_returns refunds',
  ])
    .argument('<model>', MODEL)
    .argument('<new-name>', 'the other name')
    .option('--reason <text>', REASON)
    .addOption(json())
    .action(async (from: string, to: string, options) =>
      exit(await (await import('../models-lifecycle.js')).modelsRename({ from, to }, options)),
    );
}

function remove(exit: Exit): Command {
  return command('delete', 'hide a model, or a version of it; nothing is removed', [
    "models delete clf_daily --reason 'nobody uses it'",
  ])
    .argument('<model[/version]>', 'name of the registered model, or one version of it: NAME/3')
    .option('--reason <text>', REASON)
    .addOption(json())
    .action(async (what: string, options) =>
      exit(await (await import('../models-lifecycle.js')).modelsDelete(what, options)),
    );
}

function alias(exit: Exit): Command {
  const verb = command('alias', 'point an alias at a version', [
    'models alias clf_orders champion latest',
    'models alias clf_orders challenger 1',
  ])
    .argument('<model>', MODEL)
    .argument('<alias>', 'the alias')
    .argument('<version>', 'number, `latest`, `@alias` or a stage, which means the version in it');
  return byWorkflow(verb)
    .addOption(json())
    .action(async (model: string, name: string, version: string, options) =>
      exit(await (await import('../models-change.js')).modelsAlias({ model, alias: name, version }, options)),
    );
}

function unalias(exit: Exit): Command {
  const verb = command('unalias', 'take an alias away', ['models unalias clf_orders challenger'])
    .argument('<model>', MODEL)
    .argument('<alias>', 'the alias');
  return byWorkflow(verb)
    .addOption(json())
    .action(async (model: string, name: string, options) =>
      exit(await (await import('../models-change.js')).modelsUnalias({ model, alias: name }, options)),
    );
}

function describe(exit: Exit): Command {
  return command('describe', 'say what a model, or a version of it, is', [
    "models describe clf_orders --text 'orders that come back'",
    'models describe clf_orders --of 1 --file README.md',
  ])
    .argument('<model>', MODEL)
    .option('--of <version>', OF)
    .option('--text <text>', 'the description')
    .addOption(new Option('--file <file>', 'a file with the description').conflicts('text'))
    .addOption(new Option('--remove', 'take the description away').conflicts(['text', 'file']))
    .addOption(json())
    .action(async (model: string, options) =>
      exit(await (await import('../models-change.js')).modelsDescribe(model, options)),
    );
}

function tag(exit: Exit): Command {
  return command('tag', 'set tags of a model, or of a version of it', [
    'models tag clf_orders team=growth',
    'models tag clf_orders reviewed=yes risk=low --of latest',
  ])
    .argument('<model>', MODEL)
    .argument('<key=value...>', 'tags')
    .option('--of <version>', OF)
    .addOption(json())
    .action(async (model: string, tags: string[], options) =>
      exit(await (await import('../models-change.js')).modelsTag({ model, tags }, options)),
    );
}

function untag(exit: Exit): Command {
  return command('untag', 'take tags away that `models tag` has set', ['models untag clf_orders team'])
    .argument('<model>', MODEL)
    .argument('<key...>', 'keys of the tags')
    .option('--of <version>', OF)
    .addOption(json())
    .action(async (model: string, keys: string[], options) =>
      exit(await (await import('../models-change.js')).modelsUntag({ model, keys }, options)),
    );
}

function repair(exit: Exit): Command {
  return command('repair', 'say which records of a model cannot be true, and disown them', [
    'models repair clf_orders',
    "models repair clf_orders --reason 'pushed by hand, nobody asked for it'",
  ])
    .argument('<model>', MODEL)
    .option('--reason <text>', 'write it, for this reason; without it, only say what would be written')
    .option('--records <path...>', 'these records, by their paths on the ledger branch')
    .addOption(json())
    .action(async (model: string, options) =>
      exit(await (await import('../models-repair.js')).modelsRepair(model, options)),
    );
}
