import type {Address, Family} from '../../../net/address.js';
import type {Section} from '../walk/section.js';
import type {UnicastPeer, VirtualAddress, VirtualMac, VrrpInstance} from './vrrp-configuration.js';

/** An instance as its block says it, before what keepalived deduces when all is read. */
export interface InstanceDraft {
  readonly section: Section;
  readonly name: string;
  family: Family | undefined;
  version: 2 | 3 | undefined;
  state: 'master' | 'backup' | undefined;
  interface: string | undefined;
  vrf: string | undefined;
  sourceAddress: Address | undefined;
  multicastGroup: Address | undefined;
  readonly unicastPeers: UnicastPeer[];
  /** Any of the unicast keywords was given. */
  mentionsUnicast: boolean;
  readonly addresses: VirtualAddress[];
  readonly excludedAddresses: VirtualAddress[];
  readonly routes: (readonly string[])[];
  readonly rules: (readonly string[])[];
  virtualMac: VirtualMac | undefined;
  ipvlan: VrrpInstance['ipvlan'];
  tracking: VrrpInstance['tracking'];
}

/** Whether an address is of the family of an instance, which its first address decides. */
export function takesFamily(draft: InstanceDraft, {family}: Address): boolean {
  draft.family ??= family;
  return draft.family === family;
}
