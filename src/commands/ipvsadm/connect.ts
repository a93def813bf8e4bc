import {errnoText, errnoNumber} from '../../ipvs/errno.js';
import {isUnavailable, type Obstacle, type OpenIpvs} from '../../ipvs/unavailable.js';
import {Refusal} from '../../ipvs/refusal.js';
import {refusalWords} from '../../ipvsadm/words.js';
import type {IpvsadmContext} from './context.js';

/** Opens IPVS as ipvsadm does at every start: try, load the module, try once more. Undefined after saying why not. */
export async function connectOrExplain(
  context: Pick<IpvsadmContext, 'connect' | 'loadModule' | 'isRoot' | 'stderr' | 'dialect'>,
): Promise<OpenIpvs | undefined> {
  let obstacle = await attempt(context);
  if (!('type' in obstacle)) return obstacle;
  const first = obstacle;
  // lvsctl does not try to load a module that is there and only refuses
  const mayHelp = context.dialect === 'ipvsadm' || first.type === 'absent';
  if (mayHelp && (await context.loadModule())) obstacle = await attempt(context);
  if (!('type' in obstacle)) return obstacle;
  context.stderr.write(explain(obstacle, context));
  return undefined;
}

async function attempt(context: Pick<IpvsadmContext, 'connect'>): Promise<OpenIpvs | Obstacle> {
  try {
    return await context.connect();
  } catch (error) {
    if (isUnavailable(error)) return error.obstacle;
    throw error;
  }
}

function explain(obstacle: Obstacle, {dialect, isRoot}: Pick<IpvsadmContext, 'dialect' | 'isRoot'>): string {
  const text = `Can't initialize ipvs: ${reason(obstacle, isRoot)}\nAre you sure that IP Virtual Server is built in the kernel or as module?\n`;
  return dialect === 'ipvsadm' ? text : `${text}${advice(obstacle)}\n`;
}

/** ipvsadm's word for it. NB: any local failure reads as EINVAL there, unless it is about open files. */
function reason(obstacle: Obstacle, isRoot: boolean): string {
  const words = (errno: number) => refusalWords(new Refusal('information', errno));
  // without the netlink family ipvsadm tries a raw socket, which only root may open
  if (obstacle.type === 'absent') return words(errnoNumber(isRoot ? 'ENOPROTOOPT' : 'EPERM'));
  if (obstacle.type === 'refused') return words(obstacle.errno);
  const {code} = obstacle.error as NodeJS.ErrnoException;
  return code === 'EMFILE' ? errnoText(errnoNumber('EMFILE')) : words(errnoNumber('EINVAL'));
}

function advice(obstacle: Obstacle): string {
  switch (obstacle.type) {
    case 'absent':
      return 'This kernel has no IPVS: load it with `modprobe ip_vs`, or install the kernel package that has the module. To try lvsctl without it: LVSCTL_KERNEL=embedded lvsctl …';
    case 'refused':
      return 'IPVS answers only root (CAP_NET_ADMIN in the first user namespace): run this with sudo. To try lvsctl without: LVSCTL_KERNEL=embedded lvsctl …';
    case 'local':
      return `The netlink socket failed: ${obstacle.error.message}. To try lvsctl without the kernel: LVSCTL_KERNEL=embedded lvsctl …`;
  }
}
