import type {NameTable} from '../ipvsadm/names.js';
import type {Files} from '../config/keepalived/text/sources.js';

/** What may be known besides the text of a file. Whatever is not told is taken to be as the file wants it. */
export interface LintOptions {
  /** For what keepalived.conf includes; without it an include is as good as there. */
  readonly files?: Files;
  /** What `@ID` lines of keepalived.conf are compared with: keepalived's -i, else the host name up to its first dot. */
  readonly configId?: string;
  /** Permission bits of the file, such as 0o600. */
  readonly mode?: number;
  /** The nodes of ha.cf beside a haresources, where those are all. */
  readonly nodes?: readonly string[];
  /** Names of ports in rules, as the machine has them. Host names are never looked up. */
  readonly portOf?: NameTable['portOf'];
}
