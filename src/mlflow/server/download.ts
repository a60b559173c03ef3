import { pipeline } from 'node:stream/promises';
import { invalid, missing } from '../protocol/errors.js';
import { SAFE, sendText } from './answer.js';
import type { ArtifactFile, ArtifactFiles, ByteRange } from './artifact-files.js';
import { contentType, disposition } from './content-types.js';
import { ClientGone, type Exchange, PATIENCE } from './exchange.js';

/** Sends a file, or the part of it that is asked for. @throws ProtocolError where it is none @throws ClientGone */
export async function sendFile(exchange: Exchange, files: ArtifactFiles, path: string): Promise<void> {
  const file = await files.get(path);
  if (file === undefined) throw missing(`No such artifact: '${path}'`);
  if (file === 'folder') throw invalid(`Artifact path refers to a directory, not a file: '${path}'`);
  const { request, response } = exchange;
  const range = rangeOf(request.headers, file.size);
  if (range === 'none') {
    const more = ['Content-Range', `bytes */${file.size}`];
    sendText(response, { status: 416, text: 'The file has no such bytes.\n', more });
    return;
  }
  response.writeHead(range === undefined ? 200 : 206, headersOf(path, file, range));
  if (request.method === 'HEAD') response.end();
  else await sent(exchange, file, range);
}

function headersOf(path: string, { size }: ArtifactFile, range: ByteRange | undefined): string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const length = range === undefined ? size : range.end - range.start + 1;
  return [
    ...['Content-Type', contentType(name), 'Content-Length', String(length)],
    ...[
      'Content-Disposition',
      disposition(name),
      'Accept-Ranges',
      'bytes',
      'Cache-Control',
      'no-cache',
      ...SAFE,
    ],
    ...(range === undefined ? [] : ['Content-Range', `bytes ${range.start}-${range.end}/${size}`]),
  ];
}

/** A body that breaks off is told by a connection that does: the client must not take it for the whole. */
async function sent({ response }: Exchange, file: ArtifactFile, range: ByteRange | undefined): Promise<void> {
  response.setTimeout(PATIENCE);
  try {
    await pipeline(file.open(range), response);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE'].includes(code)) throw new ClientGone();
    throw error;
  }
}

interface RangeHeaders {
  range?: string | undefined;
  'if-range'?: string | string[] | undefined;
}

/** @returns undefined: the whole; 'none': there are no such bytes. Several ranges at once are answered with the whole. */
function rangeOf(headers: RangeHeaders, size: number): ByteRange | 'none' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(headers.range ?? '');
  // What is to be the same file as before cannot be known here.
  if (match === null || headers['if-range'] !== undefined) return undefined;
  const [, first = '', last = ''] = match;
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  return start <= end ? { start, end } : 'none';
}
