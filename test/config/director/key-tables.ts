import {addressShape, peerShape} from '../../../src/config/director/address-keys.js';
import {agentRow} from '../../../src/config/director/checks/agent-check.js';
import {checkRows} from '../../../src/config/director/checks/check-rows.js';
import {connectingShape} from '../../../src/config/director/checks/connecting-keys.js';
import {requestShape} from '../../../src/config/director/checks/http-checks.js';
import {checkShape} from '../../../src/config/director/checks/schedule-keys.js';
import {patternShape} from '../../../src/config/director/checks/text-kinds.js';
import {tlsShape} from '../../../src/config/director/checks/tls-keys.js';
import {announceShape, directorShape, syncShape} from '../../../src/config/director/director-keys.js';
import {tunnelShape} from '../../../src/config/director/forwarding-keys.js';
import {mailShape, noticesShape, webhookShape} from '../../../src/config/director/notice-keys.js';
import {notifyShape, onShape, runShape} from '../../../src/config/director/notify-keys.js';
import {groupShape, routerShape} from '../../../src/config/director/router-keys.js';
import {
  connectionsShape,
  serverOnShape,
  serverShape,
  slowStartShape,
} from '../../../src/config/director/server-keys.js';
import {persistenceShape, quorumShape, serviceShape, sorryShape} from '../../../src/config/director/service-keys.js';
import type {Shape} from '../../../src/config/director/shape.js';
import {
  fileShape,
  processShape,
  scriptShape,
  trackShape,
  weightShape,
} from '../../../src/config/director/tracking-keys.js';

/** Every map of the file, under the heading that docs/director-configuration.md has for it. */
export const shapes: Readonly<Record<string, Shape>> = {
  'The file': directorShape,
  'A router': routerShape,
  'An address': addressShape,
  'A peer': peerShape,
  'A group': groupShape,
  'What is tracked': trackShape,
  'How it counts': weightShape,
  'A script': scriptShape,
  'A file': fileShape,
  'A process': processShape,
  'What is run': onShape,
  'A program to run': runShape,
  'Who is told of everything': notifyShape,
  'Connection synchronization': syncShape,
  Announcements: announceShape,
  'A service': serviceShape,
  Persistence: persistenceShape,
  'A tunnel': tunnelShape,
  'The quorum': quorumShape,
  'The sorry server': sorryShape,
  'A server': serverShape,
  'Slow start': slowStartShape,
  Connections: connectionsShape,
  'When a server comes or goes': serverOnShape,
  'How often it is checked': checkShape,
  'Where a check connects to': connectingShape,
  ...Object.fromEntries(
    checkRows.filter(({own}) => Object.keys(own.keys).length > 0).map(({name, own}) => [`Check \`${name}\``, own]),
  ),
  'The agent': agentRow.own,
  'One of several requests': requestShape,
  TLS: tlsShape,
  'What an answer has to say': patternShape,
  Notices: noticesShape,
  'Mails of notices': mailShape,
  'The webhook': webhookShape,
};

/** The table of a map, as the document has it. */
export function keyTable({keys}: Shape): string {
  const rows = Object.entries(keys).map(([key, {kind, absent, meaning}]) => {
    const without = absent === undefined ? '**must be there**' : absent.words;
    return `| \`${key}\` | ${kind.takes} | ${without} | ${meaning} |`;
  });
  return ['| key | takes | without it | meaning |', '|---|---|---|---|', ...rows].join('\n');
}
