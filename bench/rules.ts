/** The i-th virtual service. */
export const serviceName = (i: number): string => `10.1.${i >> 8}.${i & 255}:80`;

/** Rules for so many services, each with so many real servers. */
export function rules(services: number, destinations: number): string {
  let text = '';
  for (let i = 0; i < services; i++) {
    text += `-A -t ${serviceName(i)} -s rr\n`;
    for (let j = 1; j <= destinations; j++)
      text += `-a -t ${serviceName(i)} -r 192.168.${i % 250}.${j}:80 -m -w ${j}\n`;
  }
  return text;
}

/** Rules that the kernel refuses for four reasons in turn: a message out of order would be seen. The table holds service 0 alone. */
export function failingRules(count: number): string {
  const kinds = [
    `-A -t ${serviceName(0)} -s rr`,
    `-d -t ${serviceName(0)} -r 192.168.9.9:80`,
    `-D -t ${serviceName(1)}`,
    `-a -t ${serviceName(1)} -r 192.168.9.9:80 -m`,
    `-a -t ${serviceName(0)} -r 224.0.0.1:80 -m`,
  ];
  // A step that shares no factor with the length, and drifts: no period of a batch goes unnoticed.
  return Array.from({length: count}, (_, i) => `${kinds[(i + Math.floor(i / 7)) % kinds.length]}\n`).join('');
}
