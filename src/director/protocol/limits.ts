/** What the control protocol bounds. Bytes are those of UTF-8, without the line feed; times are milliseconds. */
export const limits = {
  /** Of a line to the director. */
  requestBytes: 64 * 1024,
  /** Of a line from the director. */
  answerBytes: 64 * 1024 * 1024,
  /** Objects and lists within each other, the message counted. */
  depth: 16,
  /** Of one socket at a time. */
  clients: 32,
  /** Of one client at a time; further ones wait. */
  requestsUnderWay: 8,
  /** Of one client, beside what its socket holds: above it requests wait, and events become a snapshot. */
  unreadBytes: 1024 * 1024,
  /** A client that is sent something and reads none of it is closed after so long. */
  unreadTime: 30_000,
  /** A client that makes no whole request and has not subscribed is closed after so long. */
  idleTime: 60_000,
} as const;
