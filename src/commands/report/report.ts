import {defineCommand, type Values} from '../command.js';
import {flag, name} from '../kinds.js';

const options = {
  list: {kind: flag, describe: 'show what the bundle would have in it, and write nothing'},
  anonymize: {kind: flag, describe: 'also replace addresses and host names, each by the same other one everywhere'},
  ask: {
    kind: flag,
    describe: 'signal keepalived to write what it knows to files, and take them in: nothing is signalled without',
  },
} as const;

export type ReportOptions = Values<typeof options>;

export const report = defineCommand({
  name: 'report',
  summary: 'a bundle for a ticket: state, configurations and logs of this director, without its secrets',
  words: {
    name: 'FILE',
    usage: 'FILE|-',
    kind: name('FILE', 'file'),
    describe: 'the .tar.gz to write, which must not be there yet; - for standard output',
  },
  options,
  about: [
    'Passwords, keys of authentication, communities, logins, tokens, private keys, credentials in URLs and mail addresses are replaced by (redacted), wherever they occur: what is a password in one file is taken out of logs and of the output of commands too. README.txt in the bundle says what is in it, what was left out and why. The file is readable by you alone.',
    'Read the bundle before you send it: no rule knows a secret that stands in a free text.',
    'A part that cannot be read, or takes too long, is told in the bundle, and the others are there. Nothing is changed.',
    'To write a file as root, or to signal keepalived, is to change something: policies may be against it. `lvsctl report - > FILE` is not.',
  ],
  changes: ({ask}, [file]) => (ask || (file !== undefined && file !== '-') ? 'something' : 'nothing'), // any file, with the rights of root
  seeAlso: ['why', 'doctor', 'lint'],
  examples: [
    ['lvsctl report /root/ticket-4711.tar.gz', 'the bundle'],
    ['lvsctl report --list', 'what it would have in it'],
    [
      'lvsctl report - --anonymize | ssh support@desk.example.net "cat > ticket.tar.gz"',
      'with other addresses and names, to another host',
    ],
  ],
  run: async (...asked) => (await import('./report-run.js')).runReport(...asked),
});
