import type {Address} from '../../../net/address.js';
import type {Word} from '../text/words.js';
import type {Context} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {isMulticast, parseLooseAddress, takeNumber} from '../walk/read-value.js';
import {type Entry, keywordOf, type ListEntry, type Section, type SettingEntry} from '../walk/section.js';
import {type InstanceDraft, takesFamily} from './instance-draft.js';
import {readVirtualAddress} from './read-address.js';
import {readGarpExtra, readIpvlan, readVirtualMac} from './read-link.js';
import {readRoute, readRule} from './read-route.js';
import {readTracking, type Trackable} from './read-tracking.js';

const noGroups = {isStatic: false, hasTrackGroup: () => false};

/** A vrrp_instance, in the order of its lines: much depends on what was said before. */
export function readInstance(context: Context, section: Section, name: string, trackable: Trackable): InstanceDraft {
  const draft: InstanceDraft = {
    section,
    name,
    family: undefined,
    version: undefined,
    state: undefined,
    interface: undefined,
    vrf: undefined,
    sourceAddress: undefined,
    multicastGroup: undefined,
    unicastPeers: [],
    mentionsUnicast: false,
    addresses: [],
    excludedAddresses: [],
    routes: [],
    rules: [],
    virtualMac: undefined,
    ipvlan: undefined,
    tracking: readTracking(context, section, trackable),
  };
  for (const entry of section.entries) readEntry(context, draft, entry);
  if (section.isComplete) checkEnd(context, draft);
  return draft;
}

function readEntry(context: Context, draft: InstanceDraft, entry: Entry): void {
  if (entry.type === 'list') return readList(context, draft, entry);
  if (entry.type === 'setting' && entry.value !== undefined) readSetting(context, draft, entry);
}

function readSetting(context: Context, draft: InstanceDraft, entry: SettingEntry): void {
  const {report} = context;
  const {value, words} = entry;
  const keyword = keywordOf(entry);
  const given = words[1] as Word;
  switch (entry.row.keyword) {
    case 'state':
      if (value === 'BACKUP' && draft.state === 'master')
        report('duplicate', given, 'the state was MASTER before', 'keepalived keeps MASTER');
      else draft.state = value === 'MASTER' ? 'master' : 'backup';
      return;
    case 'interface':
      draft.interface = value as string;
      return;
    case 'vrf':
      if (draft.interface !== undefined) report('invalid-value', keyword, 'a VRF besides an interface');
      else if (draft.vrf !== undefined) report('duplicate', keyword, 'a second VRF');
      else draft.vrf = value as string;
      return;
    case 'version':
      if ((draft.version && draft.version !== value) || (value === 2 && draft.family === 'ipv6'))
        report('invalid-value', given, `version ${value} contradicts what was said before`);
      else draft.version = value as 2 | 3;
      return;
    case 'native_ipv6':
      if (draft.family === 'ipv4') report('invalid-value', keyword, 'the addresses are IPv4');
      else {
        draft.family = 'ipv6';
        draft.version = 3;
      }
      return;
    case 'unicast_src_ip':
    case 'mcast_src_ip':
      if (keyword.text === 'unicast_src_ip') draft.mentionsUnicast = true;
      if (checkFamily(context, draft, value as Address, given)) draft.sourceAddress = value as Address;
      return;
    case 'mcast_dst_ip':
      return readGroup(context, draft, value as Address, given);
    case 'unicast_fault_no_peer':
    case 'check_unicast_src':
    case 'old_unicast_checksum':
      draft.mentionsUnicast = true;
      return;
    case 'use_vmac':
      draft.virtualMac = readVirtualMac(context, words, draft);
      return;
    case 'use_ipvlan':
      draft.ipvlan = readIpvlan(context, words, draft);
      return;
    case 'garp_extra_if':
    case 'vmac_garp_intvl':
      readGarpExtra(context, words, 0);
      return;
    default:
  }
}

