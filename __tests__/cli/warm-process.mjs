// Runs the shipped command again and again in one process, for each message once and where it says.
import { runCli } from '../../dist/bundle/index.js';

// Each run listens for errors of its own.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);

const home = process.cwd();

process.on('message', async ({ args, dir, env, end }) => {
  process.chdir(dir);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv.splice(2, process.argv.length, ...args);
  process.exitCode = undefined;
  await runCli();
  const code = process.exitCode ?? 0;
  // Windows removes no folder that a process is in.
  process.chdir(home);
  for (const stream of [process.stdout, process.stderr]) stream.write(end);
  process.send({ code });
});
