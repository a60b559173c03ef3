export type Shape = 'normal' | 't3' | 'skewed' | 'accuracy';

export interface Cell {
  shape: Shape;
  /** Runs on each side. */
  n: number;
  /** Of the two sides of one seed. */
  correlation: number;
  /** True move downwards, in the metric's unit. */
  drop: number;
}

export type Draw = (cell: Cell) => { current: number[]; baseline: number[] };

export const SIGMA: Readonly<Record<Shape, number>>;
export function drawsFrom(seed: number): Draw;
export function shareOf(draws: number, isFound: () => boolean): number;
