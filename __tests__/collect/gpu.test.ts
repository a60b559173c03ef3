import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GpuTally, listGpus, parseGpuSample, parseGpus } from '../../src/collect/gpu.js';
import { run } from '../support/command.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const GIB = 1024 ** 3;
const FAILED =
  "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n";
let folder: string;

beforeEach(async () => {
  folder = await makeTempDir();
});
afterEach(() => removeDir(folder));

/** A program of that name, first on the PATH. */
function nvidiaSmi(script: string): Record<string, string> {
  writeFileSync(join(folder, 'nvidia-smi'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return { PATH: `${folder}:${process.env.PATH}` };
}

describe('the list of GPUs', () => {
  test('is read from lines, whatever else is said', () => {
    const text = [
      'NVIDIA A100-SXM4-80GB, 81920, 535.129.03',
      'NVIDIA A100-SXM4-80GB MIG 1g.5gb, [N/A], 535.129.03',
      'Odd, with comma, 1024, [Not Supported]',
      '',
      'Unable to determine the device handle for GPU 0000:03:00.0: GPU is lost.  Reboot the system to recover this GPU',
      FAILED,
    ].join('\r\n');
    expect(parseGpus(text)).toEqual([
      { name: 'NVIDIA A100-SXM4-80GB', memory_bytes: 80 * GIB, driver: '535.129.03' },
      { name: 'NVIDIA A100-SXM4-80GB MIG 1g.5gb', memory_bytes: null, driver: '535.129.03' },
      { name: 'Odd, with comma', memory_bytes: GIB, driver: null },
    ]);
    expect(parseGpus('No devices were found\n')).toEqual([]);
  });

  onUnix('is what nvidia-smi on the PATH says', async () => {
    const env = nvidiaSmi('echo "$@" > "$0.args"; echo "Tesla T4, 15360, 550.54.15"');
    expect(await listGpus(env)).toEqual([{ name: 'Tesla T4', memory_bytes: 15 * GIB, driver: '550.54.15' }]);
    expect(readFileSync(join(folder, 'nvidia-smi.args'), 'utf8')).toBe(
      '--query-gpu=name,memory.total,driver_version --format=csv,noheader,nounits\n',
    );
  });

  test('is empty without nvidia-smi', async () => {
    expect(await listGpus({ PATH: folder })).toEqual([]);
  });

  onUnix('is empty when nvidia-smi fails', async () => {
    expect(await listGpus(nvidiaSmi(`echo "${FAILED}"; exit 9`))).toEqual([]);
  });

  onUnix('is empty when nvidia-smi hangs', async () => {
    expect(await listGpus(nvidiaSmi('trap "" TERM; sleep 60; echo "Tesla T4, 1, 2"'), 200)).toEqual([]);
  });
});

describe('samples', () => {
  test.each([
    ['0, 37, 1024', { index: 0, utilization: 0.37, memoryBytes: GIB }],
    ['12, 100, 0\r', { index: 12, utilization: 1, memoryBytes: 0 }],
    ['0, [N/A], 2048', { index: 0, utilization: null, memoryBytes: 2 * GIB }],
    ['1, [Not Supported], [Not Supported]', { index: 1, utilization: null, memoryBytes: null }],
    ['1, [Unknown Error], 3', { index: 1, utilization: null, memoryBytes: 3 * 1024 * 1024 }],
    [FAILED, null],
    ['', null],
  ])('%j', (line, sample) => {
    expect(parseGpuSample(line)).toEqual(sample);
  });

  test('each stands for the time since the one before it', () => {
    const tally = new GpuTally(1000);
    tally.add({ index: 0, utilization: 0.5, memoryBytes: 10 }, 2000);
    tally.add({ index: 1, utilization: 1, memoryBytes: 5 }, 2000);
    tally.add({ index: 0, utilization: 0, memoryBytes: 1 }, 4000);
    tally.add({ index: 1, utilization: 0.25, memoryBytes: 20 }, 4000);
    expect(tally.end(5000)).toEqual({ gpu_s: 0.5 + 1 + 0.5 + 0.25, gpu_peak_memory_bytes: 21 });
  });

  test('what no GPU tells stays unknown', () => {
    const silent = { index: 0, utilization: null, memoryBytes: null };
    const tally = new GpuTally(0);
    expect(tally.end(1000)).toEqual({ gpu_s: null, gpu_peak_memory_bytes: null });
    tally.add(silent, 1000);
    tally.add({ ...silent, index: 1, memoryBytes: 7 }, 1000);
    expect(tally.end(2000)).toEqual({ gpu_s: null, gpu_peak_memory_bytes: 7 });
  });
});

describe('during a command', () => {
  onUnix('one nvidia-smi samples all GPUs until the end', async () => {
    const env = nvidiaSmi(
      [
        'echo "$@" > "$0.args"; echo $$ > "$0.pid"',
        'echo "0, 50, 1024"; echo "1, 100, [N/A]"',
        'while :; do sleep 0.1; echo "0, 50, 2048"; echo "1, 100, [N/A]"; done',
      ].join('\n'),
    );
    const { usage, ...ran } = await run(folder, ['sleep', '1'], { env, gpus: true });
    const seconds = (ran.ended.at_ms - ran.began.at_ms) / 1000;
    expect(usage.gpu_s).toBeGreaterThan(0.5);
    expect(usage.gpu_s).toBeLessThan(1.5 * seconds * 1.05);
    expect(usage.gpu_peak_memory_bytes).toBe(2 * GIB);
    expect(readFileSync(join(folder, 'nvidia-smi.args'), 'utf8')).toBe(
      '--query-gpu=index,utilization.gpu,memory.used --format=csv,noheader,nounits -lms 500\n',
    );
    const pid = Number(readFileSync(join(folder, 'nvidia-smi.pid'), 'utf8'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  onUnix('its own time and memory are not the command’s', async () => {
    const env = nvidiaSmi(
      `exec "${process.execPath}" -e 'for (const end = Date.now() + 5000; Date.now() < end; );' "$@"`,
    );
    const { usage } = await run(folder, ['sleep', '0.5'], { env, gpus: true });
    expect(usage).toMatchObject({ gpu_s: null, gpu_peak_memory_bytes: null });
    if (process.platform === 'linux') expect(usage.cpu_s).toBeLessThan(0.25);
  });

  onUnix('it may break off, or not be there at all', async () => {
    const env = nvidiaSmi('echo "0, 100, 1024"; echo "Unable to determine the device handle"; exit 15');
    const { usage } = await run(folder, ['sleep', '1'], { env, gpus: true });
    expect(usage.gpu_peak_memory_bytes).toBe(GIB);
    expect(usage.gpu_s).toBeLessThan(0.5);
    const without = await run(folder, [process.execPath, '-e', '0'], {
      env: { PATH: folder + 1 },
      gpus: true,
    });
    expect(without).toMatchObject({ exit_code: 0, usage: { gpu_s: null } });
  });

  onUnix('it is not started where there is no GPU', async () => {
    const env = nvidiaSmi('echo started > "$0.args"');
    await run(folder, ['sleep', '0.2'], { env, gpus: false });
    expect(existsSync(join(folder, 'nvidia-smi.args'))).toBe(false);
  });
});
