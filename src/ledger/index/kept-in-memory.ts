import type { Kept } from '../ledger.js';

/**
 * What a process has made of folders itself, for as long as it lives: a write that loses a race reads no more than what is new. It lies
 * nowhere that code which nobody trusts could change it.
 */
export function keptInMemory(): (form: string) => Kept {
  const forms = new Map<string, Map<string, Buffer>>();
  return (form) => {
    const texts = forms.get(form) ?? new Map<string, Buffer>();
    forms.set(form, texts);
    return {
      names: async () => new Set(texts.keys()),
      read: async (name) => texts.get(name),
      keep: async (name, parts) => {
        texts.set(name, Buffer.concat(parts));
      },
      tidy: async (needed) => {
        for (const name of texts.keys()) if (!needed.has(name)) texts.delete(name);
      },
    };
  };
}
