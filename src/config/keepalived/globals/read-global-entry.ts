import {parseAddress} from '../../../net/address.js';
import {type IncludeDemand, includeDemands} from '../text/include.js';
import type {Word} from '../text/words.js';
import {readGarpExtra} from '../vrrp/read-link.js';
import {type Context, hasDefaultUser, hasUser} from '../walk/context.js';
import {readInteger, readUnsigned} from '../walk/numbers.js';
import {isMulticast, takeNumber} from '../walk/read-value.js';
import type {Entry, SettingEntry} from '../walk/section.js';

/** What one entry of global_defs says that reading the rest depends on, and what keepalived finds wrong with it. */
export function readGlobalEntry(
  context: Context,
  entry: Entry,
  demand: (demands: ReadonlySet<IncludeDemand>) => void,
): void {
  if (entry.type === 'list' && entry.items.length === 0)
    context.report('missing-value', entry.end, `"${entry.row.keyword}" is empty`);
  if (entry.type !== 'setting') return;
  const {words} = entry;
  switch (entry.row.keyword) {
    case 'dynamic_interfaces':
      context.hasDynamicInterfaces = true;
      return;
    case 'enable_script_security':
      context.hasScriptSecurity = true;
      return;
    case 'script_user':
      context.hasScriptUser = true;
      context.scriptUser = entry.words[1]?.text;
      if (entry.value === undefined && words.length > 1) context.isScriptUserMissing = true;
      return;
    case 'notify_fifo':
    case 'vrrp_notify_fifo':
    case 'lvs_notify_fifo':
      if (!words[2]) hasDefaultUser(context, words[0] as Word);
      else if (!hasUser(context, words[2].text, words[3]?.text))
        context.report('note', words[2], 'there is no such user or group', 'keepalived ignores the line');
      return;
    case 'include_check':
      return demand(readIncludeCheck(context, words));
    case 'lvs_sync_daemon':
      return readSyncDaemon(context, words);
    case 'lvs_timeouts':
      return readTimeouts(context, words);
    case 'vrrp_garp_extra_if':
    case 'vrrp_vmac_garp_intvl':
      return readGarpExtra(context, words, 1);
    case 'vrrp_rx_bufs_policy':
      return readBufferPolicy(context, words);
    case 'umask':
      return readUmask(context, words);
    default:
      if (entry.row.keyword.endsWith('_cpu_affinity')) return readAffinity(context, entry);
      if (entry.row.keyword.endsWith('_rt_priority')) return readRealTimePriority(context, entry);
  }
}

function readIncludeCheck({report}: Context, words: readonly Word[]): ReadonlySet<IncludeDemand> {
  if (words.length < 2) return new Set(includeDemands);
  const found = new Set<IncludeDemand>();
  for (const [i, word] of words.slice(1).entries()) {
    const isSigned = /^[+-]/.test(word.text);
    const name = isSigned ? word.text.slice(1) : word.text;
    const demand = includeDemands.find(each => each === (name === 'read' ? 'readable' : name));
    if (!isSigned && i > 0) report('duplicate', word, 'only the first word may be without a sign');
    else if (!demand || name === 'readable') report('invalid-value', word, `"${name}" is no check of includes`);
    else if (word.text.startsWith('-')) found.delete(demand);
    else {
      if (!isSigned) found.add('readable');
      found.add(demand);
    }
  }
  return found;
}

/** What may stand behind the interface of lvs_sync_daemon. */
const syncNumbers: Readonly<Record<string, readonly [number, number]>> = {
  id: [0, 255],
  maxlen: [1, 65_507],
  port: [1, 65_535],
  ttl: [1, 255],
};

function readSyncDaemon(context: Context, words: readonly Word[]): void {
  const {report} = context;
  for (let i = 2; i < words.length; i++) {
    const word = words[i] as Word;
    const range = syncNumbers[word.text];
    const isOption = range !== undefined || word.text === 'group' || word.text === 'inst';
    const value = isOption ? words[++i] : undefined;
    if (isOption && !value)
      report('missing-value', word, `nothing behind "${word.text}"`, 'keepalived ignores the word');
    else if (range && value) takeNumber(context, readUnsigned(value.text, ...range, false), value);
    else if (value && word.text === 'group') {
      const group = parseAddress(value.text);
      if (!group || !isMulticast(group)) report('invalid-value', value, `"${value.text}" is not a multicast address`);
    } else if (!isOption && i === 3) {
      if (takeNumber(context, readUnsigned(word.text, 0, 255, false), word) !== undefined)
        report('deprecated', word, 'a number without "id"');
    } else if (!isOption && i !== 2) report('invalid-value', word, `"${word.text}" is no option of lvs_sync_daemon`);
  }
}

function readTimeouts(context: Context, words: readonly Word[]): void {
  const {report} = context;
  if (words.length < 3) return report('missing-value', words[0] as Word, 'lvs_timeouts needs a timeout');
  for (let i = 1; i < words.length; i++) {
    const word = words[i] as Word;
    if (!['tcp', 'tcpfin', 'udp'].includes(word.text)) report('invalid-value', word, `"${word.text}" is no timeout`);
    else {
      const value = words[++i];
      if (value) takeNumber(context, readUnsigned(value.text, 0, 86_400 * 31, false), value);
      else report('missing-value', word, `nothing behind "${word.text}"`, 'keepalived ignores the word');
    }
  }
}

function readBufferPolicy(context: Context, words: readonly Word[]): void {
  const {report} = context;
  const given = words.slice(1).map(({text}) => text.toUpperCase());
  for (const [i, text] of given.entries())
    if (text !== 'MTU' && text !== 'ADVERT')
      takeNumber(context, readUnsigned((words[1] as Word).text, 0, 4_294_967_295, false), words[i + 1] as Word);
  if (given.includes('MTU') && given.includes('ADVERT'))
    report('corrected', words[0] as Word, 'both MTU and ADVERT', 'keepalived ignores ADVERT');
}

function readUmask({report}: Context, words: readonly Word[]): void {
  const mask = words[1] as Word;
  if (/^\d/.test(mask.text)) {
    if (words.length > 2) report('extra-words', words[2] as Word, 'a word too many', 'keepalived ignores the line');
    else if (!/^(0[0-7]*|0x[0-9a-f]+|[1-9]\d*)$/i.test(mask.text))
      report('invalid-value', mask, `"${mask.text}" is no umask`);
    return;
  }
  const text = words
    .slice(1)
    .map(word => word.text)
    .join('');
  if (!/^I[RWX](USR|GRP|OTH)(\|I[RWX](USR|GRP|OTH))*$/.test(text))
    report('invalid-value', mask, `"${text}" is no umask`);
}

function readAffinity(context: Context, {words}: SettingEntry): void {
  if (words.length < 2) return context.report('missing-value', words[0] as Word, 'a CPU is missing');
  const most = (context.host.processors ?? 1024) - 1;
  for (const word of words.slice(1)) {
    const value = takeNumber(context, readInteger(word.text, 0, most, true), word);
    if (value === undefined) return;
  }
}

function readRealTimePriority(context: Context, {words}: SettingEntry): void {
  const [keyword, word] = words;
  if (!word) return context.report('missing-value', keyword as Word, 'a priority is missing');
  const value = takeNumber(context, readInteger(word.text, -2_147_483_648, 2_147_483_647, true), word);
  if (value !== undefined && (value < 1 || value > 99))
    context.report('corrected', word, 'it is not in 1..99', `keepalived takes ${value < 1 ? 1 : 99}`);
}
