import {errnoNumber} from '../../ipvs/errno.js';
import {isRefusal} from '../../ipvs/refusal.js';
import {IpvsUnavailable, type Obstacle, type OpenIpvs} from '../../ipvs/unavailable.js';
import {type Kernel, netlinkGeneric} from '../kernel.js';
import {Conversation} from '../netlink/conversation.js';
import {controller, familyAnswer, familyQuestion} from '../netlink/generic.js';
import {KernelError} from '../netlink/kernel-error.js';
import {payload} from '../netlink/request.js';
import {family} from './attributes.js';
import {IpvsClient, replyBuffer} from './client.js';

/**
 * Resolves the family and asks for its version, as a proof of access. Rejects with IpvsUnavailable.
 * @param mayLoad asking for the family by its name makes the kernel load ip_vs if it can: not where somebody may have
 *   unloaded it on purpose
 */
export async function openIpvs(kernel: Kernel, {mayLoad = true}: {readonly mayLoad?: boolean} = {}): Promise<OpenIpvs> {
  let conversation: Conversation | undefined;
  try {
    conversation = new Conversation(kernel.openNetlink(netlinkGeneric, replyBuffer));
    const ipvs = new IpvsClient(kernel, await (mayLoad ? askForFamily : lookForFamily)(conversation), conversation);
    return {ipvs, information: await ipvs.information()};
  } catch (error) {
    conversation?.close();
    throw new IpvsUnavailable(obstacleOf(error as Error));
  }
}

const question = {family: controller.family, version: controller.version, command: controller.getFamily};

async function askForFamily(conversation: Conversation): Promise<number> {
  const named = {...question, payload: payload(familyQuestion, {name: family.name})};
  return familyAnswer.read(...(await conversation.ask(named)), 'family').id;
}

/** Among those there are; a kernel that cannot list them is asked by name. */
async function lookForFamily(conversation: Conversation): Promise<number> {
  let id: number | undefined;
  try {
    await conversation.dump({...question, payload: undefined}, (...reply) => {
      const known = familyAnswer.read(...reply, 'family');
      if (known.name === family.name) id = known.id;
    });
  } catch (error) {
    if (error instanceof KernelError && error.errno === errnoNumber('EOPNOTSUPP')) return askForFamily(conversation);
    throw error;
  }
  if (id === undefined) throw new KernelError(errnoNumber('ENOENT'));
  return id;
}

function obstacleOf(error: Error): Obstacle {
  if (isRefusal(error)) return {type: 'refused', errno: error.errno};
  return error instanceof KernelError && error.errno === 2 ? {type: 'absent'} : {type: 'local', error}; // ENOENT
}
