import type {Kernel} from './kernel.js';
import {openLinuxSocket} from './netlink/linux-socket.js';
import {readProc, writeProc} from './proc/linux-files.js';

/** The kernel this machine runs. */
export const linuxKernel: Kernel = {
  name: 'linux',
  openNetlink: openLinuxSocket,
  openBulkNetlink: async (protocol, receiveBuffer) =>
    (await import('./netlink/bulk-socket.js')).openBulkSocket(protocol, receiveBuffer),
  readProc,
  writeProc,
};
