// Azurite in a process of its own that also ends when the process that started it is gone: its stdin closes then.
process.stdin.resume();
process.stdin.on('end', () => process.exit());
process.stdin.on('error', () => process.exit());
require('azurite/dist/src/blob/main.js');
