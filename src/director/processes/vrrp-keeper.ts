import type {ChildKeeper} from './child-keeper.js';
import type {FromVrrp, ToVrrp} from './vrrp-messages.js';

/** Keeps the process `vrrp` running. */
export type VrrpKeeper = ChildKeeper<ToVrrp, FromVrrp>;
