const percent = (character: string) =>
  [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const escaped = (character: string) =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`)
    .join('');
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * The texts that a secret can stand as: itself, in an address, in JSON, in HTML, in quotes, and in base64 at each of the three places that it can
 * have among other bytes, as in `x-access-token:SECRET`.
 */
export function formsOf(value: string): string[] {
  const lines = value.includes('\n') ? [value.replace(/\r?\n/g, '\n'), value.replace(/\r?\n/g, '\r\n')] : [];
  const forms = [value, ...lines].flatMap((one) => [
    one,
    ...addressForms(one),
    ...jsonForms(one),
    one.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? ''),
    ...base64Forms(one),
    ...[`'\\''`, `'"'"'`, "\\'"].map((quote) => one.replaceAll("'", quote)),
  ]);
  return [...new Set(forms)];
}

/** What is encoded by Python's `quote` with and without `/`, by forms, by `encodeURIComponent`, and by hand. */
const ENCODED: readonly RegExp[] = [
  /[^A-Za-z0-9_.~-]/gu,
  /[^A-Za-z0-9_.~/-]/gu,
  /[^A-Za-z0-9_.*-]/gu,
  /[^A-Za-z0-9_.~!'()*-]/gu,
  /[:/?#[\]@%\s]/gu,
];

/** Encoders differ in what they leave alone, in what a space becomes, and in the case of their digits. */
function addressForms(value: string): string[] {
  const whole = value.replace(/\p{Cs}/gu, '\ufffd');
  return ENCODED.flatMap((encoded) => {
    const lower = whole.replace(encoded, percent);
    const upper = lower.replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase());
    return [lower, upper, lower.replaceAll('%20', '+'), upper.replaceAll('%20', '+')];
  });
}

/** In a string within a string all escapes are escaped once more. */
function jsonForms(value: string): string[] {
  const plain = JSON.stringify(value).slice(1, -1);
  const ascii = plain.replace(/[^\x20-\x7e]/gu, escaped);
  const forms = [plain, ascii, ascii.replaceAll('/', '\\/'), ascii.replace(/[<>&'+]/g, escaped)];
  return [...forms, ...forms.map((form) => JSON.stringify(form).slice(1, -1))];
}

function base64Forms(value: string): string[] {
  const bytes = Buffer.from(value, 'utf8');
  return [0, 1, 2].flatMap((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replaceAll('=', '');
    // Characters at either end hold bits of what stands beside the secret.
    const core = text.slice(Math.ceil((before * 8) / 6), Math.floor(((before + bytes.length) * 8) / 6));
    return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
  });
}