function readGroup(context: Context, draft: InstanceDraft, group: Address, word: Word): void {
  if (!checkFamily(context, draft, group, word)) return;
  if (isMulticast(group) && (group.family === 'ipv4' || (group.words[0] >>> 16) % 16 === 2))
    draft.multicastGroup = group;
  else context.report('invalid-value', word, `"${word.text}" is not a group on the link`);
}

function checkFamily(context: Context, draft: InstanceDraft, address: Address, word: Word): boolean {
  if (takesFamily(draft, address)) return true;
  context.report('invalid-value', word, `"${word.text}" is not of the family of the instance`);
  return false;
}

function readList(context: Context, draft: InstanceDraft, {row, items}: ListEntry): void {
  if (row.keyword === 'unicast_peer') draft.mentionsUnicast = true;
  for (const words of items) {
    switch (row.keyword) {
      case 'unicast_peer':
        readPeer(context, draft, words);
        break;
      case 'virtual_ipaddress': {
        const address = readVirtualAddress(context, words, noGroups);
        if (address && checkFamily(context, draft, address.address, words[0] as Word)) draft.addresses.push(address);
        break;
      }
      case 'virtual_ipaddress_excluded': {
        const address = readVirtualAddress(context, words, noGroups);
        if (address) draft.excludedAddresses.push(address);
        break;
      }
      case 'virtual_routes': {
        const route = readRoute(context, words, noGroups);
        if (route) draft.routes.push(route);
        break;
      }
      case 'virtual_rules': {
        const rule = readRule(context, words, noGroups);
        if (rule) draft.rules.push(rule);
        break;
      }
      default:
    }
  }
}

/** `ADDRESS [min_ttl N] [max_ttl N]` (alloc_vrrp_unicast_peer() of vrrp_data.c). */
function readPeer(context: Context, draft: InstanceDraft, words: readonly Word[]): void {
  const {report} = context;
  const first = words[0] as Word;
  const address = parseLooseAddress(first.text);
  if (!address) {
    report('invalid-value', first, `"${first.text}" is not an address`);
    return;
  }
  if (!checkFamily(context, draft, address, first)) return;
  const ttl = {min_ttl: 0, max_ttl: 255};
  for (let i = 1; i < words.length; i += 2) {
    const option = words[i] as Word;
    const number = words[i + 1];
    if (!number) {
      report('missing-value', option, `nothing behind "${option.text}"`, 'keepalived ignores the word');
      break;
    }
    const value = takeNumber(context, readUnsigned(number.text, 0, 255, false), number);
    if (value === undefined) continue;
    if (option.text !== 'min_ttl' && option.text !== 'max_ttl') {
      report('invalid-value', option, `"${option.text}" is no option of a peer`, 'keepalived ignores the word');
      break;
    }
    ttl[option.text] = value;
  }
  if (ttl.min_ttl > ttl.max_ttl)
    report('questionable-value', first, 'no packet has such a TTL', 'keepalived discards all its adverts');
  draft.unicastPeers.push({address, leastTtl: ttl.min_ttl, mostTtl: ttl.max_ttl});
}

/** vrrp_end_handler() of vrrp_parser.c. */
function checkEnd({report}: Context, draft: InstanceDraft): void {
  const {section} = draft;
  if (draft.mentionsUnicast && (draft.virtualMac || draft.ipvlan)) {
    if (draft.interface === undefined) {
      report('corrected', section.end, 'a virtual MAC needs an interface', 'keepalived does without it');
      draft.virtualMac = undefined;
      draft.ipvlan = undefined;
    } else if (!draft.virtualMac?.sendsOnBase)
      report('corrected', section.end, 'unicast with use_vmac needs vmac_xmit_base', 'keepalived adds it');
  }
  if (draft.unicastPeers.length === 0 && hasTtl(section))
    report('corrected', section.end, 'unicast_ttl without unicast peers', 'keepalived ignores it');
}

function hasTtl(section: Section): boolean {
  return section.entries.some(
    entry => entry.type === 'setting' && entry.row.keyword === 'unicast_ttl' && entry.value !== undefined,
  );
}
