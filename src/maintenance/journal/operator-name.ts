import {userInfo} from 'node:os';

/** Who works here, for the record. @returns unknown where the user has no name: in containers not everybody has one */
export function operatorName(environment: Readonly<Record<string, string | undefined>>): string {
  if (environment.SUDO_USER) return environment.SUDO_USER;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
