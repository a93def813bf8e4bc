import {type Address, parseAddress, parseIpv4, parseIpv6} from '../../../net/address.js';
import type {Word} from '../text/words.js';
import {type Context, hasInterface} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import type {VirtualAddress} from './vrrp-configuration.js';

type Draft = {-readonly [K in keyof VirtualAddress]: VirtualAddress[K]};

export interface AddressOptions {
  readonly isStatic: boolean;
  readonly hasTrackGroup: (name: string) => boolean;
}

/** Options that need nothing behind them. */
const plain = ['home', '-nodad', 'mngtmpaddr', 'noprefixroute', 'autojoin'];
const withValue = ['dev', 'scope', 'broadcast', 'brd', 'label', 'peer', 'preferred_lft'];
const scopes = ['global', 'nowhere', 'host', 'link', 'site'];

/** `ADDRESS[/LENGTH] [dev IF] [brd ADDRESS|+|-] …`, as alloc_ipaddress() of vrrp_ipaddress.c reads it. */
export function readVirtualAddress(
  context: Context,
  words: readonly Word[],
  {isStatic, hasTrackGroup}: AddressOptions,
): VirtualAddress | undefined {
  const first = words[0] as Word;
  const parsed = readPrefix(context, first);
  if (!parsed) return undefined;
  const draft: Draft = {...parsed, place: first, isTracked: true, usesVirtualMac: false};
  for (let i = 1; i < words.length; i++) {
    const option = words[i] as Word;
    const isGroup = isStatic && option.text === 'track_group';
    if (withValue.includes(option.text) || isGroup) {
      const value = words[++i];
      if (!value) {
        context.report('missing-value', option, `nothing behind "${option.text}"`, 'keepalived leaves the address out');
        return undefined;
      }
      if (isGroup) {
        if (hasTrackGroup(value.text)) draft.trackGroup = value.text;
        else context.report('unknown-name', value, `there is no track_group "${value.text}"`);
      } else if (!readOption(context, draft, option.text, value)) return undefined;
    } else if (option.text === 'no_track') draft.isTracked = false;
    else if (!isStatic && option.text === 'use_vmac') draft.usesVirtualMac = true;
    else if (!plain.includes(option.text))
      context.report(
        'invalid-value',
        option,
        `"${option.text}" is no option of an address`,
        'keepalived ignores the word',
      );
  }
  checkBroadcast(context, draft, first);
  checkIpv6(context, draft, first);
  return draft;
}

function readPrefix(context: Context, word: Word): {address: Address; prefixLength: number} | undefined {
  const [text, ...rest] = word.text.split('/');
  const isIpv6 = word.text.includes(':');
  const bits = isIpv6 ? 128 : 32;
  let prefixLength = bits;
  if (rest.length > 0) {
    const read = readUnsigned(rest.join('/'), 0, bits, true);
    prefixLength = takeNumber(context, read, word, `keepalived takes ${bits} as its prefix length`) ?? bits;
  }
  const address = isIpv6 ? parseIpv6(text as string) : parseIpv4(text as string);
  if (address) return {address, prefixLength};
  context.report('invalid-value', word, `"${word.text}" is not an address`, 'keepalived leaves it out');
  return undefined;
}

/** Whether the address is kept. */
function readOption(context: Context, draft: Draft, option: string, value: Word): boolean {
  const {report} = context;
  const leftOut = 'keepalived leaves the address out';
  switch (option) {
    case 'dev':
      if (draft.interface !== undefined) report('duplicate', value, 'a second interface', leftOut);
      else if (!hasInterface(context, value.text))
        report('unknown-interface', value, `there is no interface "${value.text}"`);
      else {
        draft.interface = value.text;
        return true;
      }
      return false;
    case 'scope':
      if (scopes.includes(value.text) || isByte(value.text)) draft.scope = value.text;
      else report('invalid-value', value, `"${value.text}" is no scope`, 'keepalived ignores it');
      return true;
    case 'label':
      if (Buffer.byteLength(value.text) > 15) {
        report('invalid-value', value, 'the label is longer than 15 characters', leftOut);
        return false;
      }
      draft.label = value.text;
      return true;
    case 'peer':
      readPeer(context, draft, value);
      return true;
    case 'preferred_lft':
      if (value.text !== 'forever') takeNumber(context, readUnsigned(value.text, 0, 4_294_967_295, true), value);
      return true;
    default: // brd, broadcast
      if (draft.address.family === 'ipv6') report('invalid-value', value, 'IPv6 has no broadcast', leftOut);
      else if (!['+', '-'].includes(value.text) && !parseIpv4(value.text))
        report('invalid-value', value, `"${value.text}" is not a broadcast address`, leftOut);
      else {
        draft.broadcast = value.text;
        return true;
      }
      return false;
  }
}

function isByte(text: string): boolean {
  return /^\d{1,3}$/.test(text) && Number(text) <= 255;
}

function readPeer({report}: Context, draft: Draft, value: Word): void {
  const peer = parseAddress(value.text);
  if (draft.peer) report('duplicate', value, 'a second peer', 'keepalived ignores it');
  else if (!peer) report('invalid-value', value, `"${value.text}" is not an address`, 'keepalived ignores it');
  else if (peer.family !== draft.address.family)
    report('invalid-value', value, 'the peer is of the other family', 'keepalived ignores it');
  else {
    if (draft.prefixLength !== bitsOf(peer))
      report('corrected', value, 'an address with a peer has no prefix length', 'keepalived ignores the length');
    draft.peer = peer;
    draft.prefixLength = bitsOf(peer);
  }
}

function bitsOf({family}: Address): number {
  return family === 'ipv4' ? 32 : 128;
}

function checkBroadcast({report}: Context, draft: Draft, place: Word): void {
  if (draft.broadcast === undefined) return;
  if (draft.peer) report('corrected', place, 'both a broadcast address and a peer', 'keepalived ignores the broadcast');
  else if (['+', '-'].includes(draft.broadcast) && draft.prefixLength > 30)
    report('questionable-value', place, `a prefix of ${draft.prefixLength} leaves no broadcast address`);
}

function checkIpv6({report}: Context, draft: Draft, place: Word): void {
  if (draft.address.family === 'ipv4') return;
  if (draft.scope !== undefined && !['0', 'global'].includes(draft.scope)) {
    report('corrected', place, 'IPv6 addresses have no scope of their own', 'keepalived ignores the scope');
    delete draft.scope;
  }
  if (draft.label !== undefined) {
    report('corrected', place, 'IPv6 addresses have no label', 'keepalived ignores the label');
    delete draft.label;
  }
}
