import {writeAddress} from '../net/address-bytes.js';
import {internetChecksum} from '../net/checksum.js';
import {authenticationTypes, type OwnAdvertisement} from './advertisement.js';
import {coverageSum, possibleCoverages} from './advertisement-checksum.js';
import {addressLengths, advertisementLength, fixedLength} from './advertisement-layout.js';
import {familyOf, type Route} from './datagram.js';
import {intervalUnits, isAdvertisable} from './intervals.js';
import {Password} from './password.js';

/**
 * The message of an advertisement, without the IP header, whose addresses the checksum may cover.
 * Throws RangeError for what no packet can say: that is a bug, the configuration has been checked before.
 */
export function encodeAdvertisement(advertisement: OwnAdvertisement, route: Route): Uint8Array {
  const family = familyOf(route);
  const {version, virtualRouter, priority, interval, addresses} = advertisement;
  refuseImpossible(advertisement, route);
  const bytes = new Uint8Array(advertisementLength(version, family, addresses.length));
  const view = new DataView(bytes.buffer);
  view.setUint8(0, (version << 4) | 1);
  view.setUint8(1, virtualRouter);
  view.setUint8(2, priority);
  view.setUint8(3, addresses.length);
  const units = interval / intervalUnits[version].milliseconds;
  for (const [i, address] of addresses.entries())
    writeAddress(address, bytes, fixedLength + i * addressLengths[family]);
  if (advertisement.version === 2) {
    const {authentication} = advertisement;
    view.setUint8(4, authenticationTypes.indexOf(authentication.type));
    view.setUint8(5, units);
    if (authentication.type === 'password') authentication.password.write(bytes, bytes.length - Password.length);
    view.setUint16(6, internetChecksum(bytes)); // RFC 3768 §5.3.8: the whole message, the authentication data too
  } else {
    view.setUint16(4, units); // the 4 reserved bits are zero (RFC 9568 §5.2.6)
    view.setUint16(6, internetChecksum(bytes, coverageSum(advertisement.checksum, route, bytes.length)));
  }
  return bytes;
}

function refuseImpossible(advertisement: OwnAdvertisement, route: Route): void {
  const {version, virtualRouter, priority, interval, addresses} = advertisement;
  const family = familyOf(route);
  const isByte = (value: number) => Number.isInteger(value) && value >= 0 && value <= 255;
  if (!isByte(virtualRouter) || virtualRouter === 0)
    throw new RangeError(`there is no virtual router ${virtualRouter}`);
  if (!isByte(priority)) throw new RangeError(`there is no priority ${priority}`);
  if (!isAdvertisable(version, interval))
    throw new RangeError(`version ${version} cannot advertise an interval of ${interval} ms`);
  if (addresses.length > 255) throw new RangeError(`${addresses.length} addresses do not fit, 255 do`);
  if (route.source.family !== family || addresses.some(address => address.family !== family))
    throw new RangeError('the addresses of an advertisement are of the family of its packet'); // RFC 9568 §5.2.9
  if (version === 2 && family === 'ipv6') throw new RangeError('version 2 is for IPv4 only');
  if (advertisement.version === 3 && !possibleCoverages(route).includes(advertisement.checksum))
    throw new RangeError(`the checksum of this packet cannot cover the ${advertisement.checksum}`);
}
