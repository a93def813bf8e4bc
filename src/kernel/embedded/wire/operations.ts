import {command} from '../../ipvs/attributes.js';

/** How the family takes a command: once for an answer, as a dump, or both. */
export interface Operation {
  readonly command: number;
  readonly does: boolean;
  readonly dumps: boolean;
}

const doing = (number: number): Operation => ({command: number, does: true, dumps: false});
const dumping = (number: number): Operation => ({command: number, does: false, dumps: true});

/** ip_vs_genl_ops of ip_vs_ctl.c, in its order of numbers. SET_INFO is a reply only. */
export const operations: readonly Operation[] = [
  doing(command.newService),
  doing(command.setService),
  doing(command.delService),
  {command: command.getService, does: true, dumps: true},
  doing(command.newDest),
  doing(command.setDest),
  doing(command.delDest),
  dumping(command.getDest),
  doing(command.newDaemon),
  doing(command.delDaemon),
  dumping(command.getDaemon),
  doing(command.setConfig),
  doing(command.getConfig),
  doing(command.getInfo),
  doing(command.zero),
  doing(command.flush),
];

/** GENL_ADMIN_PERM, GENL_CMD_CAP_DO, GENL_CMD_CAP_DUMP, GENL_CMD_CAP_HASPOL of <linux/genetlink.h>. */
export function operationFlags({does, dumps}: Operation): number {
  return 1 | (does ? 2 : 0) | (dumps ? 4 : 0) | 8;
}
