import type {TableProblem} from '../../config/table/table-problem.js';
import {readRules} from '../../config/rules/read-rules.js';
import type {Place} from '../../config/keepalived/problem.js';
import type {DestinationConfiguration} from '../../ipvs/destination.js';
import {type ServiceConfiguration, serviceKey} from '../../ipvs/service.js';
import {NameNeeded, type NameTable} from '../../ipvsadm/names.js';
import {CommandLineError} from '../../ipvsadm/failure.js';
import {parseCommandLine} from '../../ipvsadm/parse.js';
import type {WrittenNames} from '../written-names.js';
import {isComment, ruleWords} from '../../ipvsadm/restore-lines.js';

/** A service of the rules, where it is, and its real servers. */
export interface RuleService {
  readonly service: ServiceConfiguration;
  readonly place: Place;
  readonly servers: RuleServer[];
}

export interface RuleServer {
  readonly destination: DestinationConfiguration;
  readonly place: Place;
  /** The port behind -r, which the kernel replaces unless it masquerades; undefined where none is written in digits. */
  readonly writtenPort: number | undefined;
}

/** What was read of a file of rules. */
export interface RulesSubject {
  readonly file: string;
  readonly services: readonly RuleService[];
  readonly problems: readonly TableProblem[];
  /** What its host names stand for. */
  readonly names: WrittenNames;
}

export function readRuleFile(text: string, file: string, names: WrittenNames): RulesSubject {
  const services = new Map<string, RuleService>();
  const written = text.split('\n');
  const lines = written.map(line => (isComment(line) ? [] : ruleWords(line)));
  /** What the services are called whose own line cannot be read. */
  const unread = new Set<string>();
  for (const [i, words] of lines.entries()) {
    if (words.length === 0) continue;
    const change = changeOf(words, names);
    const line = written[i] as string;
    const place: Place = {file, line: i + 1, column: line.length - line.trimStart().length + 1};
    if (change?.type === 'add-service') {
      const key = serviceKey(change.service.id);
      if (!services.has(key)) services.set(key, {service: change.service, place, servers: []});
    } else if (change?.type === 'add-server')
      services
        .get(serviceKey(change.id))
        ?.servers.push({destination: change.destination, place, writtenPort: portOf(words)});
    else if (words.some(word => /^(-A|--add-service)/.test(word))) unread.add(subjectOf(words));
  }
  const {problems} = readRules({name: file, text}, names);
  const isFollowing = ({line, message}: TableProblem) =>
    /has no service in this file/.test(message) && unread.has(subjectOf(lines[line - 1] ?? []));
  return {file, services: [...services.values()], problems: problems.filter(one => !isFollowing(one)), names};
}

/** `-t ADDRESS:PORT` in one text, however it is written. */
function subjectOf(words: readonly string[]): string {
  const at = words.findIndex(word => /^(-[tuf]|--(tcp|udp|fwmark)-service$|--sctp-service$)/.test(word));
  return at < 0 ? '' : words.slice(at, at + 2).join(' ');
}

function portOf(words: readonly string[]): number | undefined {
  const at = words.findIndex(word => /^(-r|--real-server)$/.test(word));
  const port = /:(\d{1,5})$/.exec(at < 0 ? '' : (words[at + 1] ?? ''))?.[1];
  return port === undefined ? undefined : Number(port);
}

/** Undefined for what cannot be read, which the reader of rules tells of. */
function changeOf(words: readonly string[], names: NameTable) {
  try {
    const command = parseCommandLine(words, 'lvsctl', 'lvsctl', names);
    return command.type === 'change' ? command.change : undefined;
  } catch (error) {
    if (error instanceof NameNeeded || error instanceof CommandLineError) return undefined;
    throw error;
  }
}
