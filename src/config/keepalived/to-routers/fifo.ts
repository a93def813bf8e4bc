import {noNotify, type NotifySettings} from '../../../vrrp/router/configuration.js';
import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Findings} from './findings.js';
import type {BlockLines} from './lines.js';

/** Who is told of everything: one FIFO. */
export function fifoOf({fifos}: GlobalDefinitions, {nodes}: BlockLines, findings: Findings): NotifySettings {
  const place = (keyword: string) => nodes.find(({words}) => words[0]?.text === keyword)?.words[0];
  const both = fifos.all && fifos.vrrp && place('notify_fifo');
  if (both && fifos.all?.path !== fifos.vrrp?.path)
    findings.warn(both, 'notify_fifo besides vrrp_notify_fifo', {
      keepalived: 'tells both',
      lvsctl: 'tells vrrp_notify_fifo only',
      advice: 'keep one of them',
    });
  const keyword = fifos.vrrp ? 'vrrp_notify_fifo' : 'notify_fifo';
  const fifo = fifos.vrrp ?? fifos.all;
  const at = place(keyword);
  if (fifo?.user !== undefined && at)
    findings.warn(at, `the owner "${fifo.user}" of the FIFO`, {
      keepalived: 'gives it to this user',
      lvsctl: 'leaves a FIFO as it is, and makes its own for root',
      advice: 'make it before with mkfifo and chown',
    });
  return {...noNotify, fifo: fifo?.path};
}
