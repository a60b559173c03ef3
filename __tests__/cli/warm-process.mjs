// Runs the shipped command again and again in one process, for each message once.
import { runCli } from '../../dist/bundle/index.js';

// Each run listens for errors of its own.
for (const stream of [process.stdout, process.stderr]) stream.setMaxListeners(0);

process.on('message', async ({ args, end }) => {
  process.argv.splice(2, process.argv.length, ...args);
  process.exitCode = undefined;
  await runCli();
  const code = process.exitCode ?? 0;
  for (const stream of [process.stdout, process.stderr]) stream.write(end);
  process.send({ code });
});
