import type {WrittenGlobals} from './global-reader.js';
import type {Virtual} from './ldirectord-config.js';
import type {ReportAt} from './setting-reader.js';
import type {WrittenService} from './virtual-reader.js';

/** Says of a virtual service what ldirectord starts with and what yet does not do what its words say. */
export function checkVirtual(written: WrittenService, virtual: Virtual, globals: WrittenGlobals, report: ReportAt): void {
}
