/** A key of the files of settings: for the reader, the manual and docs/settings.md. Capitals stand for names that are chosen. */
export interface SettingKey {
  /** Its path: `policies.least-servers`. */
  readonly key: string;
  /** What stands behind it. */
  readonly takes: string;
  /** What holds without it. */
  readonly absent: string;
  readonly meaning: string;
  /** In which files it counts. */
  readonly counts: 'everywhere' | 'in /etc' | 'in /etc, elsewhere only stricter';
  /** Of lvsctl, since which it is there. */
  readonly since: string;
  readonly example: string;
}

const names = {counts: 'everywhere', since: '0.1.0'} as const;

export const settingKeys: readonly SettingKey[] = [
  {
    key: 'names.hosts.NAME',
    takes: 'an address, or a list of them',
    absent: 'addresses are shown',
    meaning: 'a real server or a virtual address: shown instead of its numbers, and understood instead of them',
    example: 'web1: 10.1.0.11',
    ...names,
  },
  {
    key: 'names.services.NAME',
    takes: 'a service: tcp/10.0.0.1:80, fwmark/1',
    absent: 'numbers are shown',
    meaning: 'a virtual service: shown instead of its numbers, and understood instead of them',
    example: 'web: tcp/10.0.0.1:80',
    ...names,
  },
  {
    key: 'directors.NAME.ssh',
    takes: 'HOST or USER@HOST',
    absent: 'the name itself',
    meaning: 'what ssh(1) is given for this director; directors.NAME alone may be this text',
    example: 'lb1: {ssh: admin@lb1.example.net}',
    ...names,
  },
  {
    key: 'directors.NAME.write',
    takes: 'true or false',
    absent: 'false',
    meaning: 'whether this director may be changed from here',
    example: 'lb1: {write: true}',
    ...names,
  },
  {
    key: 'groups.NAME',
    takes: 'a list of directors',
    absent: 'no group',
    meaning: 'directors that belong together: --host takes the name of the group',
    example: 'pair: [lb1, lb2]',
    ...names,
  },
  {
    key: 'defaults.COMMAND.OPTION',
    takes: "the option's value; true for an option without one",
    absent: 'as lvsctl COMMAND --help tells',
    meaning: 'an option that the command has where it is not given',
    example: 'list: {output: wide}',
    ...names,
  },
  {
    key: 'policies.least-servers',
    takes: 'a number, 1 to 65535',
    absent: '1',
    meaning: 'a drain that would leave a service fewer servers of weight above 0 is refused; --force overrides',
    counts: 'in /etc, elsewhere only stricter',
    since: '0.1.0',
    example: 'least-servers: 2',
  },
  {
    key: 'policies.require-reason',
    takes: 'true or false',
    absent: 'false',
    meaning: 'whether drains, holds and switches need --reason',
    counts: 'in /etc, elsewhere only stricter',
    since: '0.1.0',
    example: 'require-reason: true',
  },
  {
    key: 'policies.may-change',
    takes: "a list of users and '%groups'",
    absent: 'everybody who is root',
    meaning: 'who may change anything, by the name behind sudo',
    counts: 'in /etc',
    since: '0.1.0',
    example: "may-change: [alice, '%operators']",
  },
  {
    key: 'policies.may-force',
    takes: "a list of users and '%groups'",
    absent: 'whoever may change',
    meaning: 'who may override what speaks against a change with --force',
    counts: 'in /etc',
    since: '0.1.0',
    example: "may-force: ['%seniors']",
  },
  {
    key: 'top.KEY',
    takes: 'as in top.yaml (docs/top.md)',
    absent: 'as in top.yaml',
    meaning: 'keys, columns, order, interval and theme of the dashboard; top.yaml goes over it',
    example: 'top: {theme: dark, interval: 1}',
    ...names,
  },
];

/** What can stand below a path: names that are written so, not those that are chosen. */
export function keysBelow(path: string): readonly string[] {
  const depth = path === '' ? 0 : path.split('.').length;
  const below = settingKeys.filter(({key}) => path === '' || key.startsWith(`${path}.`));
  return [...new Set(below.flatMap(({key}) => key.split('.')[depth] ?? []))].filter(name => !/^[A-Z]+$/.test(name));
}
