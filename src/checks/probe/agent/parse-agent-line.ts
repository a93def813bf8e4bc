import type {Advice} from '../verdict.js';

/** A line of HAProxy's agent-check. */
export interface AgentLine {
  readonly advice: Extract<Advice, {type: 'agent'}>;
  /** The first word that means nothing here; the others count all the same. */
  readonly unknown: string | undefined;
  /** Whether it has a word that means something. */
  readonly isUnderstood: boolean;
}

const admins = ['ready', 'drain', 'maint'] as const;
const operations = ['up', 'down', 'stopped', 'fail'] as const;
/** More is the same, as weights end. HAProxy: server.c, server_parse_weight_change_request. */
const mostPercent = 25_600;

/**
 * Words between spaces, tabs and commas, in any order and case; of one kind the last one counts. HAProxy: tcpcheck.c,
 * tcpcheck_agent_expect_reply; configuration.txt, agent-check.
 * @param line without its end
 */
export function parseAgentLine(line: string): AgentLine {
  const [, wordsText = '', reason] = /^((?:[^#]|(?<![ \t,]|^)#)*)(?:#[ \t]*(.*))?$/s.exec(line) ?? [];
  let percent: number | undefined;
  let admin: AgentLine['advice']['admin'];
  let operation: AgentLine['advice']['operation'];
  let unknown: string | undefined;
  let isUnderstood = false;
  for (const word of wordsText.split(/[ \t,]+/)) {
    if (word === '') continue;
    const lower = word.toLowerCase();
    const share = /^(\d+)%$/.exec(word)?.[1];
    const isAdmin = admins.find(one => one === lower);
    const isOperation = operations.find(one => one === lower);
    if (isAdmin) admin = isAdmin;
    else if (isOperation) operation = isOperation;
    else if (share !== undefined) percent = Math.min(mostPercent, Number(share));
    else if (!/^maxconn:\d+$/.test(lower)) {
      unknown ??= word;
      continue;
    } // IPVS has upper thresholds for a server's connections; nobody configures them by an agent
    isUnderstood = true;
  }
  return {advice: {type: 'agent', percent, admin, operation, reason: reason || undefined}, unknown, isUnderstood};
}
