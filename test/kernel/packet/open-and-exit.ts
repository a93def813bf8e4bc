// A program that ends while its sockets are open, as its argument says.
import {LinuxPacketPort} from '../../../src/kernel/packet/linux-packet-port.js';
import {Receiver} from '../../../src/kernel/packet/receiver.js';

const port = new LinuxPacketPort(new Receiver());
port.openVrrp({interface: 1, family: 'ipv4'}); // the loopback interface
switch (process.argv[2]) {
  case 'at once':
    process.exit(3);
    break;
  case 'later':
    setTimeout(() => process.exit(3), 200);
    break;
  case 'by an error':
    setTimeout(() => {
      throw new Error('a bug');
    }, 200);
    break;
  case 'when all is closed':
    setTimeout(() => void port.close().then(() => (process.exitCode = 3)), 200);
}
