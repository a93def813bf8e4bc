import type {Kernel} from '../kernel.js';
import {Conversation} from '../netlink/conversation.js';

/** NETLINK_NETFILTER; NFNL_SUBSYS_NFTABLES; NFT_MSG_NEWCHAIN, NFT_MSG_GETCHAIN. */
const netlinkNetfilter = 12;
const subsystem = 10 << 8;
const chain = {new: 3, get: 4} as const;
/** struct nfgenmsg. */
const headerLength = 4;
const dumpBuffer = 32 * 1024;

/** How many chains nf_tables has, for where nobody is there to tell what is in them. Rejects with KernelError. */
export async function countChains(kernel: Kernel): Promise<number> {
  const socket = kernel.openNetlink(netlinkNetfilter, dumpBuffer);
  let count = 0;
  try {
    await new Conversation(socket).dump(
      {
        type: subsystem | chain.get,
        flags: 0,
        replyType: subsystem | chain.new,
        payload: {
          lengthOf: () => headerLength,
          write: (buffer, offset) => {
            buffer.fill(0, offset, offset + headerLength); // NFPROTO_UNSPEC
            return offset + headerLength;
          },
        },
      },
      () => count++,
    );
    return count;
  } finally {
    socket.close();
  }
}
