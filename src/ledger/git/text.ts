/** URLs without user info, and no control characters or colours of the server. */
export function cleanText(text: string): string {
  return text
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, '')
    .replace(/:\/\/[^/@\s]+@/g, '://')
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g, ' ')
    .trim();
}
