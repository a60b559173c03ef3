/** An answer that is JSON already: that of many runs is put together from what is kept of each. */
export class JsonText {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
