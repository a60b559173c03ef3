const STEPS = ['bytes', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;

/** e.g. `1.4 MB`; steps of 1000, as GitHub shows sizes. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (value >= 999.5 && step < STEPS.length - 1) {
    value /= 1000;
    step += 1;
  }
  const shown = step === 0 || value >= 99.5 ? value.toFixed(0) : value.toPrecision(2 + Number(value >= 9.95));
  return `${shown} ${bytes === 1 ? 'byte' : STEPS[step]}`;
}

/** e.g. `3.4 s`, `12 min 5 s`, `2 h 3 min`. */
export function formatDuration(seconds: number): string {
  if (seconds < 59.95) return `${seconds < 9.95 ? seconds.toFixed(1) : seconds.toFixed(0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A metric's value for people: at most six significant digits. The record keeps all of them. */
export function formatNumber(value: number | string): string {
  if (typeof value === 'string' || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}

/** `1 finding`, `2 findings`. */
export function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}
