// What a client sees of an address: `answer` on the hosts that may have it; `ask ADDRESS PERIOD` until it is told to end.
import {createSocket} from 'node:dgram';
import {setPriority} from 'node:os';
import {performance} from 'node:perf_hooks';

const [role, address, period] = process.argv.slice(2);
const port = 7;
setPriority(-20);
const socket = createSocket('udp4');
if (role === 'answer') {
  socket.on('message', (message, {address: asks, port: from}) => socket.send(message, from, asks));
  socket.bind(port);
} else {
  const asked: number[] = [];
  const answered = new Map<number, number>();
  socket.on('message', message => answered.set(message.readUInt32BE(), performance.now()));
  socket.on('error', () => {}); // nobody is there: that is what is counted
  const question = Buffer.alloc(4);
  const begin = performance.now();
  setInterval(() => {
    for (; asked.length * Number(period) <= performance.now() - begin; ) {
      question.writeUInt32BE(asked.length);
      asked.push(performance.now());
      socket.send(Buffer.from(question), port, address, () => {});
    }
  }, 1);
  process.on('message', () => {
    const lost = asked.map((_, i) => !answered.has(i));
    process.send!({asked, lost});
  });
}
process.on('disconnect', () => process.exit(0));
