import {escapeControls} from '../../ipvs/outside-text.js';
import type {CommandContext} from '../command.js';
import {formatDocument} from '../output/structured.js';
import {checksOfHosts} from './checks-of-hosts.js';
import {connsOfHosts} from './conns-of-hosts.js';
import {differenceDocument, differenceWords} from './difference.js';
import {drainsOfHosts} from './drains-of-hosts.js';
import {answerWords, type HostAnswer, worstStatus} from './host-answer.js';
import type {HostsPage, MakePage} from './hosts-page.js';
import {listOfHosts} from './list-of-hosts.js';
import {vrrpOfHosts} from './vrrp-of-hosts.js';
import type {HostsView} from './with-hosts.js';

interface Showing {
  readonly view: Exclude<HostsView, 'deed' | 'dashboards'>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly isText: boolean;
}

const pages: Readonly<Record<Exclude<Showing['view'], 'each'>, MakePage>> = {
  list: listOfHosts,
  conns: connsOfHosts,
  vrrp: vrrpOfHosts,
  checks: checksOfHosts,
  drains: drainsOfHosts,
};

/** Above this many lines of differences the rest is counted. */
const mostLines = 40;

/** Prints what several hosts said. Resolves to the exit status. */
export async function showHosts(
  answers: readonly HostAnswer[],
  {view, options, isText}: Showing,
  {stdout}: CommandContext,
): Promise<number> {
  const page = view === 'each' ? eachPage(answers, isText) : pages[view](answers.filter(hasDocument), options);
  if (isText) {
    const isTold = (answer: HostAnswer) => view !== 'each' || answer.state !== 'answered';
    const hosts = answers.filter(isTold).flatMap(answer => [...markOf(answer, view), ...told(answer)]);
    const isAnswered = view === 'each' || answers.some(hasDocument);
    stdout.write(headText(hosts, page) + (isAnswered ? page.text : ''));
  } else stdout.write(await formatDocument(hostsDocument(answers, page), options.output as 'json' | 'yaml', false));
  return worstStatus(answers, page.differences.length + page.findings.length > 0 ? 1 : 0);
}

export function hostsDocument(answers: readonly HostAnswer[], {differences, findings}: Omit<HostsPage, 'text'>) {
  return {
    schema: 'lvsctl.hosts/1',
    hosts: answers.map(({name, state, status, words, documents}) => ({
      name,
      state,
      exitStatus: status ?? null,
      words: words ?? null,
      document: documents.at(-1) ?? null,
    })),
    differences: differences.map(differenceDocument),
    findings,
  };
}

function told(answer: HostAnswer): readonly string[] {
  const words = answerWords(answer);
  return words === undefined ? [] : [words];
}

/** What is not of the machine's own kernel says so. */
function markOf({name, isEmbedded}: HostAnswer, view: Showing['view']): readonly string[] {
  return isEmbedded && view !== 'each' ? [`${name}: EMBEDDED KERNEL: this is not the table of that machine`] : [];
}

function headText(hosts: readonly string[], {differences, findings}: HostsPage): string {
  const lines = [
    ...findings,
    ...(differences.length === 0 ? [] : ['differences:', ...differences.map(one => `  ${differenceWords(one)}`)]),
  ];
  const shown = lines.slice(0, mostLines);
  const rest = lines.length - shown.length;
  const all = [...hosts, ...shown, ...(rest > 0 ? [`  and ${rest} more: -o json has all`] : [])];
  return all.length === 0 ? '' : `${all.map(escapeControls).join('\n')}\n\n`;
}

/** One after the other, under their names. */
function eachPage(answers: readonly HostAnswer[], isText: boolean): HostsPage {
  const blocks = answers
    .filter(({state}) => state === 'answered')
    .map(({name, stdout, words}) => {
      const lines = [
        ...stdout.replace(/\n$/, '').split('\n').map(escapeControls),
        ...(words === undefined ? [] : [words]),
      ];
      return `${name}:\n${lines.map(line => `  ${line}`.trimEnd()).join('\n')}\n`;
    });
  return {differences: [], findings: [], text: isText ? blocks.join('\n') : ''};
}

function hasDocument({documents}: HostAnswer): boolean {
  return documents.length > 0;
}
