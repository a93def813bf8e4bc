import {readFileSync} from 'node:fs';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Whom keepalived takes where nobody is named (script_user), and who has no rights at all. */
const usual = ['keepalived_script', 'nobody'] as const;

/**
 * Looks a user up in /etc/passwd. NB: no other source of users: one that hangs would hold the director up.
 * @param user `name` or `name group`, as script_user has it; undefined for the usual one
 * @returns why there is none, in words
 */
export function findAccount(user: string | undefined): Account | string {
  if (user === undefined) {
    for (const name of usual) {
      const found = accountOf(name);
      if (found) return found;
    }
    return `there is no user ${usual.join(' and no user ')}: say which user scripts have`;
  }
  const [name = '', group] = user.split(/\s+/);
  const account = accountOf(name);
  if (!account) return `there is no user ${name} in /etc/passwd`;
  if (group === undefined) return account;
  const gid = idIn('/etc/group', group)?.[2];
  return gid === undefined ? `there is no group ${group} in /etc/group` : {uid: account.uid, gid: Number(gid)};
}

export function hasGroup(name: string): boolean {
  return idIn('/etc/group', name) !== undefined;
}

function accountOf(name: string): Account | undefined {
  const fields = idIn('/etc/passwd', name);
  return fields && {uid: Number(fields[2]), gid: Number(fields[3])};
}

/** The fields of the line that begins with the name. */
function idIn(file: string, name: string): readonly string[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
  const fields = text
    .split('\n')
    .find(line => line.startsWith(`${name}:`))
    ?.split(':');
  return fields && /^\d+$/.test(fields[2] ?? '') ? fields : undefined;
}
