import type {Field} from '../store/field.js';
export interface Workload {}
export function decodeWorkload(_field: Field): Workload | undefined { return undefined; }
