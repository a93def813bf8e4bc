import {folderOf, within} from '../../../config/keepalived/text/include.js';

/** A tracked file, and what it moves. */
export interface TrackedFileOf {
  readonly name: string;
  readonly path: string;
  /** `vrrp_instance VI_1`; text from outside. */
  readonly of: string;
}

/** Beside the configuration; NB: not *.conf, which it may include already. */
export function includePathFor(configPath: string): string {
  return within(folderOf(configPath) || '.', 'lvsctl.track-files');
}

/** The FIFO for events: in the folder of the tracked files. */
export function fifoPathIn(fileFolder: string): string {
  return `${fileFolder}/events.fifo`;
}

/**
 * The file that keepalived.conf includes: what each router is moved by, and what it tells of them. With a user of its own
 * the FIFO may stand in front of script_user and enable_script_security (measured with 2.2.7: it outlives reloads).
 */
export function includeFileText(files: readonly TrackedFileOf[], fifo: string | undefined): string {
  return [
    '# Made by lvsctl vrrp prepare, which writes it anew; removed by lvsctl vrrp prepare --undo.',
    '# A file that holds anything but 0 puts what tracks it into FAULT: another router takes over.',
    ...files.flatMap(({name, path, of}) => [
      '',
      `# ${of}`,
      `track_file ${name} {`,
      `  file ${path}`,
      '  weight 0',
      '  init_file 0',
      '}',
    ]),
    ...(fifo === undefined
      ? []
      : [
          '',
          '# What happens to the routers, for lvsctl vrrp: a FIFO has one reader.',
          'global_defs {',
          `  vrrp_notify_fifo ${fifo} root root`,
          '  vrrp_notify_priority_changes true',
          '}',
        ]),
    '',
  ].join('\n');
}
