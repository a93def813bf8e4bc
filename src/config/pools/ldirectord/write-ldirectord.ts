import {allSame} from './all-same.js';
import type {Lose} from '../loss.js';
import type {NoticeSettings, Pool, PoolConfiguration, PoolPlace} from '../pool-configuration.js';
import {usualNotices} from '../usual-notices.js';
import {checkOfPool, type PoolCheck} from './pool-check.js';
import {virtualLines} from './virtual-lines.js';

/** The text of an ldirectord.cf that ldirectord 4.12 takes. */
export function writeLdirectord(configuration: PoolConfiguration, lose: Lose): string {
  const {pools, notices, onStop, maintenanceFolder} = configuration;
  const start = pools[0]?.place ?? {file: '', line: 1, column: 1};
  const checked = pools.map(pool => ({pool, check: checkOfPool(pool, lose)}));
  const intervals = checked.flatMap(({check}) => check.interval ?? []);
  const interval = intervals.length === 0 ? usualInterval : allSame(intervals);
  const globals = [
    interval === undefined ? 'fork=yes' : interval === usualInterval ? undefined : `checkinterval=${interval}`,
    onStop === 'leave' ? 'cleanstop=no' : undefined,
    maintenanceFolder === undefined ? undefined : `maintenancedir=${maintenanceFolder}`,
    ...noticeLines(notices, start, lose),
  ].filter(line => line !== undefined);
  const blocks = checked.flatMap(({pool, check}) => blocksOf(pool, check, interval === undefined, notices, lose));
  return `${[...globals, ''].join('\n')}\n${blocks.map(lines => `${lines.join('\n')}\n\n`).join('')}`;
}

/** Seconds. */
const usualInterval = 10;

function blocksOf(
  pool: Pool,
  check: PoolCheck,
  isForked: boolean,
  notices: NoticeSettings,
  lose: Lose,
): readonly (readonly string[])[] {
  if (pool.services.length > 1)
    lose(pool.place, `${pool.name} has ${pool.services.length} services: each is by itself with ldirectord`);
  return pool.services.flatMap((_, i) => {
    const lines = virtualLines(pool, i, check, lose);
    if (!lines) return [];
    const to = pool.mailTo.length > 0 ? pool.mailTo : (notices.mail?.to ?? []);
    const mail = notices.mail && to.length > 0 ? [`\temailalert="${to.join(', ')}"`] : [];
    return [
      [...lines, ...(isForked && check.interval !== undefined ? [`\tcheckinterval=${check.interval}`] : []), ...mail],
    ];
  });
}

function noticeLines(notices: NoticeSettings, place: PoolPlace, lose: Lose): readonly (string | undefined)[] {
  const {mail, window, repeat, command, webhook, tellsRecovery} = notices;
  if (window !== usualNotices.window) lose(place, 'notices are not gathered by ldirectord: a mail each is sent');
  if (command) lose(place, 'the command of the notices is not run by ldirectord');
  if (webhook) lose(place, 'the webhook is not told by ldirectord');
  if (!tellsRecovery) lose(place, 'ldirectord tells recoveries, too');
  if (!mail) return [];
  const host = mail.server.host;
  const isSayable = /^[0-9A-Za-z._+-]+$/.test(host);
  if (mail.server.port !== 25) lose(place, `mails go to port 25: ldirectord knows no other than it`);
  if (!isSayable) lose(place, `the mail server ${host} cannot be written: ldirectord runs sendmail`);
  return [
    isSayable ? `smtp=${host}` : undefined,
    mail.from === '' ? undefined : `emailalertfrom=${mail.from}`,
    repeat === 0 ? undefined : `emailalertfreq=${Math.max(1, Math.round(repeat / 1000))}`,
  ];
}
