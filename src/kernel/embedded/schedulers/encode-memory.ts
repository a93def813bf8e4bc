import type {Field} from '../store/field.js';
import type {ServiceEntry} from '../table/entries.js';
import {nothingRemembered, type SchedulerMemory} from './memory.js';
export function encodeMemory(_m: SchedulerMemory): unknown { return undefined; }
export function decodeMemory(_s: ServiceEntry, _f: Field): SchedulerMemory { return nothingRemembered; }
