/** What a real server does while it is well or ill. */
export type Behaviour =
  | NetworkBehaviour
  | WebBehaviour
  | TalkBehaviour
  | DatagramBehaviour
  | MailBehaviour
  | NamesBehaviour
  | FileBehaviour;

/** Of its address: nobody answers, nobody has it, there is no way to it. */
export type NetworkBehaviour = 'dropped' | 'nobody' | 'unreachable' | 'refused' | 'there';

/** Of nginx: `tls` in front is with TLS. */
export type WebBehaviour = `${'' | 'tls '}${WebPage}` | 'tls expired' | 'tls other name' | 'tls refuses the name';
export type WebPage = 'page' | '503' | '404' | '301' | '201' | 'other page' | 'second 404' | 'no such host';

/** Of a server of a few lines. */
export type TalkBehaviour =
  | 'reset'
  | 'reset later'
  | 'reset after request'
  | 'closes'
  | 'silent'
  | 'garbage'
  | 'slow head'
  | 'stalled body'
  | 'slow body'
  | 'trickling body'
  | 'endless body'
  | 'cut body'
  | 'short body'
  | 'no length'
  | 'body later'
  | OddAnswer
  | SecureTalk
  | MailTalk;

/** The same with TLS. */
export type SecureTalk =
  `secure ${'no length' | 'stalled body' | 'trickling body' | 'short body' | 'garbage' | 'closes' | 'silent'}`;

/** Answers that stretch HTTP. */
export type OddAnswer =
  | 'kept open'
  | 'no reason'
  | 'not HTTP'
  | 'bare newlines'
  | 'head of 6 KB'
  | 'more than its length'
  | 'two spaces'
  | 'in small pieces'
  | 'a status of 4 digits';

/** What a mail server says of a few lines. */
export type MailTalk =
  | 'mail'
  | 'mail 554'
  | 'mail, HELO 550'
  | 'mail, greets in lines'
  | 'mail, welcomes in lines'
  | 'mail, late'
  | 'mail, QUIT 500';

/** Of a server of datagrams. */
export type DatagramBehaviour = 'echo' | 'other reply' | 'long reply' | 'short reply' | 'mute';

/** Of Exim. */
export type MailBehaviour = 'exim';

/** Of dnsmasq. */
export type NamesBehaviour = 'names' | 'names, NXDOMAIN' | 'names, no data' | 'names, REFUSED';

/** Of a script or a file. */
export type FileBehaviour = `exit ${number}` | 'killed' | 'hangs' | `number ${number}` | 'no file';
