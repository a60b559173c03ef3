import { withLongs } from './wire-long.js';

/** An answer that is JSON already, as it is sent: that of many runs is put together from what is kept of each. */
export class JsonText {
  constructor(readonly text: string | Buffer) {}

  static of(body: object): JsonText {
    return body instanceof JsonText ? body : new JsonText(withLongs(JSON.stringify(body)));
  }

  toJSON(): unknown {
    return JSON.parse(String(this.text));
  }
}
