// Runs the shipped actions in one process, for each message one, as if it had just been started.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The bundle is there anew for each action: what its modules keep ends with the action. What is compiled stays. */
const BUNDLE = /\/bundle\/index\.js$/;
registerHooks({
  resolve(specifier, context, next) {
    const found = next(specifier, context);
    const { search } = new URL(context.parentURL ?? 'file:///');
    return search !== '' && BUNDLE.test(found.url) ? { ...found, url: `${found.url}${search}` } : found;
  },
});

const home = process.cwd();
// The end of an action is not that of this process.
process.exit = () => {};

/** Ends what an action leaves with the process, as its end would. */
function forget(known, code) {
  for (const name of process.eventNames())
    for (const listener of process.listeners(name)) {
      if (known.get(name)?.includes(listener)) continue;
      process.off(name, listener);
      if (name === 'exit') listener(code);
    }
}

let count = 0;

process.on('message', async ({ main, cwd, env, end }) => {
  const known = new Map(process.eventNames().map((name) => [name, process.listeners(name)]));
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv.splice(1, process.argv.length, main);
  process.exitCode = undefined;
  try {
    await import(`${pathToFileURL(main)}?${++count}`);
  } catch (error) {
    process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
  const code = process.exitCode ?? 0;
  forget(known, code);
  process.exitCode = undefined;
  process.chdir(home);
  for (const stream of [process.stdout, process.stderr]) stream.write(end);
  process.send({ code });
});
