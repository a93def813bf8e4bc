import type {ReaderCode} from '../lint-rule.js';
import {recognisedRouterMistakes} from './recognised-router-mistakes.js';
import {recognisedServerMistakes} from './recognised-server-mistakes.js';

/**
 * Mistakes that the reader finds and that have a name of their own: its code, its words, and the keyword at which the
 * mistake is where the reader names the block. The first row that fits counts. The consequence is the reader's, where a
 * row has an empty one.
 */
export const recognisedMistakes: readonly ReaderCode[] = [...recognisedRouterMistakes, ...recognisedServerMistakes];
