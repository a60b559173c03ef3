/** A decimal number as programs write it. Digits and dot are said so that no text of digits can be parted in two ways. */
export const DECIMAL_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
