import type {CheckerKeyword} from '../grammar/checkers.js';
import type {Word} from '../text/words.js';
import {type Context, hasDefaultUser, refuseCrash, required} from '../walk/context.js';
import {
  booleanOf,
  commandOf,
  flagOf,
  keywordOf,
  nameOf,
  numberOf,
  type Section,
  sectionsOf,
  settingsOf,
  textOf,
  weightOf,
} from '../walk/section.js';
import type {CheckKind} from './lvs-configuration.js';
import {readUrl} from './read-url.js';

/** What checks can refer to by the time they are read. */
export interface Checkable {
  readonly files: ReadonlyMap<string, {readonly weight: number; readonly isReversed: boolean}>;
  readonly bfds: ReadonlySet<string>;
  /** There is no check before it. */
  readonly isFirst: boolean;
}

/** What a checker does; undefined where keepalived leaves it out. */
export function readCheckKind(context: Context, section: Section, checkable: Checkable): CheckKind | undefined {
  const keyword = section.row.keyword as CheckerKeyword;
  switch (keyword) {
    case 'TCP_CHECK':
      return {type: 'tcp'};
    case 'PING_CHECK':
      return {type: 'ping'};
    case 'HTTP_GET':
    case 'SSL_GET':
      return readHttp(context, section, keyword === 'SSL_GET', checkable);
    case 'SMTP_CHECK':
      return {type: 'smtp', helo: textOf(section, 'helo_name') ?? 'smtpchecker.keepalived.org'};
    case 'DNS_CHECK':
      return readDns(context, section);
    case 'UDP_CHECK':
      return readUdp(context, section);
    case 'MISC_CHECK':
      return readMisc(context, section);
    case 'FILE_CHECK':
      return readFile(context, section, checkable);
    case 'BFD_CHECK':
      return readBfd(context, section, checkable);
  }
}

function readHttp(context: Context, section: Section, isSecure: boolean, {isFirst}: Checkable): CheckKind | undefined {
  const urls = [...sectionsOf(section, 'url')].map(url => readUrl(context, url)).filter(url => url !== undefined);
  if (urls.length === 0 && section.isComplete) {
    context.report('incomplete-block', section.end, `${section.row.keyword} without a url`);
    // keepalived goes on with the check before it
    if (isFirst) refuseCrash(context, section.end, `${section.row.keyword} without a url, and no check before it`);
    return undefined;
  }
  const version = textOf(section, 'http_protocol') ?? '1.0';
  const virtualHost = textOf(section, 'virtualhost');
  return {
    type: 'http',
    isSecure,
    version: version.toUpperCase() as '1.0' | '1.0C' | '1.1',
    ...(virtualHost === undefined ? {} : {virtualHost}),
    sendsServerName: booleanOf(section, 'enable_sni') ?? false,
    recoversFast: booleanOf(section, 'fast_recovery') ?? false,
    urls,
  };
}

/** DNS_TYPE of check_dns.c */
const recordTypes = ['A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA', 'RRSIG', 'DNSKEY'];

function readDns({report}: Context, section: Section): CheckKind {
  let recordType = 'SOA';
  let name: string | undefined;
  for (const {words, row} of settingsOf(section, 'type', 'name')) {
    const value = words[1] as Word;
    if (row.keyword === 'type') {
      if (recordTypes.includes(value.text.toUpperCase())) recordType = value.text.toUpperCase();
      else report('invalid-value', value, `"${value.text}" is no type of record`);
    } else if (name !== undefined) report('duplicate', value, 'a second name');
    else if (value.text.includes('..') || (value.text.startsWith('.') && value.text !== '.'))
      report('invalid-value', value, 'the name has an empty label');
    else name = value.text;
  }
  return {type: 'dns', recordType, name: name ?? '.'};
}

