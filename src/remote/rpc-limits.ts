/** What `lvsctl rpc` bounds. Bytes are those of UTF-8, without the line feed; times are milliseconds. */
export const rpcLimits = {
  /** Of a line to the host. */
  requestBytes: 1024 * 1024,
  /** Of a line from the host, and of what one host may have said that is not taken yet. */
  answerBytes: 64 * 1024 * 1024,
  /** Objects and lists within each other, the message counted. */
  depth: 48,
  /** At a time; further ones are refused. */
  requestsUnderWay: 32,
  /** Commands that run at a time, of those. */
  runs: 8,
  /** Of a command line. */
  words: 256,
  /** Of what has been said and not been read: a command that says more is interrupted. */
  unreadBytes: 64 * 1024 * 1024,
  /** Requests while more is unread than a request may have: whoever asks for more reads nothing, and the session ends. */
  askedInVain: 10_000,
  /** Of a piece of output. */
  pieceCharacters: 32 * 1024,
  /** Whoever has sent a ping and then nothing for so long is gone, though the connection stands. */
  lostAfter: 60_000,
  /** How long commands have to end in order when whoever asked is gone. */
  endingTime: 10_000,
} as const;
