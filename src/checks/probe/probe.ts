import type {Address} from '../../net/address.js';
import type {Milliseconds} from '../milliseconds.js';
import type {Pattern} from '../pattern/pattern.js';

/**
 * What is asked of a real server to find out whether it works: one try of one check, with nothing of when and how often.
 * Plain values: they travel between processes, and two that are equal are one.
 */
export type Probe =
  | TcpProbe
  | PingProbe
  | HttpProbe
  | SmtpProbe
  | DnsProbe
  | UdpProbe
  | CommandProbe
  | FileProbe
  | DialogProbe
  | LdapProbe
  | SqlProbe
  | FtpProbe
  | RadiusProbe
  | AgentProbe;

/** Where a probe goes, and from where. */
export interface ProbeTarget {
  readonly address: Address;
  /** 0 where the protocol has none. */
  readonly port: number;
  /** keepalived's bindto, bind_port, bind_if and fwmark (SO_MARK). */
  readonly bindAddress?: Address;
  readonly bindPort?: number;
  readonly bindInterface?: string;
  readonly mark?: number;
}

/** How long a probe may take; each holds, whatever the server does. */
export interface ProbeLimits {
  /** Until it is connected. */
  readonly connect: Milliseconds;
  /** The longest time in which nothing comes, once it is connected. */
  readonly silence: Milliseconds;
  /** From its beginning to its end; of HTTP so much for each request: keepalived asks for one url at a time. */
  readonly whole: Milliseconds;
}

interface Connecting {
  readonly target: ProbeTarget;
  readonly limits: ProbeLimits;
}

/** Connects, and closes: TCP_CHECK; connect. */
export interface TcpProbe extends Connecting {
  readonly type: 'tcp';
}

/** Echo requests, one after the other, until one is answered: PING_CHECK; ping. */
export interface PingProbe extends Connecting {
  readonly type: 'ping';
  /** At most so many, each within the limit for connecting. */
  readonly tries: number;
}

/** HTTP_GET, SSL_GET; http, https, http_proxy. All requests have to succeed, each with a connection of its own. */
export interface HttpProbe extends Connecting {
  readonly type: 'http';
  readonly version: '1.0' | '1.0C' | '1.1';
  readonly method: 'GET' | 'HEAD';
  /** Undefined: without TLS. */
  readonly tls: TlsSettings | undefined;
  /** The Host of all requests that have none of their own; undefined: the address of the target. */
  readonly virtualHost: string | undefined;
  /** Asks a proxy for whole URLs of the virtual host: http_proxy. */
  readonly isProxy: boolean;
  /**
   * ldirectord's: LWP ends with Content-Length or the last chunk, and follows redirects. Undefined: keepalived's, which
   * reads to the end of the connection, takes the body as it comes, chunks and all, and follows none.
   */
  readonly manner?: 'ldirectord';
  readonly requests: readonly HttpRequest[];
}

export interface HttpRequest {
  readonly path: string;
  readonly virtualHost: string | undefined;
  /** Codes of success, from and to. */
  readonly statusCodes: readonly (readonly [number, number])[];
  /** MD5 of the body, in hexadecimal. */
  readonly digest: string | undefined;
  /** What the body has to say; in keepalived's manner the header with the body behind it may say it as well. */
  readonly pattern: Pattern | undefined;
}

export interface TlsSettings {
  /** Sent as SNI; undefined: none. */
  readonly serverName: string | undefined;
  /** Whether certificate and name are checked. keepalived checks neither; ldirectord only those of imaps and pops. */
  readonly verifies: boolean;
  /** Paths of PEM files. */
  readonly authority: string | undefined;
  readonly certificate: string | undefined;
  readonly key: string | undefined;
}

/** Greeting, HELO, QUIT: SMTP_CHECK. */
export interface SmtpProbe extends Connecting {
  readonly type: 'smtp';
  readonly helo: string;
}

/** DNS_CHECK; dns. */
export interface DnsProbe extends Connecting {
  readonly type: 'dns';
  readonly over: 'udp' | 'tcp';
  /** `SOA`, `A`, `ANY`; ldirectord asks for what the name is: an address or a name. */
  readonly recordType: string;
  readonly name: string;
  /** What the data of one answer have to say; undefined: any answer without an error will do. */
  readonly pattern: Pattern | undefined;
}

/** UDP_CHECK: a port that is closed answers with an ICMP error. */
export interface UdpProbe extends Connecting {
  readonly type: 'udp';
  readonly payload: readonly number[];
  readonly requiresReply: boolean;
  /** What the reply begins with; bits outside the mask may be anything. */
  readonly reply: readonly {readonly value: number; readonly mask: number}[];
  readonly leastLength: number;
  readonly mostLength: number;
}

/** MISC_CHECK; external. */
export interface CommandProbe {
  readonly type: 'command';
  readonly command: readonly string[];
  /** `name` or `name group`; undefined for the usual one (programs.ts). */
  readonly user: string | undefined;
  readonly timeout: Milliseconds;
  /** misc_dynamic: exit status 2..255 is up with weight status - 2. */
  readonly isDynamic: boolean;
}

/** FILE_CHECK: a number in a file that changes the weight. */
export interface FileProbe {
  readonly type: 'file';
  readonly path: string;
  /** What the number is multiplied with; 0: it is up where the file says 0. */
  readonly weight: number;
  readonly isReversed: boolean;
}

/** Lines sent and lines expected, for protocols that are a talk in text: pop, imap, nntp, sip, simpletcp, smtp, submission. */
export interface DialogProbe extends Connecting {
  readonly type: 'dialog';
  /** As ldirectord names it: `pop`, `imap`, `nntp`, `sip`, `simpletcp`, `smtp`, `submission`. */
  readonly service: string;
  readonly tls: TlsSettings | undefined;
  readonly over: 'tcp' | 'udp';
  readonly login: string;
  readonly password: Sealed;
  readonly request: string;
  readonly pattern: Pattern | undefined;
}

/** Bind and a search of the base object: ldap, ldaps. */
export interface LdapProbe extends Connecting {
  readonly type: 'ldap';
  readonly tls: TlsSettings | undefined;
  readonly login: string;
  readonly password: Sealed;
  readonly request: string;
  readonly pattern: Pattern | undefined;
}

/** Log in, query, at least one row: mysql, pgsql. */
export interface SqlProbe extends Connecting {
  readonly type: 'sql';
  readonly dialect: 'mysql' | 'pgsql';
  readonly database: string;
  readonly login: string;
  readonly password: Sealed;
  readonly request: string;
}

/** Log in, fetch a file: ftp. */
export interface FtpProbe extends Connecting {
  readonly type: 'ftp';
  readonly login: string;
  readonly password: Sealed;
  readonly request: string;
  readonly pattern: Pattern | undefined;
}

/** Access-Request with PAP (RFC 2865): radius. */
export interface RadiusProbe extends Connecting {
  readonly type: 'radius';
  readonly login: string;
  readonly password: Sealed;
  readonly secret: Sealed;
}

/** HAProxy's agent-check: one line that says `75%`, `up`, `down`, `drain`, `maint`, … It decides nothing by silence. */
export interface AgentProbe extends Connecting {
  readonly type: 'agent';
  /** Sent first: HAProxy's agent-send. */
  readonly send: string;
}

/** A secret that travels between processes as a plain value: it is never printed, and keys of probes have a digest of it. */
export interface Sealed {
  readonly sealed: string;
}
