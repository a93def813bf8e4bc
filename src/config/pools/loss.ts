import {escapeControls} from '../../ipvs/outside-text.js';
import type {PoolPlace} from './pool-configuration.js';

/** What another kind of file cannot say, and what follows from that. Texts are from outside. */
export interface Loss {
  readonly place: PoolPlace;
  readonly message: string;
}

export type Lose = (place: PoolPlace, message: string) => void;

/** `keepalived.conf:12:3: …` */
export function formatLoss({place: {file, line, column}, message}: Loss): string {
  return escapeControls(`${file}:${line}:${column}: ${message}`);
}
