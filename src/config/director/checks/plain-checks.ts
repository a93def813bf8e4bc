import {whole} from '../kinds.js';
import {usually} from '../shape.js';
import {checkRow} from './check-row.js';

export const tcpRow = checkRow({
  name: 'tcp',
  connects: true,
  keys: {},
  probe: (_, connecting) => ({type: 'tcp', ...connecting}),
  write: probe => (probe.type === 'tcp' ? {} : undefined),
});

export const pingRow = checkRow({
  name: 'ping',
  connects: true,
  keys: {
    tries: usually(whole(1, 4_294_967_295), 1, '1', 'echo requests, until one is answered; each may take the timeout'),
  },
  probe: ({tries}, connecting) => ({
    type: 'ping',
    ...connecting,
    target: {...connecting.target, port: 0},
    tries,
  }),
  write: probe => (probe.type === 'ping' ? (probe.tries === 1 ? {} : {tries: probe.tries}) : undefined),
});
