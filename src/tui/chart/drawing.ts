/** What a chart shall show. */
export interface Drawing {
  /** Cells. */
  readonly width: number;
  /** Lines, with the axis and its labels. */
  readonly height: number;
  readonly series: readonly Series[];
  /** Below the time axis, evenly spread: the first at the oldest value, the last at the newest. */
  readonly labels: readonly string[];
  /** What the scale reaches at least; without it, the greatest value. */
  readonly most?: number;
}

export interface Series {
  /** Evenly spaced in time, the newest last; NaN where there is none. */
  readonly values: ArrayLike<number>;
  readonly role: 'chart1' | 'chart2';
}
