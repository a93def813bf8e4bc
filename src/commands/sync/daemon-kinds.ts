import {type Address, formatAddress, parseAddress} from '../../net/address.js';
import {type Kind, Usage} from '../command.js';
import {choice} from '../kinds.js';

/** Which of the two daemons is meant. */
export const daemon = choice('master', 'backup', 'both');

/** A network interface by its name: at most 15 bytes (IP_VS_IFNAME_MAXLEN). */
export const interfaceName: Kind<string> = {
  placeholder: 'IF',
  completes: 'interface',
  parse: text => {
    if (text === '' || Buffer.byteLength(text) > 15 || /[\s/]/.test(text))
      throw new Usage(`'${text}' is not the name of an interface (1 to 15 characters, such as eth0)`);
    return text;
  },
};

/** Where the multicasts go. */
export const multicastGroup: Kind<Address> = {
  placeholder: 'ADDRESS',
  parse: text => {
    const address = parseAddress(text);
    const isMulticast =
      address?.family === 'ipv6' ? address.words[0] >>> 24 === 0xff : address && address.value >>> 28 === 0xe;
    if (!address || !isMulticast)
      throw new Usage(
        `'${address ? formatAddress(address) : text}' is not a multicast address such as 224.0.0.81 or ff02::81`,
      );
    return address;
  },
};

/** The ranges are ipvsadm's. */
export const syncId = numberKind('ID', 'sync id', 0, 255);
export const multicastPort = numberKind('PORT', 'port', 1, 65535);
export const timeToLive = numberKind('TTL', 'time to live', 1, 255);
export const syncMessageLength = numberKind('BYTES', 'length', 1, 65507);

function numberKind(placeholder: string, what: string, least: number, most: number): Kind<number> {
  return {
    placeholder,
    parse: text => {
      const value = Number(text);
      if (!/^\d{1,9}$/.test(text) || value < least || value > most)
        throw new Usage(`'${text}' is not a ${what} (${least} to ${most})`);
      return value;
    },
  };
}
