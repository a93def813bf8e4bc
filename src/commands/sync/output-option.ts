import {choice} from '../kinds.js';
import {outputFormats} from '../output/structured.js';

export const outputOption = {
  kind: choice(...outputFormats),
  alias: 'o',
  describe: 'how to print (default table); json and yaml are for scripts, see lvsctl help output',
} as const;
