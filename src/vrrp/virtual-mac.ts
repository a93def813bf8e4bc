import type {Family} from '../net/address.js';
import {type Mac, mac} from '../net/mac.js';

/** RFC 9568 §7.3: 00:00:5e:00:01:VRID for IPv4, 00:00:5e:00:02:VRID for IPv6. keepalived sends from it only with use_vmac. */
export function virtualMac(family: Family, virtualRouter: number): Mac {
  return mac((family === 'ipv4' ? 0x00005e000100 : 0x00005e000200) + virtualRouter);
}

/** The virtual router that an Ethernet address stands for; undefined for an address of no virtual router. */
export function virtualRouterOf({value}: Mac): {readonly family: Family; readonly virtualRouter: number} | undefined {
  const virtualRouter = value % 256;
  const block = value - virtualRouter;
  if (virtualRouter === 0) return undefined;
  if (block === 0x00005e000100) return {family: 'ipv4', virtualRouter};
  return block === 0x00005e000200 ? {family: 'ipv6', virtualRouter} : undefined;
}
