/** A text that was found. */
export interface Find {
  start: number;
  form: string;
}

/** The next of some texts from an index on, the longest where several begin; undefined when there is none. */
export type Finder = (text: string, from: number) => Find | undefined;

/** UTF-16 units: the least that a text to be found may have. */
export const SHORTEST_FORM = 8;
const SLOTS = 1 << 15;
/** Every step reads two units, and none of the first that all texts have is passed over. */
const LONGEST_STEP = SHORTEST_FORM - 1;

/**
 * Finds any of many texts in one pass, however many there are: a table says by the last two units of a window how far the window can be
 * moved, which is nearly always by as much as it is long (Wu and Manber).
 * @param forms of {@link SHORTEST_FORM} units at least
 */
export function finderOf(forms: readonly string[]): Finder {
  if (forms.length === 0) return () => undefined;
  const steps = new Uint8Array(SLOTS).fill(LONGEST_STEP);
  const ending = new Map<number, string[]>();
  for (const form of [...forms].sort((one, other) => other.length - one.length)) {
    for (let end = 1; end < SHORTEST_FORM; end += 1) {
      const slot = slotAt(form, end);
      steps[slot] = Math.min(steps[slot] ?? 0, LONGEST_STEP - end);
    }
    const last = slotAt(form, LONGEST_STEP);
    ending.set(last, [...(ending.get(last) ?? []), form]);
  }
  return (text, from) => {
    for (let end = from + LONGEST_STEP; end < text.length; ) {
      const slot = slotAt(text, end);
      const step = steps[slot] ?? 0;
      if (step === 0) {
        const form = formAt(text, end - LONGEST_STEP, ending.get(slot) ?? []);
        if (form !== undefined) return { start: end - LONGEST_STEP, form };
      }
      end += Math.max(1, step);
    }
    return undefined;
  };
}

/** What nearly is a form mostly ends differently. */
function formAt(text: string, start: number, forms: readonly string[]): string | undefined {
  for (const form of forms) {
    const last = form.length - 1;
    if (text.charCodeAt(start + last) === form.charCodeAt(last) && text.startsWith(form, start)) return form;
  }
  return undefined;
}

function slotAt(text: string, end: number): number {
  return (text.charCodeAt(end) * 181 + text.charCodeAt(end - 1)) % SLOTS;
}
