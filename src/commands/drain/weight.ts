import {type Kind, Usage} from '../command.js';

/** A weight above 0: of 0 a server would stay drained. The kernel takes up to 2147483647. */
export const weight: Kind<number> = {
  placeholder: 'WEIGHT',
  parse: text => {
    const value = Number(text);
    if (!/^\d{1,10}$/.test(text) || value < 1 || value > 0x7fffffff)
      throw new Usage(`'${text}' is not a weight (1 to 2147483647)`);
    return value;
  },
};
