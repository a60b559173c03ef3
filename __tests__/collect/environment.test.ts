import os from 'node:os';
import { collectMachine, type Machine } from '../../src/collect/environment.js';

const GIB = 1024 ** 3;

function machine(files: Record<string, string>, more: Partial<Machine> = {}): Machine {
  return {
    platform: 'linux',
    readText: async (path) => files[path] ?? null,
    totalMemory: () => 64 * GIB,
    memoryLimit: () => 0,
    ...more,
  };
}

test('this machine', async () => {
  const found = await collectMachine();
  expect(found.os).not.toBe('');
  expect(found.arch).toBe(process.arch);
  expect(found.cpu.cores).toBeGreaterThanOrEqual(1);
  expect(found.memory_bytes).toBeGreaterThan(2 ** 20);
  expect(found.memory_bytes).toBeLessThanOrEqual(os.totalmem());
});

test.each([
  ['PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian"\n', 'Debian GNU/Linux 12 (bookworm)'],
  ["NAME='Arch Linux'\r\nID=arch\r\n", 'Arch Linux'],
  ['PRETTY_NAME="A \\"quoted\\" \\$name"', 'A "quoted" $name'],
  ['PRETTY_NAME=""\nNAME=Void', 'Void'],
])('the name of a Linux: %j', async (text, expected) => {
  expect((await collectMachine(machine({ '/etc/os-release': text }))).os).toBe(expected);
});

test('the second place for the name of a Linux, and none at all', async () => {
  expect((await collectMachine(machine({ '/usr/lib/os-release': 'NAME=Nix' }))).os).toBe('Nix');
  expect((await collectMachine(machine({}))).os).toBe(`${os.type()} ${os.release()}`);
});

test('the version of macOS that people know', async () => {
  const plist =
    '<dict><key>ProductName</key><string>macOS</string>\n<key>ProductVersion</key>\n\t<string>15.1</string></dict>';
  const files = { '/System/Library/CoreServices/SystemVersion.plist': plist };
  expect((await collectMachine(machine(files, { platform: 'darwin' }))).os).toBe('macOS 15.1');
});

test.each([
  [2 * GIB, 2 * GIB],
  [0, 64 * GIB],
  [undefined, 64 * GIB],
  [2 ** 63, 64 * GIB],
])('a memory limit of %p', async (limit, expected) => {
  const found = await collectMachine(machine({}, { memoryLimit: () => limit }));
  expect(found.memory_bytes).toBe(expected);
});
