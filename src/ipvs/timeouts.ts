/** Session timeouts in seconds; as a setting, 0 leaves one unchanged. */
export interface Timeouts {
  readonly tcp: number;
  readonly tcpFin: number;
  readonly udp: number;
}
