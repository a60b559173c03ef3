const LINE_FEED = 0x0a;
/** `<id> <type> <size>`; a name that is not here is told otherwise and is as long as itself. */
const LONGEST_HEAD = 4_096;
const USUAL_HEAD = 64;

export interface ObjectHead {
  id: string;
  type: string;
  /** Bytes. */
  size: number;
}

/** An object as it comes; without its bytes when there are more of them than were asked for. */
export interface StreamedObject extends ObjectHead {
  bytes: Buffer | null;
}

/** @param object null for a name that is not here; its bytes are not to be kept, since they hold on to all that came with them */
export type Visit = (object: StreamedObject | null, index: number) => void;

/** Reads what `git cat-file --batch` prints, piece by piece, and holds no more than one object. */
export class ObjectStream {
  readonly #visit: Visit;
  readonly #largest: number;
  #parts: Buffer[] = [];
  #held = 0;
  /** Bytes that have to be held before there is anything to read. */
  #needed = 1;
  /** Bytes to come that nobody wants. */
  #unwanted = 0;
  readonly #most: number;
  #count = 0;
  #failure: { error: unknown } | undefined;

  /** @param largest bytes of the largest object that is held @param most objects that are read */
  constructor(visit: Visit, largest: number, most = Number.POSITIVE_INFINITY) {
    this.#visit = visit;
    this.#largest = largest;
    this.#most = most;
  }

  /** Never throws: what goes wrong is told by {@link end}. @returns what follows the last object; `undefined` as long as there is more to read */
  take(chunk: Buffer): Buffer | undefined {
    if (this.#failure !== undefined) return undefined;
    try {
      let rest = chunk;
      // To put whole chunks together would copy everything; only the object that is cut in two is copied.
      while (this.#held > 0 && rest.length > 0 && !this.#isWhole) rest = this.#complete(rest);
      if (this.#isWhole) return Buffer.concat([...this.#parts, rest]);
      if (rest.length > 0) this.#read(rest);
      return this.#isWhole ? (this.#parts[0] ?? Buffer.of()) : undefined;
    } catch (error) {
      this.#parts = [];
      this.#failure = { error };
      return undefined;
    }
  }

  get #isWhole(): boolean {
    return this.#count >= this.#most && this.#unwanted === 0;
  }

  /** @returns how many objects there were @throws what the visitor threw, or Error when the last one is cut short */
  end(): number {
    if (this.#failure !== undefined) throw this.#failure.error;
    if (this.#held > 0 || this.#unwanted > 0) throw new Error('git cat-file ended within an object');
    return this.#count;
  }

  /** Adds to what is held as much of a chunk as it needs. @returns the rest of the chunk */
  #complete(chunk: Buffer): Buffer {
    const part = chunk.subarray(0, Math.max(this.#needed - this.#held, USUAL_HEAD));
    this.#parts.push(part);
    this.#held += part.length;
    if (this.#held >= this.#needed) this.#read(Buffer.concat(this.#parts, this.#held));
    return chunk.subarray(part.length);
  }

  /** Shows the objects in bytes that begin with one, and holds what is left. */
  #read(bytes: Buffer): void {
    let at = 0;
    for (let next = 0; next >= 0; ) {
      at = next;
      if (this.#isWhole) break;
      next = this.#one(bytes, at);
    }
    const rest = bytes.subarray(at);
    this.#parts = rest.length === 0 ? [] : [rest];
    this.#held = rest.length;
  }

  /** @returns where the object ends; negative when more is needed */
  #one(bytes: Buffer, start: number): number {
    this.#needed = 1;
    if (this.#unwanted > 0) {
      const skipped = Math.min(this.#unwanted, bytes.length - start);
      this.#unwanted -= skipped;
      return skipped > 0 ? start + skipped : -1;
    }
    const line = bytes.indexOf(LINE_FEED, start);
    if (line < 0) {
      if (bytes.length - start > LONGEST_HEAD) throw new Error('git cat-file answered with no object');
      this.#needed = bytes.length - start + 1;
      return -1;
    }
    const head = parseHead(bytes.toString('latin1', start, line));
    const body = line + 1;
    if (head === null) {
      this.#show(null);
      return body;
    }
    const end = body + head.size;
    if (head.size > this.#largest) {
      this.#unwanted = head.size + 1;
      this.#show({ ...head, bytes: null });
      return body;
    }
    if (end >= bytes.length) {
      this.#needed = end + 1 - start;
      return -1;
    }
    this.#show({ ...head, bytes: bytes.subarray(body, end) });
    return end + 1;
  }

  #show(object: StreamedObject | null): void {
    this.#visit(object, this.#count);
    this.#count += 1;
  }
}

/** Takes what git says to one question. */
export interface Answer {
  /** Never throws. @returns what follows the answer; `undefined` as long as it is not whole */
  take: (chunk: Buffer) => Buffer | undefined;
}

/** The objects that were asked for, with their bytes. */
export class ObjectsAnswer implements Answer {
  readonly #stream: ObjectStream;
  #failure: { error: unknown } | undefined;

  constructor(count: number, visit: Visit, largest: number) {
    this.#stream = new ObjectStream(
      (object, index) => {
        if (this.#failure !== undefined) return;
        try {
          visit(object, index);
        } catch (error) {
          // Git goes on with its answer, and the next question must not be taken for answered by the rest of it.
          this.#failure = { error };
        }
      },
      largest,
      count,
    );
  }

  take(chunk: Buffer): Buffer | undefined {
    return this.#stream.take(chunk);
  }

  /** @throws what the visitor threw */
  end(): void {
    if (this.#failure !== undefined) throw this.#failure.error;
  }
}

/** What `--batch-check` says of each object that was asked for. */
export class HeadsAnswer implements Answer {
  readonly heads: (ObjectHead | null)[] = [];
  readonly #count: number;
  #rest: Buffer = Buffer.of();

  constructor(count: number) {
    this.#count = count;
  }

  take(chunk: Buffer): Buffer | undefined {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    while (this.heads.length < this.#count) {
      const end = bytes.indexOf(LINE_FEED, at);
      if (end < 0) break;
      this.heads.push(parseHead(bytes.toString('latin1', at, end)));
      at = end + 1;
    }
    this.#rest = bytes.subarray(at);
    return this.heads.length < this.#count ? undefined : this.#rest;
  }
}

/** @returns null for what is no object */
export function parseHead(line: string): ObjectHead | null {
  const [, id, type, size] = /^([0-9a-f]{40,64}) (blob|tree|commit|tag) (\d+)$/.exec(line) ?? [];
  return id === undefined || type === undefined ? null : { id, type, size: Number(size) };
}
