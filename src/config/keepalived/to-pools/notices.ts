import type {MailSettings, NoticeSettings} from '../../pools/pool-configuration.js';
import {usualNotices} from '../../pools/usual-notices.js';
import type {GlobalDefinitions} from '../globals/global-definitions.js';
import type {Findings} from '../to-routers/findings.js';
import type {BlockLines} from '../to-routers/lines.js';
import {numberOf, textOf} from '../walk/section.js';

/** Seconds: DEFAULT_SMTP_CONNECTION_TIMEOUT of global_data.c. */
const defaultTimeout = 30;

/** Who gets mails: notification_email, by way of smtp_server. */
export function noticesOf(
  lines: BlockLines,
  {notificationEmails: to}: GlobalDefinitions,
  hostname: string,
  findings: Findings,
): NoticeSettings {
  if (to.length === 0) return usualNotices;
  const line = (keyword: string) => lines.nodes.findLast(({words}) => words[0]?.text === keyword)?.words;
  const [, host, port] = line('smtp_server') ?? [];
  const at = line('notification_email')?.[0];
  if (!host) {
    if (at)
      findings.warn(at, 'notification_email without smtp_server', {
        keepalived: 'sends no mails',
        lvsctl: 'does the same',
        advice: 'write smtp_server ADDRESS',
      });
    return usualNotices;
  }
  const number = Number(port?.text ?? 25);
  const isPort = Number.isInteger(number) && number >= 1 && number <= 65_535;
  if (port && !isPort)
    findings.warn(port, `the port "${port.text}" of smtp_server`, {
      keepalived: 'looks for the service of this name',
      lvsctl: 'takes port 25',
      advice: 'write it as a number',
    });
  const mail: MailSettings = {
    to,
    from: textOf(lines.section, 'notification_email_from') ?? `root@${hostname}`,
    server: {host: host.text, port: isPort ? number : 25},
    helo: textOf(lines.section, 'smtp_helo_name') ?? hostname,
    timeout: (numberOf(lines.section, 'smtp_connect_timeout') ?? defaultTimeout) * 1000,
  };
  return {...usualNotices, mail};
}
