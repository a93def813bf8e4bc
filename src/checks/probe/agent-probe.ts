import {Attempt} from './attempt.js';
import {parseAgentLine} from './agent/parse-agent-line.js';
import {Connection} from './connection.js';
import type {AgentProbe} from './probe.js';
import type {StartProbe} from './probe-world.js';
import {formatBytes} from './quantity.js';
import type {Advice, Verdict} from './verdict.js';

/** Of a line; HAProxy's own buffer is 16 KiB. */
const longestLine = 4096;
/** Of a word or a reason that is told on. */
const longestWords = 200;

/** Asks an agent on the real server: HAProxy's agent-check. Whatever goes wrong with it decides nothing. */
export const startAgentProbe: StartProbe<AgentProbe> = ({target, limits, send}, world, onVerdict, onStep) => {
  const attempt = new Attempt(world, limits.whole, verdict => onVerdict(deciding(verdict)), onStep);
  let line = '';
  const connection = new Connection(attempt, target, limits, undefined, {
    onOpen: () => {
      if (send !== '') connection.send(send);
    },
    onBytes: bytes => {
      line += bytes.toString('latin1', 0, longestLine + 1 - line.length);
      const end = line.search(/[\r\n\0]/);
      if (end >= 0) obey(attempt, Buffer.from(line.slice(0, end), 'latin1').toString());
      else if (line.length > longestLine) attempt.undecided(`the agent says more than ${formatBytes(longestLine)}`);
    },
    // HAProxy: tcpcheck_agent_expect_reply: an incomplete line is ignored
    onEnd: () =>
      attempt.undecided(line === '' ? 'the agent says nothing' : `the agent's line has no end: ${shortened(line)}`),
  });
  return attempt;
};

function obey(attempt: Attempt, line: string): void {
  const {advice, unknown, isUnderstood} = parseAgentLine(line);
  if (unknown !== undefined && !isUnderstood)
    return attempt.undecided(`the agent says ${shortened(unknown)}, which means nothing`);
  const strange = unknown === undefined ? '' : `, and ${shortened(unknown)}, which means nothing`;
  attempt.up(`the agent says ${wordsOf(advice)}${strange}`, advice);
}

function wordsOf({percent, admin, operation, reason}: Extract<Advice, {type: 'agent'}>): string {
  const words = [operation, admin, percent === undefined ? undefined : `${percent}%`].filter(
    word => word !== undefined,
  );
  return `${words.join(', ') || 'nothing new'}${reason === undefined ? '' : ` (${shortened(reason)})`}`;
}

function deciding(verdict: Verdict): Verdict {
  if (verdict.type !== 'down') return verdict;
  return {type: 'undecided', words: `the agent cannot be asked: ${verdict.words}`, latency: verdict.latency};
}

function shortened(text: string): string {
  return text.length <= longestWords ? text : `${text.slice(0, longestWords)}…`;
}
