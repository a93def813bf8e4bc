import {whole} from '../kinds.js';
import {required, usually} from '../shape.js';
import {checkRow} from './check-row.js';
import {said, text} from './text-kinds.js';

/** HAProxy's agent-check: it stands in `agent`, not among the checks. */
export const agentRow = checkRow({
  name: 'agent',
  connects: true,
  main: 'port',
  keys: {
    port: required(whole(1, 65_535), 'the port of the agent'),
    send: usually(text, '', 'nothing', 'what is sent first'),
  },
  probe: ({send}, connecting) => ({type: 'agent', ...connecting, send}),
  write: probe => (probe.type === 'agent' ? said('send', probe.send, '') : undefined),
});
