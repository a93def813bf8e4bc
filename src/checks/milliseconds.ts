/** A span of time or a moment of a clock that does not jump; it may have a fraction. */
export type Milliseconds = number;
