import {Attempt} from './attempt.js';
import {Connection} from './connection.js';
import type {TcpProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';

/** Connects, and closes. */
export const startTcpProbe: StartProbe<TcpProbe> = ({target, limits}, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, limits.whole, onVerdict, onStep);
  const connection = new Connection(attempt, target, limits, undefined, {
    onOpen() {
      connection.close();
      attempt.up('connected');
    },
    onBreak: () => attempt.up('connected, and reset at once'),
  });
  return attempt;
};
