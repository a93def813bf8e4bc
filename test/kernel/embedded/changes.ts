import type {Change} from '../../../src/ipvs/change.js';
import type {NameTable} from '../../../src/ipvsadm/names.js';
import {parseCommandLine} from '../../../src/ipvsadm/parse.js';

const noNames: NameTable = {addressOf: () => null, portOf: () => null};

/** Changes as one writes them for ipvsadm, numbers only. */
export function changes(lines: readonly string[]): Change[] {
  return lines.map(line => {
    const command = parseCommandLine(line.split(' '), 'ipvsadm', 'ipvsadm', noNames);
    if (command.type !== 'change') throw new Error(`${line} is no change`);
    return command.change;
  });
}
