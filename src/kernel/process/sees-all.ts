import {readFileSync, readlinkSync} from 'node:fs';

/** PROC_PID_INIT_INO of <linux/proc_ns.h>: the first PID namespace. */
const first = 'pid:[4026531836]';

/** Whether /proc has all processes of the machine: not in a container, nor where it is mounted with hidepid. */
export function seesAllProcesses(): boolean {
  try {
    return readlinkSync('/proc/self/ns/pid') === first && readFileSync('/proc/1/stat').length > 0;
  } catch {
    return false;
  }
}
