import {isRefusal} from '../../ipvs/refusal.js';
import {IpvsUnavailable, type OpenIpvs} from '../../ipvs/unavailable.js';
import {type Kernel, netlinkGeneric} from '../kernel.js';
import {Conversation} from '../netlink/conversation.js';
import {controller, familyAnswer, familyQuestion} from '../netlink/generic.js';
import {KernelError} from '../netlink/kernel-error.js';
import {payload} from '../netlink/request.js';
import {family} from './attributes.js';
import {IpvsClient} from './client.js';

/** Room for the answer of nlctrl, which lists the family's operations. */
const familyBuffer = 8192;

/** Resolves the family (which makes the kernel load ip_vs if it can) and asks for its version, as a proof of access. Rejects with IpvsUnavailable. */
export async function openIpvs(kernel: Kernel): Promise<OpenIpvs> {
  const ipvs = new IpvsClient(kernel, await resolveFamily(kernel));
  try {
    return {ipvs, information: await ipvs.information()};
  } catch (error) {
    ipvs.close();
    throw new IpvsUnavailable(isRefusal(error) ? {type: 'refused', errno: error.errno} : {type: 'local', error: error as Error});
  }
}

async function resolveFamily(kernel: Kernel): Promise<number> {
  let conversation: Conversation | undefined;
  try {
    conversation = new Conversation(kernel.openNetlink(netlinkGeneric, familyBuffer));
    const question = {family: controller.family, version: controller.version, command: controller.getFamily, payload: payload(familyQuestion, {name: family.name})};
    return familyAnswer.read(...(await conversation.ask(question)), 'family').id;
  } catch (error) {
    const isAbsent = error instanceof KernelError && error.errno === 2; // ENOENT
    throw new IpvsUnavailable(isAbsent ? {type: 'absent'} : {type: 'local', error: error as Error});
  } finally {
    conversation?.close();
  }
}
