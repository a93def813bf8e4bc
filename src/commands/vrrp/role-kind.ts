import {type Address, parseAddress} from '../../net/address.js';
import {type Kind, Usage} from '../command.js';

/** What this host is to be, or the address of who is to be master instead of it. */
export const role: Kind<'backup' | 'master' | Address> = {
  placeholder: 'backup|master|ADDRESS',
  choices: ['backup', 'master'],
  parse: text => {
    if (text === 'backup' || text === 'master') return text;
    const address = parseAddress(text);
    if (!address) throw new Usage(`'${text}' is neither backup, nor master, nor the address of a peer`);
    return address;
  },
};
