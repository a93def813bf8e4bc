import {refusalWords} from '../ipvsadm/words.js';
import {errnoText} from '../ipvs/errno.js';
import {isRefusal} from '../ipvs/refusal.js';
import {isUnavailable} from '../ipvs/unavailable.js';

/** Why the kernel could not be read or changed, in words, with what to do. */
export function problemWords(error: Error): string {
  if (isRefusal(error)) return `The kernel refuses: ${refusalWords(error)}.`;
  if (!isUnavailable(error)) return `The kernel cannot be read: ${error.message}`;
  switch (error.obstacle.type) {
    case 'absent':
      return 'This kernel has no IPVS now: load it with `modprobe ip_vs`.';
    case 'refused':
      return `IPVS refuses: ${errnoText(error.obstacle.errno)}. It answers only root (CAP_NET_ADMIN).`;
    case 'local':
      return `The netlink socket failed: ${error.obstacle.error.message}`;
  }
}
