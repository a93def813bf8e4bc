import {readdirSync} from 'node:fs';
import type {Candidate} from './question.js';

export function interfaceNames(): readonly Candidate[] {
  return readdirSync('/sys/class/net').map(value => ({value, description: 'interface'}));
}
