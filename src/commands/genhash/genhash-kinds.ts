import {type Address, parseAddress} from '../../net/address.js';
import {type Kind, Usage} from '../command.js';

export const serverAddress: Kind<Address> = {
  placeholder: 'ADDRESS',
  parse: text => {
    const address = parseAddress(text);
    if (!address) throw new Usage(`'${text}' is not an address: names are not looked up`);
    return address;
  },
};

export const port: Kind<number> = {
  placeholder: 'PORT',
  parse: text => {
    const value = Number(text);
    if (!/^\d{1,5}$/.test(text) || value < 1 || value > 65_535) throw new Usage(`'${text}' is not a port (1 to 65535)`);
    return value;
  },
};

/** SO_MARK. */
export const mark: Kind<number> = {
  placeholder: 'MARK',
  parse: text => {
    const value = Number(text);
    if (!/^\d{1,10}$/.test(text) || value > 0xffff_ffff) throw new Usage(`'${text}' is not a mark (0 to 4294967295)`);
    return value;
  },
};
