import type {Place} from '../../../config/keepalived/problem.js';
import type {LintRule} from '../../lint-rule.js';
import type {KeepalivedSubject} from '../keepalived-subject.js';

/** What is wrong with mails, announcements and the sync daemon. */
export const globalRules: readonly LintRule<KeepalivedSubject>[] = [
  {
    code: 'mail-without-address',
    severity: 'warning',
    title: 'smtp_alert without notification_email',
    consequence: 'keepalived has nobody to write to: no mail is sent',
    correction: 'notification_email { ADDRESS } and smtp_server ADDRESS in global_defs',
    *check(subject) {
      if (subject.config.globals.notificationEmails.length > 0) return;
      for (const line of subject.text.all)
        if (line.keyword.startsWith('smtp_alert') && !/^(off|no|false)$/i.test(line.words[1]?.text ?? '')) {
          yield {place: line.place, message: `${line.keyword} is on, and no notification_email is given`};
          return;
        }
    },
  },
  {
    code: 'mail-without-server',
    severity: 'warning',
    title: 'notification_email without smtp_server',
    consequence: 'keepalived does not know where to send them: no mail is sent',
    correction: 'smtp_server ADDRESS [PORT] in global_defs',
    *check({config, text}) {
      if (config.globals.notificationEmails.length === 0) return;
      const globals = text.lines.filter(line => line.keyword === 'global_defs').flatMap(({lines}) => lines);
      const mail = globals.find(line => line.keyword === 'notification_email');
      if (mail && !globals.some(line => line.keyword === 'smtp_server'))
        yield {place: mail.place, message: 'notification_email is given, and no smtp_server'};
    },
  },
  {
    code: 'garp-lower-prio-off',
    severity: 'warning',
    title: 'no announcements after a rival of lower priority',
    consequence:
      'after a split brain the master says nothing: neighbours go on sending to the router that has given up',
    correction: 'remove the line, or a number of 1 or more; vrrp_garp_master_refresh 60 besides',
    *check({text}) {
      for (const line of text.all)
        if (/^(vrrp_)?garp_lower_prio_repeat$/.test(line.keyword) && line.words[1]?.text === '0')
          yield {place: line.place, message: `${line.keyword} 0`};
    },
  },
  {
    code: 'garp-master-delay-off',
    severity: 'hint',
    title: 'only one burst of announcements',
    consequence: 'a switch that is still learning when the addresses move loses the only burst',
    correction: 'vrrp_garp_master_delay 5, which is what keepalived takes without the line',
    *check({text}) {
      for (const line of text.all)
        if (/^(vrrp_)?garp_master_delay$/.test(line.keyword) && line.words[1]?.text === '0')
          yield {place: line.place, message: `${line.keyword} 0`};
    },
  },
  {
    code: 'sync-daemon-instance',
    severity: 'error',
    title: 'lvs_sync_daemon of an instance that is not there',
    consequence: 'connections are not synchronized: all of them are lost when the addresses move',
    correction: 'lvs_sync_daemon INTERFACE INSTANCE with the name of a vrrp_instance of this file',
    *check({config, text}) {
      const names = new Set([...config.vrrp.instances, ...config.vrrp.syncGroups].map(({name}) => name));
      for (const line of text.lines.flatMap(({lines}) => lines)) {
        if (line.keyword !== 'lvs_sync_daemon') continue;
        const {words} = line;
        const inst = words.findIndex(({text: word}) => word === 'inst');
        const word = inst >= 0 ? words[inst + 1] : words[2];
        if (!word || (inst < 0 && /^(id|maxlen|port|ttl|group)$/.test(word.text)) || names.has(word.text)) continue;
        const place: Place = word;
        yield {place, message: `there is no instance "${word.text}"`};
      }
    },
  },
  {
    code: 'garp-refresh-often',
    severity: 'hint',
    title: 'a refresh of announcements every few seconds',
    consequence: 'every address is announced again and again: switches may limit ARP and drop it when it matters',
    correction: 'garp_master_refresh of 30 or more',
    *check({text}) {
      for (const line of text.all) {
        const value = Number(line.words[1]?.text);
        if (/^(vrrp_)?garp_master_refresh$/.test(line.keyword) && value > 0 && value < 10)
          yield {place: line.place, message: `${line.keyword} ${value}`};
      }
    },
  },
];
