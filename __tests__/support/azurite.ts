import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { bareEnvironment } from './exec.js';
import { makeTempDir, removeDir } from './temp.js';

const PROGRAM = fileURLToPath(new URL('./azurite-process.cjs', import.meta.url));
const START_LIMIT_MS = 60_000;

/** A real Azure blob server on a free port of 127.0.0.1, in its own process. */
export class Azurite {
  private constructor(
    private readonly child: ChildProcess,
    private readonly folder: string,
    /** Without the account name. */
    readonly url: string,
  ) {}

  static async start(): Promise<Azurite> {
    const folder = await makeTempDir('lineage-gate-azurite-');
    // The artifact client's SDK speaks a newer protocol version than Azurite knows.
    const args = [
      '--blobHost',
      '127.0.0.1',
      '--blobPort',
      '0',
      '--skipApiVersionCheck',
      '--disableTelemetry',
      '--inMemoryPersistence',
    ];
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd: folder,
      env: bareEnvironment(folder),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    try {
      return new Azurite(child, folder, await listening(child));
    } catch (error) {
      child.kill('SIGKILL');
      await removeDir(folder);
      throw error;
    }
  }

  /** Azurite's fixed development account. */
  get account(): { name: string; key: string } {
    const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
    return { name: 'devstoreaccount1', key };
  }

  async close(): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      const gone = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
      this.child.kill('SIGKILL');
      await gone;
    }
    await removeDir(this.folder);
  }
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`Azurite did not start: ${text}`)), START_LIMIT_MS);
    const read = (chunk: Buffer) => {
      text += chunk.toString();
      const url = /successfully listens on (http:\S+)/.exec(text)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      text = '';
      child.stdout?.off('data', read);
      // Azurite logs every request; an unread pipe would block it.
      child.stdout?.resume();
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`Azurite ended with ${code}: ${text}`));
    });
  });
}
