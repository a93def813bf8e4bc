import {serviceFlag} from '../../../ipvs/service.js';
import {inetAton} from '../../../net/inet-aton.js';
import type {Word} from '../text/words.js';
import {type Context, required} from '../walk/context.js';
import {readUnsigned} from '../walk/numbers.js';
import {takeNumber} from '../walk/read-value.js';
import {keywordOf, type SettingEntry} from '../walk/section.js';
import {readEndpoint} from './read-endpoint.js';
import {readForwarding} from './read-forwarding.js';
import type {VirtualServerDraft} from './server-draft.js';

/** Seconds: IPVS_SVC_PERSISTENT_TIMEOUT. */
const defaultPersistence = 360;

/** One line of a virtual_server, upon what was said before. */
export function readServerEntry(context: Context, server: VirtualServerDraft, entry: SettingEntry): void {
  const {report} = context;
  const {words, value} = entry;
  const keyword = keywordOf(entry);
  switch (entry.row.keyword) {
    case 'ip_family': {
      const family = value === 'inet' ? 'ipv4' : 'ipv6';
      if (server.family && server.family !== family)
        report('invalid-value', keyword, 'the virtual server is of the other family');
      else server.family = family;
      return;
    }
    case 'lb_algo':
    case 'lvs_sched':
      server.scheduler = value as string;
      return;
    case 'lb_kind':
    case 'lvs_method':
      server.method = readForwarding(context, words, server.method);
      return;
    case 'persistence_timeout':
      server.persistenceTimeout = typeof value === 'number' ? value : defaultPersistence;
      return;
    case 'persistence_granularity':
      return readGranularity(context, server, required(context, words, 1));
    case 'sorry_server': {
      const word = required(context, words, 1);
      const endpoint = readEndpoint(context, word, words[2], 'keepalived leaves the sorry server out');
      if (endpoint) server.sorryServer = {...endpoint, place: word, inhibitsOnFailure: false, method: server.method};
      return;
    }
    case 'sorry_server_inhibit':
      if (server.sorryServer) server.sorryServer = {...server.sorryServer, inhibitsOnFailure: true};
      else report('invalid-value', keyword, 'there is no sorry_server above');
      return;
    case 'sorry_server_lvs_method':
      if (!server.sorryServer) report('invalid-value', keyword, 'there is no sorry_server above');
      else server.sorryServer.method = readForwarding(context, words, server.sorryServer.method);
      return;
    default:
      readFlag(context, server, keyword);
  }
}

/** Flags named after a scheduler count only below its name (lbflags_handler() of check_parser.c). */
function readFlag(context: Context, server: VirtualServerDraft, keyword: Word): void {
  const flag = schedulerFlags[keyword.text];
  if (flag === undefined) return;
  const [scheduler] = /^(sh|mh)-/.exec(keyword.text)?.slice(1) ?? [];
  const isOurs = scheduler === undefined || scheduler === server.scheduler;
  if (keyword.text !== 'hashed' && isOurs) server.flags |= flag;
  else if (!['sh', 'mh'].includes(server.scheduler))
    context.report('invalid-value', keyword, `"${keyword.text}" is for another scheduler`);
}

function readGranularity(context: Context, server: VirtualServerDraft, word: Word): void {
  const family = server.family ?? (word.text.includes('.') ? 'ipv4' : 'ipv6');
  const netmask =
    family === 'ipv6' ? takeNumber(context, readUnsigned(word.text, 1, 128, false), word) : inetAton(word.text)?.value;
  if (netmask === undefined) {
    if (family === 'ipv4') context.report('invalid-value', word, `"${word.text}" is not a netmask`);
    return;
  }
  server.family ??= family;
  server.netmask = netmask;
  server.persistenceTimeout ??= defaultPersistence;
}

const schedulerFlags: Readonly<Record<string, number>> = {
  hashed: 0,
  ops: serviceFlag.onePacket,
  'flag-1': serviceFlag.scheduler1,
  'flag-2': serviceFlag.scheduler2,
  'flag-3': serviceFlag.scheduler3,
  'sh-fallback': serviceFlag.scheduler1,
  'sh-port': serviceFlag.scheduler2,
  'mh-fallback': serviceFlag.scheduler1,
  'mh-port': serviceFlag.scheduler2,
};
