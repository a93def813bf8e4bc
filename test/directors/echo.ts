import {createSocket} from 'node:dgram';

// Answers what is sent to an address, whether this host has it yet or not: node echo.js ADDRESS PORT NAME
const [address = '', port = '', name = ''] = process.argv.slice(2);
const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
socket.on('message', (message, {address: from, port: to}) =>
  socket.send(Buffer.concat([message, Buffer.from(name)]), to, from),
);
socket.on('error', () => {}); // the address went between question and answer
socket.bind(Number(port), address, () => console.log('ready'));
