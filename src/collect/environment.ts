import { readFile } from 'node:fs/promises';
import os from 'node:os';
import type { RunRecord } from '../core/generated/types.js';
import { asText } from './ci/ci.js';

type EnvironmentRecord = RunRecord['environment'];

/** What of the machine a test replaces. */
export interface Machine {
  platform: NodeJS.Platform;
  /** Text of a file; null when there is none. */
  readText: (path: string) => Promise<string | null>;
  totalMemory: () => number;
  /** Memory limit of the container in bytes; 0 or undefined for none. */
  memoryLimit: () => number | undefined;
}

const THIS_MACHINE: Machine = {
  platform: process.platform,
  readText: (path) => readFile(path, 'utf8').catch(() => null),
  totalMemory: () => os.totalmem(),
  memoryLimit: () => process.constrainedMemory(),
};

/** Operating system, processor and memory of this machine, or of the container as far as it is limited. */
export async function collectMachine(
  machine: Machine = THIS_MACHINE,
): Promise<Pick<EnvironmentRecord, 'os' | 'arch' | 'cpu' | 'memory_bytes'>> {
  const model = asText(os.cpus()[0]?.model, 200);
  const total = machine.totalMemory();
  // Without a limit, the first version of cgroups names one larger than any memory.
  const limit = machine.memoryLimit() || total;
  return {
    os: asText(await osName(machine), 200) ?? machine.platform,
    arch: os.arch(),
    // Node says `unknown` where the system does not tell, as on many ARM machines.
    cpu: { model: model === 'unknown' ? null : model, cores: os.availableParallelism() },
    memory_bytes: Math.min(total, limit),
  };
}

/** What a person calls the system, e.g. `Debian GNU/Linux 12 (bookworm)`, `macOS 15.1`, `Windows Server 2022 Datacenter`. */
async function osName({ platform, readText }: Machine): Promise<string> {
  const fallback = `${os.type()} ${os.release()}`;
  if (platform === 'linux') {
    const text = (await readText('/etc/os-release')) ?? (await readText('/usr/lib/os-release')) ?? '';
    const fields = releaseFields(text);
    return fields.get('PRETTY_NAME') ?? fields.get('NAME') ?? fallback;
  }
  if (platform === 'darwin') {
    // The kernel's version is not the one that people know, and asking `sw_vers` costs a process.
    const text = (await readText('/System/Library/CoreServices/SystemVersion.plist')) ?? '';
    const version = /<key>ProductVersion<\/key>\s*<string>([^<]+)<\/string>/.exec(text)?.[1];
    return version === undefined ? fallback : `macOS ${version}`;
  }
  return platform === 'win32' ? `${os.version()} ${os.release()}` : fallback;
}

/** Assignments of a shell, as os-release(5) describes them. */
function releaseFields(text: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^([A-Z_][A-Z0-9_]*)=(.*)$/.exec(line.trim());
    if (match === null) continue;
    const [, name = '', raw = ''] = match;
    const value = raw.replace(/^(["'])(.*)\1$/, '$2').replace(/\\([\\"'$`])/g, '$1');
    if (value !== '') fields.set(name, value);
  }
  return fields;
}
