import type {Director} from '../director.js';
import type {Field} from '../store/field.js';
import type {ConnectionTable} from './connection-table.js';
export function encodeConnections(_c: ConnectionTable): unknown[] { return []; }
export function decodeConnections(_d: Director, _f: Field): void {}
