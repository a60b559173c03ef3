import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Entry } from 'unzip-stream';

/** The files of a zip, path to bytes, in the zip's order. Throws when it is damaged or names a file twice. */
export async function readZip(bytes: Uint8Array): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const reads: Promise<void>[] = [];
  // Of its thirty modules most test files that could read a zip need none.
  const { Parse } = await import('unzip-stream');
  const parser = Parse();
  parser.on('entry', (entry: Entry) => {
    reads.push(
      (async () => {
        const chunks: Buffer[] = [];
        for await (const chunk of entry) chunks.push(chunk as Buffer);
        if (entry.type !== 'File') return;
        if (files.has(entry.path)) throw new Error(`The zip names ${entry.path} twice`);
        files.set(entry.path, Buffer.concat(chunks));
      })(),
    );
  });
  await pipeline(Readable.from([bytes]), parser);
  await Promise.all(reads);
  return files;
}
