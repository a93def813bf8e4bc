/** A span of time, or a time since 1970. */
export type Milliseconds = number;
