import type {TlsSettings} from '../../../checks/probe/probe.js';
import type {Lose} from '../loss.js';
import type {NoticeSettings, PoolConfiguration, PoolPlace} from '../pool-configuration.js';
import {usualNotices} from '../usual-notices.js';
import {type BlockLine, block, formatBlocks} from './block-lines.js';
import {quoteWord} from './quote.js';
import {formatSeconds} from './seconds.js';
import {TrackFiles} from './track-files.js';
import {virtualServers} from './virtual-server.js';

/** The text of a keepalived.conf that keepalived 2.2.7 takes, without virtual routers. */
export function writeKeepalived(configuration: PoolConfiguration, lose: Lose): string {
  const {pools, maintenanceFolder, onStop} = configuration;
  const start = pools[0]?.place ?? {file: '', line: 1, column: 1};
  const files = new TrackFiles();
  const servers = pools.flatMap(pool => virtualServers(pool, files, lose));
  if (onStop === 'leave') lose(start, 'on-stop: keepalived removes the services, unless it is started with -I');
  if (maintenanceFolder !== undefined) lose(start, 'the maintenance folder is not looked at by keepalived');
  const all: readonly BlockLine[] = [
    ...globalBlock(configuration, start, lose),
    ...tlsBlock(configuration, start, lose),
    ...files.blocks,
    ...servers,
  ];
  return formatBlocks(all);
}

function globalBlock({notices, pools}: PoolConfiguration, place: PoolPlace, lose: Lose): readonly BlockLine[] {
  for (const [isThere, words] of wishes(notices)) if (isThere) lose(place, words);
  const {mail} = notices;
  if (!mail) return [];
  const lists = new Set(pools.map(({mailTo}) => mailTo.join()));
  const [ofAll] = pools.map(({mailTo}) => mailTo);
  if (lists.size > 1) lose(place, 'mails about some services go to others: keepalived has one list for all');
  const to = mail.to.length > 0 ? mail.to : (ofAll ?? []);
  const words = to.map(quoteWord).filter(word => word !== undefined);
  if (words.length < to.length) lose(place, 'some mail addresses cannot be written');
  const from = quoteWord(mail.from);
  const host = quoteWord(mail.server.host);
  if (words.length === 0 || host === undefined) return [];
  return [
    block('global_defs', [
      block('notification_email', words),
      from === undefined || mail.from === '' ? undefined : `notification_email_from ${from}`,
      `smtp_server ${host} ${mail.server.port}`,
      mail.helo === undefined || !quoteWord(mail.helo) ? undefined : `smtp_helo_name ${quoteWord(mail.helo)}`,
      `smtp_connect_timeout ${Math.max(1, Math.round(mail.timeout / 1000))}`,
    ]),
  ];
}

function wishes(notices: NoticeSettings): readonly (readonly [boolean, string])[] {
  const {window, repeat, tellsRecovery, command, webhook} = notices;
  return [
    [window !== usualNotices.window, `notices within ${formatSeconds(window)} s are one: keepalived sends a mail each`],
    [repeat > 0, 'notices are not repeated by keepalived'],
    [!tellsRecovery, 'keepalived tells recoveries, too'],
    [command !== undefined, 'the command of the notices is not run by keepalived: use notify_up and notify_down'],
    [webhook !== undefined, 'the webhook is not told by keepalived'],
  ];
}

/** keepalived has one set of files for all. */
function tlsBlock({pools}: PoolConfiguration, place: PoolPlace, lose: Lose): readonly BlockLine[] {
  const all = pools.flatMap(({servers}) =>
    servers.flatMap(({checks}) => checks.flatMap(({probe}) => ('tls' in probe && probe.tls ? [probe.tls] : []))),
  );
  const linesOf = ({authority, certificate, key}: TlsSettings): readonly string[] =>
    Object.entries({ca: authority, certificate, key}).flatMap(([keyword, path]) => {
      const word = path === undefined ? undefined : quoteWord(path);
      return word === undefined ? [] : [`${keyword} ${word}`];
    });
  const kinds = new Set(all.map(one => linesOf(one).join('\n')));
  if (kinds.size > 1) lose(place, 'checks have different TLS files: keepalived has one set for all');
  const [first] = [...kinds].filter(Boolean);
  return first === undefined ? [] : [block('SSL', first.split('\n'))];
}
