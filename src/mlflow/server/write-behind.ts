/** What of a file's handle is needed. */
interface Target {
  writev(batch: readonly Buffer[]): Promise<{ bytesWritten: number }>;
}

/** Bytes that wait for the disk before no more are taken. */
const MOST = 4 * 1024 * 1024;

/** Writes to a file while more comes: what has come meanwhile is the next write. */
export class WriteBehind {
  #waiting: Buffer[] = [];
  #size = 0;
  #written = 0;
  #writing: Promise<void> | undefined;
  #failure: { error: unknown } | undefined;

  constructor(readonly target: Target) {}

  /** Bytes that are in the file. */
  get written(): number {
    return this.#written;
  }

  /** Waits only where much is to be written still. @throws what the file system has said of anything before */
  async add(bytes: Buffer): Promise<void> {
    this.#check();
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    this.#writing ??= this.#writeAll();
    if (this.#size > MOST) await this.#writing;
  }

  /** Waits until all is written. @throws what the file system says */
  async end(): Promise<void> {
    await this.idle();
    this.#check();
  }

  /** Waits until nothing is written any more, whatever has become of it. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #writeAll(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        let batch = this.#waiting;
        this.#waiting = [];
        for (let left = sizeOf(batch); left > 0; ) {
          const { bytesWritten } = await this.target.writev(batch);
          left -= bytesWritten;
          this.#size -= bytesWritten;
          this.#written += bytesWritten;
          if (left > 0) batch = [Buffer.concat(batch).subarray(bytesWritten)];
        }
      }
    } catch (error) {
      this.#failure = { error };
    }
    this.#writing = undefined;
  }
}

function sizeOf(batch: readonly Buffer[]): number {
  return batch.reduce((sum, { length }) => sum + length, 0);
}
