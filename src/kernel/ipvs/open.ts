import {isRefusal} from '../../ipvs/refusal.js';
import {IpvsUnavailable, type Obstacle, type OpenIpvs} from '../../ipvs/unavailable.js';
import {type Kernel, netlinkGeneric} from '../kernel.js';
import {Conversation} from '../netlink/conversation.js';
import {controller, familyAnswer, familyQuestion} from '../netlink/generic.js';
import {KernelError} from '../netlink/kernel-error.js';
import {payload} from '../netlink/request.js';
import {family} from './attributes.js';
import {IpvsClient, replyBuffer} from './client.js';

/** Resolves the family (which makes the kernel load ip_vs if it can) and asks for its version, as a proof of access. Rejects with IpvsUnavailable. */
export async function openIpvs(kernel: Kernel): Promise<OpenIpvs> {
  let conversation: Conversation | undefined;
  try {
    conversation = new Conversation(kernel.openNetlink(netlinkGeneric, replyBuffer));
    const ipvs = new IpvsClient(kernel, await resolveFamily(conversation), conversation);
    return {ipvs, information: await ipvs.information()};
  } catch (error) {
    conversation?.close();
    throw new IpvsUnavailable(obstacleOf(error as Error));
  }
}

async function resolveFamily(conversation: Conversation): Promise<number> {
  const question = {
    family: controller.family,
    version: controller.version,
    command: controller.getFamily,
    payload: payload(familyQuestion, {name: family.name}),
  };
  return familyAnswer.read(...(await conversation.ask(question)), 'family').id;
}

function obstacleOf(error: Error): Obstacle {
  if (isRefusal(error)) return {type: 'refused', errno: error.errno};
  return error instanceof KernelError && error.errno === 2 ? {type: 'absent'} : {type: 'local', error}; // ENOENT
}
