// Run in a guest: each argument is a line of `lvsctl sync`, on the guest's kernel. Prints what came of them as JSON.
import {openIpvs} from '../../../src/kernel/ipvs/open.js';
import {linuxKernel} from '../../../src/kernel/linux-kernel.js';
import {type Ran, runSync} from './run-sync.js';

const ran: Ran[] = [];
for (const line of process.argv.slice(2))
  ran.push(await runSync(line, {open: async () => (await openIpvs(linuxKernel)).ipvs, isEmbedded: false}));
process.stdout.write(JSON.stringify(ran));
