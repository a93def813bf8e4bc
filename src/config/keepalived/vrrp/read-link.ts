import {parseAddress} from '../../../net/address.js';
import type {Word} from '../text/words.js';
import type {Context} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import {flagOf} from '../walk/section.js';
import {type InstanceDraft, takesFamily} from './instance-draft.js';
import type {VirtualMac, VrrpInstance} from './vrrp-configuration.js';

/** `use_vmac [INTERFACE] [ADDRESS]` */
export function readVirtualMac({report}: Context, words: readonly Word[], draft: InstanceDraft): VirtualMac {
  const found: {interface?: string; address?: string} = {...draft.virtualMac};
  for (const word of words.slice(1, 3)) {
    if (word.text.includes(':')) {
      const fault = faultOfMac(word.text);
      if (found.address !== undefined) report('duplicate', word, 'a second address', 'keepalived ignores it');
      else if (fault !== undefined) report('invalid-value', word, `"${word.text}" ${fault}`, 'keepalived ignores it');
      else found.address = word.text;
    } else if (found.interface !== undefined) report('duplicate', word, 'a second name', 'keepalived ignores it');
    else if (!isInterfaceName(word.text))
      report('invalid-value', word, `"${word.text}" cannot be the name of an interface`, 'keepalived ignores it');
    else found.interface = word.text;
  }
  return {...found, sendsOnBase: flagOf(draft.section, 'vmac_xmit_base')};
}

/** Six octets, or five to which the VRID is added; neither multicast nor one of RFC 9568 §7.3. */
function faultOfMac(text: string): string | undefined {
  if (!/^([0-9a-f]{1,2}:){4}[0-9a-f]{1,2}(:|:[0-9a-f]{1,2})?$/i.test(text)) return 'is not a MAC address';
  const octets = text.split(':').map(octet => Number.parseInt(octet, 16));
  if ((octets[0] as number) & 1) return 'is a multicast address';
  const isVrrp = [0, 0, 0x5e, 0].every((octet, i) => octets[i] === octet) && [1, 2].includes(octets[4] as number);
  return isVrrp ? 'is one of those VRRP gives out' : undefined;
}

function isInterfaceName(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && Buffer.byteLength(name) <= 15 && !/[/:\s]/.test(name);
}

/** `use_ipvlan [INTERFACE] [ADDRESS] [bridge|private|vepa]` */
export function readIpvlan(context: Context, words: readonly Word[], draft: InstanceDraft): VrrpInstance['ipvlan'] {
  const {report} = context;
  const found: {interface?: string; address?: NonNullable<ReturnType<typeof parseAddress>>} = {};
  let hasMode = false;
  for (const word of words.slice(1)) {
    const {text} = word;
    const address = parseAddress(text.split('/')[0] as string);
    if (['bridge', 'private', 'vepa'].includes(text)) {
      if (hasMode) report('duplicate', word, 'a second mode', 'keepalived ignores it');
      hasMode = true;
    } else if (address) {
      if (found.address) report('duplicate', word, 'a second address', 'keepalived ignores it');
      else if (!takesFamily(draft, address))
        report('invalid-value', word, 'it is of the other family', 'keepalived ignores it');
      else {
        found.address = address;
        draft.sourceAddress ??= address;
      }
    } else if (found.interface !== undefined) report('duplicate', word, 'a second name', 'keepalived ignores it');
    else if (Buffer.byteLength(text) > 15)
      report('invalid-value', word, 'the name is too long', 'keepalived ignores it');
    else found.interface = text;
  }
  return found;
}

/** `[all] SECONDS` of garp_extra_if and vrrp_garp_extra_if. */
export function readGarpExtra(context: Context, words: readonly Word[], least: number): void {
  let delay: number | undefined;
  for (const word of words.slice(1)) {
    if (word.text === 'all') continue;
    delay = takeNumber(context, readUnsigned(word.text, least, 86_400, true), word);
    if (delay === undefined) return;
  }
  if (delay === undefined) context.report('missing-value', words[0] as Word, 'a time is missing');
}
