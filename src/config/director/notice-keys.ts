import type {MailSettings, NoticeSettings, PoolCommand} from '../pools/pool-configuration.js';
import {longestWait} from '../pools/longest-wait.js';
import {usualNotices} from '../pools/usual-notices.js';
import {line} from './checks/text-kinds.js';
import {type Kind, wordKind, writtenKind} from './kind.js';
import {command, listOf, span, truth} from './kinds.js';
import {runShape} from './notify-keys.js';
import {optional, required, type Shaped, shapeKind, usually} from './shape.js';

const plainCommand: Kind<PoolCommand> = {
  takes: command.takes,
  read(spot, text) {
    const words = command.read(spot, text);
    return words && {words, user: undefined};
  },
};

const commandAsUser: Kind<PoolCommand> = {
  takes: 'a map of run and user',
  read(spot, text) {
    const found = shapeKind(this.takes, runShape).read(spot, text);
    return found && {words: found.run, user: found.user};
  },
};

export const poolCommand = writtenKind('[/path/of/program, word], or a map of run and user', {
  list: plainCommand,
  map: commandAsUser,
});

/** One address, or some. */
const mailAddress: Kind<string> = wordKind('a mail address', word =>
  /^[^\u0000-\u001f\u007f,]{1,320}$/.test(word) ? word : undefined,
);
export const mailAddresses: Kind<readonly string[]> = writtenKind('a mail address, or a list of them', {
  word: {
    takes: mailAddress.takes,
    read(spot, text) {
      const found = mailAddress.read(spot, text);
      return found === undefined ? undefined : [found];
    },
  },
  list: listOf('a list of mail addresses', mailAddress),
});

const mailServer: Kind<MailSettings['server']> = wordKind('a mail server such as mail.example.com:25', word => {
  const [, bracketed, plain, port = '25'] = /^(?:\[([^\]\s]+)\]|([^\s:[\]]+))(?::(\d{1,5}))?$/.exec(word) ?? [];
  const host = bracketed ?? plain;
  return host !== undefined && Number(port) >= 1 && Number(port) <= 65_535 ? {host, port: Number(port)} : undefined;
});

export const mailShape = {
  name: 'mail',
  keys: {
    to: usually(mailAddresses, [], 'as mail of the services', 'who gets it'),
    from: usually(line, 'lvsctl@localhost', 'lvsctl@localhost', 'who it is from'),
    server: usually(mailServer, {host: 'localhost', port: 25}, 'localhost:25', 'who takes it (SMTP)'),
    helo: optional(line, 'the name of this host', 'how the server is greeted'),
    timeout: usually(span(1000, longestWait), 30_000, '30s', 'the server has so long'),
  },
} as const;

const url: Kind<string> = wordKind('a URL of http or https', word =>
  /^https?:\/\/[^\s\u0000-\u001f\u007f]{1,2000}$/i.test(word) && URL.canParse(word) ? word : undefined,
);

export const webhookShape = {
  name: 'webhook',
  keys: {
    url: required(url, 'gets the notice as JSON, by POST'),
    timeout: usually(span(100, 3_600_000), 10_000, '10s', 'it has so long'),
  },
} as const;

type Webhook = Omit<Shaped<typeof webhookShape>, 'spot'>;

const webhook: Kind<Webhook> = writtenKind<Webhook>('a URL, or a map of url and timeout', {
  word: {
    takes: url.takes,
    read(spot, text) {
      const found = url.read(spot, text);
      return found === undefined ? undefined : {url: found, timeout: 10_000};
    },
  },
  map: shapeKind('a map of url and timeout', webhookShape),
});

/** Who is told what happens to real servers. */
export const noticesShape = {
  name: 'notices',
  keys: {
    window: usually(span(0, 3_600_000), 2000, '2s', 'what happens within it, of one cause, is one notice'),
    repeat: usually(span(0, longestWait), 0, '0s', 'how often it is said again that something is down; 0: not'),
    recovery: usually(truth, true, 'true', 'it is told that something is up again'),
    mail: optional(shapeKind('a map of to, from, server and so on', mailShape), 'none', 'who gets mails'),
    command: optional(poolCommand, 'none', 'is run with the notice as JSON on its standard input'),
    webhook: optional(webhook, 'none', 'who gets it over HTTP'),
  },
} as const;

export function noticesOf(draft: Shaped<typeof noticesShape> | undefined): NoticeSettings {
  if (!draft) return usualNotices;
  const {window, repeat, recovery, mail, command: program, webhook: hook} = draft;
  return {
    window,
    repeat,
    tellsRecovery: recovery,
    mail: mail && {to: mail.to, from: mail.from, server: mail.server, helo: mail.helo, timeout: mail.timeout},
    command: program,
    webhook: hook && {url: hook.url, timeout: hook.timeout},
  };
}
