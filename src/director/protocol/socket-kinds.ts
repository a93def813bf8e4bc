/** The two sockets of a director, in /run/lvsctl. */
export const socketKinds = {
  state: {file: 'state.sock', mode: 0o660, mayChange: false},
  control: {file: 'control.sock', mode: 0o600, mayChange: true},
} as const;

export type SocketKind = keyof typeof socketKinds;
