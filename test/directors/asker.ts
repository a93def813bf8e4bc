import {createSocket} from 'node:dgram';

// Asks an address at a steady pace until its standard input ends, and prints what became of every question:
// node asker.js ADDRESS PORT INTERVAL
const [address = '', port = '', interval = ''] = process.argv.slice(2);
const step = Number(interval);
const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
const asked: number[] = [];
const answered: (string | undefined)[] = [];
let isAnswered = false;
socket.on('message', message => {
  if (!isAnswered) process.stdout.write('answered\n');
  isAnswered = true;
  answered[message.readUInt32BE()] = message.toString('utf8', 4);
});
socket.on('error', () => {}); // nobody has the address
socket.connect(Number(port), address, () => {
  const begin = performance.now();
  let turn = 0;
  const ask = () => {
    const question = Buffer.alloc(4);
    question.writeUInt32BE(asked.length);
    answered.push(undefined);
    asked.push(performance.timeOrigin + performance.now());
    socket.send(question, () => {});
    const passed = performance.now() - begin;
    turn = Math.max(turn, Math.floor(passed / step)) + 1; // what was missed is not made up for
    timer = setTimeout(ask, Math.ceil(turn * step - passed));
  };
  let timer = setTimeout(ask, 0);
  process.stdin.resume();
  process.stdin.on('end', () => {
    clearTimeout(timer);
    setTimeout(() => {
      process.stdout.write(JSON.stringify(asked.map((at, i) => [at, answered[i] ?? null])));
      socket.close();
    }, 300); // for late answers
  });
});
