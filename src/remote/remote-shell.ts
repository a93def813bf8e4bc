/**
 * The command that starts the protocol on a host.
 * @param target as ssh(1) takes it; undefined: this machine @throws Error where it is no host name
 */
export function remoteProgram(
  target: string | undefined,
  {
    mayWrite,
    shell,
    lvsctl,
  }: {readonly mayWrite: boolean; readonly shell: readonly string[]; readonly lvsctl: readonly string[]},
): readonly string[] {
  const words = mayWrite ? ['rpc', '--write'] : ['rpc'];
  if (target === undefined) return [...lvsctl, ...words];
  const problem = hostNameProblem(target);
  if (problem !== undefined) throw new Error(problem);
  return [...shell, ...sshOptions, '--', target, remoteCommand(words.join(' '))];
}

/** What is wrong with the name of a host, as ssh(1) takes it. Any other mistake is ssh's to tell. */
export function hostNameProblem(name: string): string | undefined {
  if (name === '') return 'a host has a name';
  if (name.startsWith('-')) return `'${name}': a host name does not begin with -`;
  return /[\s\p{Cc},]/u.test(name) ? 'a host name has no blanks, commas or control characters' : undefined;
}

/** Nothing is asked, forwarded or shared; a cut connection is noticed after 15 s. */
const sshOptions = [
  '-T',
  ...[
    'BatchMode=yes',
    'ConnectTimeout=3',
    'ServerAliveInterval=5',
    'ServerAliveCountMax=3',
    'ClearAllForwardings=yes',
    'ControlMaster=no',
  ].flatMap(option => ['-o', option]),
];

/** In sh, as the login shell may be another; sudo must not ask. */
function remoteCommand(words: string): string {
  return `exec sh -c 'if [ "$(id -u)" = 0 ]; then exec lvsctl ${words}; else exec sudo -n lvsctl ${words}; fi'`;
}
