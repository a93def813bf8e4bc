import {readFileSync} from 'node:fs';

/** Modules by the kernel's own name, with `_` and never `-`. */
export interface Modules {
  /** Those that are loaded, or built in. */
  readonly loaded: ReadonlySet<string>;
  /** Those that are installed for this kernel. */
  readonly loadable: ReadonlySet<string>;
}

/**
 * What /proc/modules and the lists of modprobe(8) say.
 * @param release as uname(2) has it
 * @throws as open(2) does where /proc/modules cannot be read
 */
export function readModules(release: string, folder = '/lib/modules'): Modules {
  const loaded = textOf('/proc/modules')
    .split('\n')
    .map(line => line.slice(0, line.indexOf(' ')));
  return {
    loaded: new Set([...loaded, ...listed(`${folder}/${release}/modules.builtin`)]),
    loadable: new Set(listed(`${folder}/${release}/modules.dep`)),
  };
}

/** `kernel/net/netfilter/ipvs/ip_vs_rr.ko.xz: …`, a line each. */
function listed(path: string): string[] {
  return [...textOf(path).matchAll(/^[^:\n]*?([^/:\n]+)\.ko(?:\.\w+)?(?::|$)/gm)].map(([, name]) =>
    (name as string).replaceAll('-', '_'),
  );
}

/** A container has no lists, and a kernel without modules not even those that are loaded. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
