import {openLinuxSocket} from './netlink/linux-socket.js';
import {readProc, writeProc} from './proc/linux-files.js';
import type {Kernel} from './kernel.js';

/** The kernel this machine runs. */
export const linuxKernel: Kernel = {name: 'linux', openNetlink: openLinuxSocket, readProc, writeProc};
