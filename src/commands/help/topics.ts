import type {Page} from './page.js';
import {config} from './topics/config.js';
import {drainTopic} from './topics/drain.js';
import {durations} from './topics/durations.js';
import {embedded} from './topics/embedded.js';
import {environment} from './topics/environment.js';
import {exitCodes} from './topics/exit-codes.js';
import {files} from './topics/files.js';
import {forwarding} from './topics/forwarding.js';
import {ha} from './topics/ha.js';
import {ipvsadm} from './topics/ipvsadm.js';
import {output} from './topics/output.js';
import {persistence} from './topics/persistence.js';
import {remote} from './topics/remote.js';
import {schedulers} from './topics/schedulers.js';
import {services} from './topics/services.js';
import {sync} from './topics/sync.js';

/** What lvsctl help explains besides its commands, in the order of the overview. */
export const topics: readonly Page[] = [
  services,
  drainTopic,
  ha,
  forwarding,
  schedulers,
  persistence,
  sync,
  ipvsadm,
  embedded,
  output,
  durations,
  exitCodes,
  environment,
  files,
  config,
  remote,
];
