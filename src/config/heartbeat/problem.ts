/** A position in a configuration file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something of heartbeat's files that is not as it should be. Texts are from outside. */
export interface HeartbeatProblem extends Place {
  /** refused: heartbeat 3.0.6 does not start with it. warning: it starts, and may not do what is meant. */
  readonly severity: 'refused' | 'warning';
  readonly message: string;
}

/** `/etc/ha.d/ha.cf:3:1: there is no directive "nod"; heartbeat does not start`. */
export function formatHeartbeatProblem({file, line, column, severity, message}: HeartbeatProblem): string {
  return `${file}:${line}:${column}: ${message}${severity === 'refused' ? '; heartbeat does not start' : ''}`;
}
