declare module 'unzip-stream' {
  import type { Readable, Writable } from 'node:stream';

  interface Entry extends Readable {
    path: string;
    type: 'File' | 'Directory';
  }
  interface Parser extends Writable {
    on(event: 'entry', listener: (entry: Entry) => void): this;
    on(event: string | symbol, listener: (...args: never[]) => void): this;
  }
  export function Parse(): Parser;
}
