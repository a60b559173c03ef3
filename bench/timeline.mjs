/*
 * Loaded with `node --import` into a measured process: appends one line of JSON with what happened when to the file that
 * TIMELINE names. Times are milliseconds since the process started.
 */
import { subscribe } from 'node:diagnostics_channel';
import { appendFileSync } from 'node:fs';

const events = [];
const mark = (what) => events.push({ at: performance.now(), what });

mark('loaded');
subscribe('child_process', ({ process: child }) => {
  child.once('spawn', () => mark(`start ${child.spawnargs.join(' ')}`));
  child.once('exit', () => mark(`end ${child.spawnargs.join(' ')}`));
});
for (const stream of [process.stdout, process.stderr]) {
  const write = stream.write.bind(stream);
  stream.write = (chunk, ...rest) => {
    mark(`say ${chunk}`);
    return write(chunk, ...rest);
  };
}
process.on('exit', () => {
  mark('exit');
  appendFileSync(process.env['TIMELINE'], `${JSON.stringify(events)}\n`);
});
