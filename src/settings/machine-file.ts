import {lstatSync, readFileSync} from 'node:fs';

/** The settings of the whole machine, with its policies. */
export const machineFile = '/etc/lvsctl/config.yaml';

/** Whether the file may say anything: what is installed with the package is all comments. NB: what cannot be read may. */
export function mayMachineFileSay(): boolean {
  try {
    return saysSomething(readFileSync(machineFile, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT' || isLink(machineFile);
  }
}

/** Whether a link is there: what it leads to was meant to be read, though it is gone. */
export function isLink(path: string): boolean {
  return lstatSync(path, {throwIfNoEntry: false})?.isSymbolicLink() ?? false;
}

/** Whether there is more in a text than comments. */
export function saysSomething(text: string): boolean {
  return /^[^\S\n]*[^\s#]/m.test(text);
}
