/** services(5): names and ports of a protocol, the first entry of each winning, aliases included. */
export interface ServicesDatabase {
  portOf(service: string, protocol: number): number | null;
  serviceOf(port: number, protocol: number): string | null;
}

const protocolNumbers: Readonly<Record<string, number>> = {tcp: 6, udp: 17, sctp: 132};

export function parseServices(text: string): ServicesDatabase {
  const ports = new Map<string, number>();
  const names = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [name, portAndProtocol, ...aliases] = (line.split('#', 1)[0] as string)
      .split(/\s+/)
      .filter(word => word !== '');
    const [portText, protocolText] = (portAndProtocol ?? '').split('/');
    const protocol = protocolNumbers[protocolText ?? ''];
    const port = Number(portText);
    if (name === undefined || protocol === undefined || !Number.isInteger(port)) continue;
    for (const alias of [name, ...aliases])
      if (!ports.has(`${protocol} ${alias}`)) ports.set(`${protocol} ${alias}`, port);
    if (!names.has(`${protocol} ${port}`)) names.set(`${protocol} ${port}`, name);
  }
  return {
    portOf: (service, protocol) => ports.get(`${protocol} ${service}`) ?? null,
    serviceOf: (port, protocol) => names.get(`${protocol} ${port}`) ?? null,
  };
}