function readUdp(context: Context, section: Section): CheckKind {
  const {report} = context;
  const bytes = (keyword: string, canBeWild: boolean) => {
    let found: {value: number; mask: number}[] = [];
    for (const entry of settingsOf(section, keyword)) {
      if (entry.words.length < 2) continue;
      const text = entry.words
        .slice(1)
        .map(word => word.text)
        .join(' ');
      const read = parseHex(text, canBeWild);
      if (read) found = read;
      else report('invalid-value', entry.words[1] as Word, `"${text}" is not in hexadecimal`);
    }
    return found;
  };
  const payload = bytes('payload', false).map(({value}) => value);
  const reply = bytes('require_reply', true);
  const leastLength = numberOf(section, 'min_reply_length') ?? 0;
  const mostLength = numberOf(section, 'max_reply_length') ?? 255;
  if (leastLength > mostLength && section.isComplete)
    report('questionable-value', section.end, 'no reply has such a length', 'the check always fails');
  return {
    type: 'udp',
    payload,
    requiresReply: section.entries.some(({row}) => row.keyword === 'require_reply'),
    reply,
    leastLength,
    mostLength,
  };
}

/** Bytes of one or two digits, blanks between them if need be; `x` is any digit (read_hex_str() of parser.c). */
export function parseHex(text: string, canBeWild: boolean): {value: number; mask: number}[] | undefined {
  const bytes = text.match(/[^ \t][^ ]?/g);
  if (!bytes?.every(byte => (canBeWild ? /^[0-9a-fx]{1,2}$/i : /^[0-9a-f]{1,2}$/i).test(byte))) return undefined;
  return bytes.map(byte => ({
    value: Number.parseInt(byte.replaceAll(/x/gi, '0'), 16),
    mask: Number.parseInt(byte.replaceAll(/[^x]/gi, 'f').replaceAll(/x/gi, '0'), 16),
  }));
}

function readMisc(context: Context, section: Section): CheckKind | undefined {
  const {report} = context;
  const command = commandOf(section, 'misc_path');
  const user = section.entries.findLast(({row}) => row.keyword === 'user');
  if (
    section.entries.some(entry => entry.row.keyword === 'user' && entry.type === 'setting' && entry.value === undefined)
  )
    return undefined;
  if (!command) {
    if (section.isComplete) report('incomplete-block', section.end, 'MISC_CHECK without misc_path');
    return undefined;
  }
  if (!user && !hasDefaultUser(context, section.end)) {
    report('incomplete-block', section.end, 'nobody is there to run it');
    return undefined;
  }
  return {
    type: 'command',
    command: user ? {...command, user: nameOf(user), ...(user.words[2] ? {group: user.words[2].text} : {})} : command,
    timeout: (numberOf(section, 'misc_timeout') ?? 0) * 1000,
    isDynamic: flagOf(section, 'misc_dynamic'),
  };
}

function readFile(context: Context, section: Section, {files}: Checkable): CheckKind | undefined {
  let name: string | undefined;
  for (const {words} of settingsOf(section, 'track_file')) {
    const word = required(context, words, 1);
    if (files.has(word.text)) name = word.text;
    else context.report('unknown-name', word, `no track_file "${word.text}" is defined above`);
  }
  const own = name === undefined ? undefined : files.get(name);
  if (name !== undefined && own)
    return {type: 'file', file: name, weight: weightOf(section) ?? {weight: own.weight, isReversed: own.isReversed}};
  if (section.isComplete) context.report('incomplete-block', section.end, 'FILE_CHECK without a track_file');
  return undefined;
}

function readBfd({report}: Context, section: Section, {bfds}: Checkable): CheckKind | undefined {
  let name: string | undefined;
  for (const entry of section.entries) {
    if (entry.row.keyword !== 'name') continue;
    const word = entry.words[1] ?? keywordOf(entry);
    const dropped = 'keepalived leaves the check out';
    if (entry.words.length !== 2) report('extra-words', word, 'one name', dropped);
    else if (!bfds.has(word.text))
      report('unknown-name', word, `no bfd_instance "${word.text}" is defined above`, dropped);
    else if (name !== undefined) report('duplicate', word, 'a second name', dropped);
    else {
      name = word.text;
      continue;
    }
    return undefined;
  }
  if (name === undefined && section.isComplete) report('incomplete-block', section.end, 'BFD_CHECK without a name');
  return name === undefined ? undefined : {type: 'bfd', name};
}
