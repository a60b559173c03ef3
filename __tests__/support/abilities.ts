import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Greeting {
  /** Of the repository that is fetched from. */
  gitDir: string;
  /** What is asked: `/info/refs` and the like. */
  rest: string;
  /** The Git-Protocol header. */
  protocol: string | string[] | undefined;
  write: boolean;
}

/**
 * What git answers to the first request of a fetch in protocol 2. It says which abilities the server has and nothing of the
 * repository but its configuration, so git is asked once for each configuration: a third of all requests are this one.
 */
export class Abilities {
  /** By configuration: the CGI answer as `git http-backend` gave it. */
  private readonly answers = new Map<string, Buffer>();

  /** Where the answer is kept; `undefined` when it is another request than that. */
  static async key({ gitDir, rest, protocol, write }: Greeting): Promise<string | undefined> {
    if (write || rest !== '/info/refs' || protocol !== 'version=2') return undefined;
    return readFile(join(gitDir, 'config'), 'utf8').catch(() => undefined);
  }

  get(key: string): Buffer | undefined {
    return this.answers.get(key);
  }

  /** Keeps what git answers well. */
  learn(key: string, stdout: NodeJS.ReadableStream): void {
    const parts: Buffer[] = [];
    stdout.on('data', (chunk: Buffer) => parts.push(chunk));
    stdout.on('end', () => {
      const answer = Buffer.concat(parts);
      // A refusal has a status of its own, and what was cut off does not end as a list of abilities does.
      if (!answer.subarray(0, 8).equals(Buffer.from('Status: ')) && answer.subarray(-4).equals(FLUSH))
        this.answers.set(key, answer);
    });
  }
}

const FLUSH = Buffer.from('0000');
