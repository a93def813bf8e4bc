import type {NoticeSettings} from '../../pools/pool-configuration.js';
import {usualNotices} from '../../pools/usual-notices.js';
import type {Globals, Virtual} from '../ldirectord-config.js';
import type {Surroundings} from './pool.js';

/** Who gets mails stands in the pools; by which way, and how often, is one for all. */
export function noticesOf(
  virtuals: readonly Virtual[],
  {emailAlertFrom}: Globals,
  {hostname, warn}: Surroundings,
): NoticeSettings {
  const told = virtuals.filter(({mail}) => mail.to !== '');
  const [first] = told;
  if (!first) return usualNotices;
  const {smtp, frequency} = first.mail;
  if (smtp === undefined)
    warn(first.place, 'mails without smtp= go to port 25 of localhost, where ldirectord runs sendmail', 'write smtp=');
  for (const {place, mail, id} of told) {
    if (mail.smtp !== smtp)
      warn(place, `mails about ${id} go to ${smtp ?? 'localhost'} as all others`, 'give smtp once');
    if (mail.frequency !== frequency)
      warn(place, `mails about ${id} are repeated every ${frequency} s as all others`, 'give emailalertfreq once');
  }
  const mail = {
    to: [],
    from: emailAlertFrom ?? `root@${hostname}`,
    server: {host: smtp ?? 'localhost', port: 25},
    helo: hostname,
    timeout: 30_000,
  };
  return {...usualNotices, repeat: frequency * 1000, mail};
}
