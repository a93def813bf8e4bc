import type {Director} from '../director.js';

export const connectionsHeader = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData\n';
export const syncedConnectionsHeader = 'Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Origin Expires\n';
export const applicationsText = 'prot port    usecnt name\n';

export function* connectionRecords(_director: Director, _skip: number): Iterable<string> {}
export function* syncedConnectionRecords(_director: Director, _skip: number): Iterable<string> {}
