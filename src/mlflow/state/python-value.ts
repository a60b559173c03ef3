/** `repr(value)` of a float */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16))
    return value
      .toExponential()
      .replace(/(\d)$/, (digit, _, at, all) => (/[+-]/.test(all[at - 1]) ? `0${digit}` : digit));
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

/** `str(value)`, as `log_param` sends it. */
export function pythonText(value: string | number | boolean | null): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'number' || Number.isInteger(value)) return String(value);
  return pythonFloat(value);
}
