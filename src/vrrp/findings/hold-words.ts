import type {Hold} from './knowledge.js';

/** `held as master by alice: new kernel`. */
export function holdWords({as = 'backup', owner, reason}: Hold): string {
  const by = owner === undefined ? '' : ` by ${owner}`;
  return `held${as === 'master' ? ' as master' : ''}${by}: ${reason ?? 'no reason given'}`;
}

/** Whether an operator keeps it from being master. */
export function isHeldAsBackup(hold: Hold | undefined): boolean {
  return hold !== undefined && hold.as !== 'master';
}
