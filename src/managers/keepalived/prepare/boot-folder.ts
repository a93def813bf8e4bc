/**
 * What makes the folder of the tracked files at every start of the machine, before keepalived: tmpfiles.d(5). Measured with
 * 2.2.7: without the folder keepalived starts and holds its addresses, but tracks none of the files until a reload
 * ("Track file directory for … does not exist - removing"); with an empty folder init_file makes them.
 */
export const bootEntryPath = '/etc/tmpfiles.d/lvsctl.conf';

export function bootEntry(runFolder: string, fileFolder: string, fifo: string | undefined): string {
  return [
    '# Where the files are that lvsctl vrrp switch writes and keepalived tracks.',
    `d ${runFolder} 0755 root root -`,
    `d ${fileFolder} 0755 root root -`,
    ...(fifo === undefined ? [] : [`p ${fifo} 0600 root root -`]),
    '',
  ].join('\n');
}
